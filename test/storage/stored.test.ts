import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readStored } from '../../src/storage/stored.ts';
import { plant } from './tree.ts';

/** Goes on writing to a file at every turn of the event loop, so many times or until it is stopped. */
function keepWriting(path: string, times: number): () => void {
  let left = times;
  const write = (): void => {
    if (left-- <= 0) return;
    appendFileSync(path, 'x');
    setImmediate(write);
  };
  write();
  return () => {
    left = 0;
  };
}

test('a file is read with the stamp of its state', async () => {
  const path = join(plant({ a: 'text' }), 'a');
  const first = await readStored(path, 10);
  expect(first).toMatchObject({ bytes: Buffer.from('text') });
  expect(await readStored(path, 10)).toEqual(first);
  appendFileSync(path, '!');
  expect(await readStored(path, 10)).not.toEqual(first);
});

test('a file that is written all the time has no moment at which it can be read', async () => {
  const path = join(plant({ a: 'text' }), 'a');
  const stop = keepWriting(path, Number.POSITIVE_INFINITY);
  const stored = await readStored(path, 1_000_000);
  stop();
  expect(stored).toMatchObject({ trouble: 'moving' });
});

test('a file that was being written is read when that is over', async () => {
  const path = join(plant({ a: 'text' }), 'a');
  keepWriting(path, 3);
  expect(await readStored(path, 100)).toMatchObject({ bytes: Buffer.from('textxxx') });
});

test('a file may be as long as the limit, and no longer', async () => {
  const folder = plant({ a: '12345', b: '123456' });
  expect(await readStored(join(folder, 'a'), 5)).toHaveProperty('bytes.length', 5);
  expect(await readStored(join(folder, 'b'), 5)).toMatchObject({ trouble: 'large' });
});

test('what is not there is gone; what is no file cannot be read', async () => {
  const folder = plant({ a: 'text' });
  mkdirSync(join(folder, 'd'));
  symlinkSync('a', join(folder, 'link'));
  expect(await readStored(join(folder, 'none'), 5)).toMatchObject({ trouble: 'gone' });
  expect(await readStored(join(folder, 'a/b'), 5)).toMatchObject({ trouble: 'gone' });
  expect(await readStored(join(folder, 'd'), 5)).toMatchObject({ trouble: 'unreadable' });
  // Whoever asks has looked at the file before: a link in its place came later.
  expect(await readStored(join(folder, 'link'), 5)).toMatchObject({ trouble: 'unreadable' });
});

test.skipIf(process.platform === 'win32')('a pipe without a writer is not waited for', async () => {
  const path = join(plant(), 'pipe');
  execFileSync('mkfifo', [path]);
  expect(await readStored(path, 5)).toMatchObject({ trouble: 'unreadable' });
});

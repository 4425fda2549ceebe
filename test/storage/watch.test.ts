import { mkdirSync, renameSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import { watchFolder } from '../../src/storage/watch.ts';
import { plant } from './tree.ts';

/** Watches a folder; `next` is fulfilled with true as soon as it has told of changes that come after the call. */
function begin(folder: string) {
  const troubles: string[] = [];
  let told = 0;
  const watch = watchFolder(
    folder,
    () => {
      told += 1;
    },
    (reason) => troubles.push(reason),
  );
  onTestFinished(() => watch.close());
  const next = async (change: () => void): Promise<boolean> => {
    // What was changed before has been told of by then.
    await wait(100);
    const before = told;
    change();
    for (let tries = 0; tries < 200 && told === before; tries++) await wait(20);
    return told > before;
  };
  return { next, troubles, watch, told: () => told };
}

describe.concurrent('a watched folder', () => {
  test('tells of files that come, change, move and go, in new folders too', async () => {
    const folder = plant({ 'a.md': 'a' });
    const { next } = begin(folder);
    expect(await next(() => writeFileSync(join(folder, 'b.md'), 'b'))).toBe(true);
    expect(await next(() => writeFileSync(join(folder, 'a.md'), 'aa'))).toBe(true);
    expect(await next(() => mkdirSync(join(folder, 'deep/er'), { recursive: true }))).toBe(true);
    expect(await next(() => writeFileSync(join(folder, 'deep/er/c.md'), 'c'))).toBe(true);
    expect(await next(() => renameSync(join(folder, 'deep/er/c.md'), join(folder, 'deep/d.md')))).toBe(true);
    expect(await next(() => rmSync(join(folder, 'deep'), { recursive: true }))).toBe(true);
  });

  test('is told of once for many changes at a time', async () => {
    const folder = plant({});
    const { next, told } = begin(folder);
    await next(() => {
      for (let n = 0; n < 50; n++) writeFileSync(join(folder, `${n}.md`), 'x');
    });
    await wait(200);
    expect(told()).toBeLessThan(5);
  });

  test('goes on when another is moved into its place', async () => {
    const root = plant({ 'articles/a.md': 'a', 'next/b.md': 'b' });
    const folder = join(root, 'articles');
    const { next, troubles } = begin(folder);
    const replace = () => {
      renameSync(folder, join(root, 'before'));
      renameSync(join(root, 'next'), folder);
    };
    expect(await next(replace)).toBe(true);
    await wait(1500);
    expect(await next(() => writeFileSync(join(folder, 'b.md'), 'bb'))).toBe(true);
    expect(troubles).toEqual([]);
  });

  test('goes on when the link to it leads elsewhere', async () => {
    const root = plant({ 'one/a.md': 'a', 'two/a.md': 'b' });
    const folder = join(root, 'current');
    symlinkSync('one', folder);
    const { next } = begin(folder);
    const switchOver = () => {
      symlinkSync('two', join(root, 'new'));
      renameSync(join(root, 'new'), folder);
    };
    expect(await next(switchOver)).toBe(true);
    expect(await next(() => writeFileSync(join(root, 'two/a.md'), 'bb'))).toBe(true);
  });

  test('is told of when it goes and when it comes', async () => {
    const folder = join(plant({ 'articles/a.md': 'a' }), 'articles');
    const { next } = begin(folder);
    expect(await next(() => rmSync(folder, { recursive: true }))).toBe(true);
    await wait(1500);
    expect(await next(() => mkdirSync(folder))).toBe(true);
    await wait(1500);
    expect(await next(() => writeFileSync(join(folder, 'a.md'), 'a'))).toBe(true);
  });

  test('may come only later', async () => {
    const root = plant({});
    const folder = join(root, 'articles');
    symlinkSync('nowhere', folder);
    const { next } = begin(folder);
    const come = () => {
      unlinkSync(folder);
      mkdirSync(folder);
    };
    expect(await next(come)).toBe(true);
  });

  test('is quiet after the watch is closed, and while nothing happens', async () => {
    const folder = plant({ 'a.md': 'a' });
    const { told, watch } = begin(folder);
    await wait(2500);
    expect(told()).toBe(0);
    watch.close();
    writeFileSync(join(folder, 'a.md'), 'aa');
    rmSync(folder, { recursive: true });
    await wait(1500);
    expect(told()).toBe(0);
  });
});

test('a watch goes on in a folder that is made anew, or moved into the place of another, at once', async () => {
  const folder = plant({ 'deep/er/a.md': 'a', 'next/er/b.md': 'b' });
  const { next, watch } = begin(folder);
  await watch.ready;
  const remake = () => {
    rmSync(join(folder, 'deep'), { recursive: true });
    mkdirSync(join(folder, 'deep/er'), { recursive: true });
  };
  const replace = () => {
    renameSync(join(folder, 'deep'), join(folder, 'before'));
    renameSync(join(folder, 'next'), join(folder, 'deep'));
  };
  for (const [nth, change] of [remake, replace].entries()) {
    expect(await next(change)).toBe(true);
    expect(await next(() => writeFileSync(join(folder, `deep/er/${nth}.md`), 'c'))).toBe(true);
  }
});

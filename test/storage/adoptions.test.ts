import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Fingerprint } from '../../src/articles/identity.ts';
import { decodeLines } from '../../src/storage/lines.ts';
import { parseRecord, type StateRecord } from '../../src/storage/records.ts';
import { openState, type State } from '../../src/storage/state.ts';

let folder: string;
let state: State;

const open = (): Promise<State> =>
  openState(folder, { site: 'https://example.org', onTrouble: (sentence) => expect.unreachable(sentence) });

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'courant-adoptions-'));
  state = await open();
});

afterEach(async () => {
  await state.close();
  await rm(folder, { recursive: true });
});

const print = (key: string, digest = key): Fingerprint => ({
  key,
  title: key,
  slug: key,
  published: 1,
  digest,
});

const identify = (...prints: readonly Fingerprint[]): readonly string[] =>
  state.identify(prints, new Set(prints.map(({ key }) => key)));

async function restart(): Promise<void> {
  await state.close();
  state = await open();
}

test('an adopted id is given from then on: after a restart, an edit, a rename', async () => {
  const [, b] = identify(print('a.md'), print('b.md'));
  state.adopt([{ key: 'a.md', id: 'https://old.example/?p=1' }]);
  expect(identify(print('a.md'), print('b.md'))).toEqual(['https://old.example/?p=1', b]);
  await restart();
  expect(identify(print('a.md', 'edited'), print('b.md'))).toEqual(['https://old.example/?p=1', b]);
  expect(identify(print('moved.md', 'edited'), print('b.md'))).toEqual(['https://old.example/?p=1', b]);
  await restart();
  expect(identify(print('moved.md', 'edited'), print('b.md'))).toEqual(['https://old.example/?p=1', b]);
  expect(state.holdings()).toContainEqual({
    key: 'moved.md',
    id: 'https://old.example/?p=1',
    isAdopted: true,
  });
});

test('what was adopted is known as that after the journal was made small', async () => {
  identify(print('a.md'), print('b.md'));
  state.adopt([{ key: 'a.md', id: 'former' }]);
  identify(print('a.md', 'edited'), print('b.md'));
  // Twenty thousand editions of one feed, so that closing compacts.
  for (let n = 0; n < 20_000; n += 1) state.recordEdition('/rss.xml', { etag: `W/"${n}"`, lastModified: n });
  await restart();
  const records = decodeLines<StateRecord>(await readFile(join(folder, 'state.jsonl')), parseRecord);
  expect(records.damaged).toEqual([]);
  expect(records.records.length).toBeLessThan(10);
  expect(state.holdings()).toEqual(
    expect.arrayContaining([
      { key: 'a.md', id: 'former', isAdopted: true },
      { key: 'b.md', id: expect.stringContaining('urn:uuid:'), isAdopted: false },
    ]),
  );
  expect(identify(print('a.md', 'edited'))).toEqual(['former']);
});

test('an id moves on from an article that is stored no more', async () => {
  identify(print('gone.md'), print('a.md', 'x'));
  state.adopt([{ key: 'gone.md', id: 'former' }]);
  state.adopt([{ key: 'a.md', id: 'former', from: 'gone.md' }]);
  await restart();
  expect(state.holdings()).toEqual([{ key: 'a.md', id: 'former', isAdopted: true }]);
});

test('an article that was out keeps its place in the archive under its adopted id', async () => {
  const [id = ''] = identify(print('a.md'));
  const appearance = { place: 0, key: 'a.md', permalink: 'https://example.org/a', feeds: [] };
  state.recordAppearances([{ id, ...appearance }]);
  state.adopt([{ key: 'a.md', id: 'former' }]);
  for (const again of [false, true]) {
    if (again) await restart();
    expect([...state.appearances().values()]).toEqual([{ id: 'former', ...appearance }]);
  }
});

test('nothing is written for an id that it has already, nor for an article that nobody knows', async () => {
  const [id = ''] = identify(print('a.md'));
  await state.flush();
  const before = await readFile(join(folder, 'state.jsonl'));
  state.adopt([
    { key: 'a.md', id },
    { key: 'nobody.md', id: 'former' },
  ]);
  await state.flush();
  expect(await readFile(join(folder, 'state.jsonl'))).toEqual(before);
});

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Fingerprint } from '../../src/articles/identity.ts';
import { openState, type State } from '../../src/storage/state.ts';

const site = 'https://example.org';
let folders: string[];
let state: State;

async function open(): Promise<State> {
  const folder = mkdtempSync(join(tmpdir(), 'courant-many-'));
  folders.push(folder);
  return openState(folder, { site, onTrouble: (one) => expect.unreachable(one) });
}

beforeEach(async () => {
  folders = [];
  state = await open();
});

afterEach(async () => {
  await state.close();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

const print = (key: string, digest = key): Fingerprint => ({
  key,
  title: `Title ${digest}`,
  slug: `slug-${digest}`,
  published: 1000,
  digest,
});

const many = Array.from({ length: 3000 }, (_, n) => print(`${n}.md`));
const keysOf = (prints: readonly Fingerprint[]) => new Set(prints.map(({ key }) => key));

test('a great many ids are those that are given at a stretch', async () => {
  const other = await open();
  const ids = await state.identifyMany?.(many, keysOf(many));
  expect(ids).toEqual(other.identify(many, keysOf(many)));
  expect(state.identify(many, keysOf(many))).toEqual(ids);
  await other.close();
});

test('they are on disk when all is flushed', async () => {
  const ids = await state.identifyMany?.(many, keysOf(many));
  await state.close();
  state = await openState(folders[0] ?? '', { site, onTrouble: (one) => expect.unreachable(one) });
  expect(state.holdings().map(({ id }) => id)).toEqual(expect.arrayContaining([...(ids ?? [])]));
});

test('requests have their turn meanwhile', async () => {
  let turns = 0;
  const others = setInterval(() => {
    turns += 1;
  }, 1);
  await state.identifyMany?.(many, keysOf(many));
  clearInterval(others);
  expect(turns).toBeGreaterThan(0);
});

test('who asks in the middle of it waits, so that a piece that moved is not found by two', async () => {
  const [id] = (await state.identifyMany?.([print('was.md', 'moved')], new Set(['was.md']))) ?? [];
  const one = [...many, print('one.md', 'moved')];
  const two = [...many, print('two.md', 'moved')];
  const [first, second] = await Promise.all([
    state.identifyMany?.(one, keysOf(one)),
    state.identifyMany?.(two, new Set([...keysOf(one), ...keysOf(two)])),
  ]);
  expect(first?.at(-1)).toBe(id);
  expect(second?.at(-1)).not.toBe(id);
  expect(second?.slice(0, -1)).toEqual(first?.slice(0, -1));
});

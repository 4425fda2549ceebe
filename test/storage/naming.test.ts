import { cpSync, mkdirSync, readFileSync, renameSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { emptyLibrary, type Library } from '../../src/articles/library.ts';
import { urlUuid } from '../../src/articles/uuid.ts';
import type { Folder, FolderOptions } from '../../src/storage/folder.ts';
import { encodeLines } from '../../src/storage/lines.ts';
import { openState } from '../../src/storage/state.ts';
import { type Files, open, piece, plant, site, write } from './tree.ts';

/** Ids by title: what readers know. */
const idsOf = ({ articles }: Library): Record<string, string> =>
  Object.fromEntries(articles.map(({ title, id }) => [title, id]));

interface Run {
  readonly source: Folder;
  readonly library: Library;
  stop(): Promise<void>;
}

/** What a service does with the folder, from start to stop. */
async function run(folder: string, data: string, more: Partial<FolderOptions> = {}): Promise<Run> {
  const { url } = more.site ?? site;
  const state = await openState(data, { site: url, onTrouble: (sentence) => expect.unreachable(sentence) });
  const source = open(folder, { ids: state, ...more });
  const stop = async (): Promise<void> => {
    await source.close();
    await state.close();
  };
  onTestFinished(stop);
  return { source, library: await source.read(emptyLibrary), stop };
}

async function idsAfterRestart(folder: string, data: string, more: Partial<FolderOptions> = {}) {
  const { library, stop } = await run(folder, data, more);
  await stop();
  expect(library.problems).toEqual([]);
  return idsOf(library);
}

function move(folder: string, from: string, to: string): void {
  mkdirSync(dirname(join(folder, to)), { recursive: true });
  renameSync(join(folder, from), join(folder, to));
}

const dated = (day: number): Readonly<Record<string, string>> => ({ date: `2025-05-0${day}T07:00:00Z` });
const files: Files = {
  'news/a.md': piece('A', dated(1)),
  'news/b.md': piece('B', dated(2)),
  'c.md': piece('C', dated(3)),
};

describe('ids are what they were', () => {
  test('after folders moved, with another pattern of permalinks, on another site, all at one start', async () => {
    const folder = plant(files);
    const data = join(plant(), 'data');
    const before = await idsAfterRestart(folder, data);
    expect(Object.keys(before)).toHaveLength(3);
    move(folder, 'news', 'archive/2025/may');
    expect(await idsAfterRestart(folder, data)).toEqual(before);
    expect(await idsAfterRestart(folder, data, { permalink: '/{year}/{month}/{slug}.html' })).toEqual(before);
    const elsewhere = { ...site, url: 'https://elsewhere.example' };
    expect(await idsAfterRestart(folder, data, { site: elsewhere })).toEqual(before);
    move(folder, 'archive/2025/may', 'x');
    move(folder, 'c.md', 'x/y/c.md');
    write(folder, { 'd.md': piece('D') });
    const after = await idsAfterRestart(folder, data, { site: elsewhere, permalink: '/{key}' });
    expect(after).toEqual({ ...before, D: `urn:uuid:${urlUuid('https://elsewhere.example/d.md')}` });
  });

  test('when the data folder is lost and nothing else changed', async () => {
    const folder = plant(files);
    const data = join(plant(), 'data');
    const before = await idsAfterRestart(folder, data);
    rmSync(data, { recursive: true });
    write(folder, { 'c.md': piece('C', dated(3), 'Edited.') });
    expect(await idsAfterRestart(folder, data, { permalink: '/{key}' })).toEqual(before);
  });

  test('when an old data folder is restored: what moved, was edited and was added since included', async () => {
    const folder = plant(files);
    const data = join(plant(), 'data');
    await idsAfterRestart(folder, data);
    cpSync(data, `${data}.old`, { recursive: true });
    move(folder, 'news/a.md', 'moved.md');
    write(folder, {
      'news/a.md': piece('Newcomer', dated(4)),
      'news/b.md': piece('B', dated(2), 'Edited.'),
      'd.md': piece('D'),
    });
    const before = await idsAfterRestart(folder, data);
    expect(new Set(Object.values(before)).size).toBe(5);
    rmSync(data, { recursive: true });
    renameSync(`${data}.old`, data);
    expect(await idsAfterRestart(folder, data)).toEqual(before);
  });

  test('when a deleted article is restored, under its name or another, after others took its name', async () => {
    const folder = plant({ 'a.md': piece('A', dated(1)), 'b.md': piece('B', dated(2)), 'c.md': piece('C') });
    const { source, library } = await run(folder, join(plant(), 'data'));
    const before = idsOf(library);
    const kept = readFileSync(join(folder, 'b.md'));
    unlinkSync(join(folder, 'b.md'));
    move(folder, 'a.md', 'b.md');
    expect(idsOf(await source.read(library))).toEqual({ A: before.A, C: before.C });
    move(folder, 'b.md', 'a.md');
    expect(idsOf(await source.read(library))).toEqual({ A: before.A, C: before.C });
    write(folder, { 'restored.md': kept });
    expect(idsOf(await source.read(library))).toEqual(before);
  });
});

describe('a piece keeps its id where another takes its name', () => {
  const start = { 'a.md': piece('A', dated(1)), 'z.md': piece('Z') };
  const moveAndReplace = (folder: string): void => {
    move(folder, 'a.md', 'b.md');
    write(folder, { 'a.md': piece('Newcomer', dated(2)) });
  };

  test.each<[string, readonly (readonly string[] | undefined)[]]>([
    ['in one reading of all', [undefined]],
    ['in one reading of what changed', [['a.md', 'b.md']]],
    ['when the newcomer is told first', [['a.md'], ['b.md']]],
    ['when the piece that moved is told first', [['b.md', 'a.md'], ['a.md']]],
  ])('%s', async (_, readings) => {
    const folder = plant(start);
    const { source, library } = await run(folder, join(plant(), 'data'));
    const before = idsOf(library);
    moveAndReplace(folder);
    let now = library;
    for (const changed of readings) {
      now = await source.read(now, changed === undefined ? {} : { changed: new Set(changed) });
      const { A, Newcomer } = idsOf(now);
      expect(A).toBe(before.A);
      expect(Object.values(before)).not.toContain(Newcomer);
    }
    expect(Object.keys(idsOf(now)).sort()).toEqual(['A', 'Newcomer', 'Z']);
  });

  test('while the service was stopped, also on the same day', async () => {
    const folder = plant(start);
    const data = join(plant(), 'data');
    const before = await idsAfterRestart(folder, data);
    move(folder, 'a.md', 'b.md');
    write(folder, { 'a.md': piece('Newcomer', dated(1)) });
    const after = await idsAfterRestart(folder, data);
    expect(after).toEqual({ ...before, Newcomer: expect.stringMatching(/^urn:uuid:/) });
    expect(Object.values(before)).not.toContain(after.Newcomer);
  });

  test('and a move is one also when the name goes in one reading and comes in the next', async () => {
    const folder = plant(start);
    const { source, library } = await run(folder, join(plant(), 'data'));
    const text = readFileSync(join(folder, 'a.md'));
    unlinkSync(join(folder, 'a.md'));
    const between = await source.read(library, { changed: new Set(['a.md']) });
    expect(Object.keys(idsOf(between))).toEqual(['Z']);
    write(folder, { 'b.md': text });
    const after = await source.read(between, { changed: new Set(['b.md']) });
    expect(idsOf(after)).toEqual(idsOf(library));
  });

  test('also when a branch that has it so is checked out, and left again', async () => {
    const folder = plant(start);
    const { source, library } = await run(folder, join(plant(), 'data'));
    const before = idsOf(library);
    moveAndReplace(folder);
    const there = idsOf(await source.read(library));
    for (let n = 0; n < 2; n += 1) {
      unlinkSync(join(folder, 'b.md'));
      write(folder, start);
      expect(idsOf(await source.read(library))).toEqual(before);
      moveAndReplace(folder);
      expect(idsOf(await source.read(library))).toEqual(there);
    }
  });
});

test('a journal of before is read, and what changes places after is told apart wherever a crash cut the journal', async () => {
  const remembered = (key: string, title: string, id: string) => ({
    article: { key, id, title, slug: title.toLowerCase(), published: 1, digest: `digest of ${title}` },
  });
  const old = encodeLines([
    remembered('a.md', 'A', 'tag:a'),
    remembered('first.md', 'B', 'tag:b'),
    { ...remembered('b.md', 'B', 'tag:b'), from: 'first.md' },
    { adopted: remembered('c.md', 'C', 'http://former.example/?p=1').article, was: 'tag:c' },
  ]);
  const now = [
    { key: 'a.md', title: 'C', slug: 'c', published: 1, digest: 'digest of C' },
    { key: 'b.md', title: 'A', slug: 'a', published: 1, digest: 'digest of A' },
    { key: 'c.md', title: 'B', slug: 'b', published: 1, digest: 'digest of B' },
    { key: 'd.md', title: 'D', slug: 'd', published: 1, digest: 'digest of D' },
  ];
  const present = new Set(now.map(({ key }) => key));
  const expected = ['http://former.example/?p=1', 'tag:a', 'tag:b', expect.stringContaining('urn:uuid:')];
  const data = plant({ 'state.jsonl': old });
  const openHere = () => openState(data, { site: site.url, onTrouble: () => undefined });
  const state = await openHere();
  expect(state.identify(now, present)).toEqual(expected);
  await state.flush();
  const whole = readFileSync(join(data, 'state.jsonl'));
  await state.close();
  expect(whole.subarray(0, old.length)).toEqual(old);
  expect(whole.length).toBeGreaterThan(old.length);
  for (let length = old.length; length <= whole.length; length += 40) {
    writeFileSync(join(data, 'state.jsonl'), whole.subarray(0, length));
    const again = await openHere();
    expect(again.identify(now, present)).toEqual(expected);
    expect(again.holdings().filter(({ isAdopted }) => isAdopted)).toEqual([
      { key: 'a.md', id: 'http://former.example/?p=1', isAdopted: true },
    ]);
    await again.close();
  }
});

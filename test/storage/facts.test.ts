import { appendFileSync, readFileSync, statSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { emptyLibrary } from '../../src/articles/library.ts';
import { read } from '../../src/articles/reading/read.ts';
import { memoryIds, open, piece, plant, site, write } from './tree.ts';

vi.mock(import('../../src/articles/reading/read.ts'), async (original) => {
  const real = await original();
  return { ...real, read: vi.fn(real.read) };
});

/** Opens a folder as one start of Courant after another does, and tells what was read out of files. */
function starts(files: Record<string, string>) {
  const folder = plant(files);
  const file = join(plant(), 'data/facts.jsonl');
  const ids = memoryIds();
  const start = async (more: Parameters<typeof open>[1] & { version?: string } = {}) => {
    const { version = '1', ...rest } = more;
    const source = open(folder, { ids, facts: { file, version }, ...rest });
    vi.mocked(read).mockClear();
    const library = await source.read(emptyLibrary);
    await source.close();
    return {
      library,
      read: vi
        .mocked(read)
        .mock.calls.map(([{ key }]) => key)
        .sort(),
    };
  };
  return { folder, file, start };
}

const files = {
  'a.md': piece('A', { tags: '[x, y]', author: 'Jane Roe', summary: 'Short' }),
  'x/b.txt': 'No article',
  'x/c.md': piece('C', { id: 'urn:x:c', expires: '2030-01-01T00:00:00Z' }),
};

describe('the second start', () => {
  test('reads no article, and knows the same of all', async () => {
    const { start } = starts(files);
    const first = await start();
    expect(first.read).toEqual(['a.md', 'x/b.txt', 'x/c.md']);
    const second = await start();
    expect(second.library).toEqual(first.library);
    expect(second.library.problems.length).toBeGreaterThan(0);
    expect(second.read).toEqual([]);
  });

  test('reads what changed meanwhile, and the third does not', async () => {
    const { folder, start } = starts(files);
    await start();
    write(folder, { 'a.md': piece('Other'), 'd.md': piece('D') });
    const second = await start();
    expect(second.read).toEqual(['a.md', 'd.md']);
    expect(second.library.articles.map(({ title }) => title).sort()).toEqual(['C', 'D', 'Other']);
    expect((await start()).read).toEqual([]);
  });

  test('sees a change that keeps length and time of modification', async () => {
    const { folder, start } = starts(files);
    await start();
    const { atime, mtime } = statSync(join(folder, 'a.md'));
    writeFileSync(join(folder, 'a.md'), files['a.md'].replace('title: A', 'title: B'));
    utimesSync(join(folder, 'a.md'), atime, mtime);
    expect((await start()).library.articles.map(({ title }) => title)).toContain('B');
  });

  test.each<[string, Parameters<ReturnType<typeof starts>['start']>[0]]>([
    ['another Courant', { version: '2' }],
    ['another pattern of permalinks', { permalink: '/{year}/{slug}' }],
    ['another site', { site: { ...site, url: 'https://elsewhere.example' } }],
    ['another time zone', { site: { ...site, timezone: 'Europe/Berlin' } }],
    ['other defaults for a folder', { defaults: [{ folder: '', values: { section: 'S' } }] }],
  ])('reads all anew with %s', async (_, more) => {
    const { start } = starts(files);
    await start();
    expect((await start(more)).read).toEqual(['a.md', 'x/b.txt', 'x/c.md']);
  });

  test('trusts no file that was touched just before it was read', async () => {
    const { start } = starts(files);
    const now = Date.now();
    await start({ clock: () => now });
    expect((await start()).read).toEqual(['a.md', 'x/b.txt', 'x/c.md']);
  });
});

describe('a file of facts that is not as it was written', () => {
  test.each<[string, (file: string) => void]>([
    ['is cut short', (file) => truncateSync(file, statSync(file).size - 20)],
    [
      'has another letter somewhere',
      (file) => writeFileSync(file, readFileSync(file, 'utf8').replace('"A"', '"Z"')),
    ],
    ['is something else', (file) => writeFileSync(file, '{}\n[]\nnull')],
    ['is empty', (file) => writeFileSync(file, '')],
  ])('because it %s costs time and nothing else', async (_, spoil) => {
    const { file, start } = starts(files);
    const first = await start();
    spoil(file);
    const second = await start();
    expect(second.library).toEqual(first.library);
    expect(second.read).toEqual(['a.md', 'x/b.txt', 'x/c.md']);
    expect((await start()).read).toEqual([]);
  });

  test('because its last line was never finished keeps what came before', async () => {
    const { file, start } = starts(files);
    const first = await start();
    appendFileSync(file, '0000');
    const second = await start();
    expect([second.library, second.read]).toEqual([first.library, []]);
  });

  test('because it cannot be written changes nothing', async () => {
    const folder = plant(files);
    const source = open(folder, { facts: { file: join(folder, 'a.md/facts.jsonl'), version: '1' } });
    expect((await source.read(emptyLibrary)).articles).toHaveLength(2);
    await source.close();
  });
});

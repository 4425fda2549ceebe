import { mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { emptyLibrary } from '../../src/articles/library.ts';
import { openState } from '../../src/storage/state.ts';
import type { Found } from '../../src/storage/walk.ts';
import { open, piece, plant } from './tree.ts';

/** What a search met before it was moved, and meets again where it went. */
let met: readonly Found[] = [];
let last: readonly Found[] = [];

vi.mock(import('../../src/storage/walk.ts'), async (original) => {
  const real = await original();
  return {
    ...real,
    walk: (options) => {
      const found = real.walk(options);
      last = found.files;
      return { ...found, files: [...met, ...found.files] };
    },
  };
});

test.each([
  ['and what was read of it is remembered', true],
  ['and all is read anew', false],
])(
  'a file that moves while the folder is searched at a start is no copy of itself, %s',
  async (_, isRemembered) => {
    const folder = plant({ 'a.md': piece('A'), 'b.md': piece('B', { date: '2025-06-01T00:00:00Z' }) });
    const data = join(plant(), 'data');
    const start = async () => {
      const state = await openState(data, {
        site: 'https://example.org',
        onTrouble: (sentence) => expect.unreachable(sentence),
      });
      const facts = isRemembered ? { facts: { file: join(data, 'facts.jsonl'), version: '1' } } : {};
      const source = open(folder, { ids: state, ...facts });
      const { articles, problems } = await source.read(emptyLibrary);
      await source.close();
      await state.close();
      expect(problems).toEqual([]);
      return Object.fromEntries(articles.map(({ key, id }) => [key, id]));
    };
    met = [];
    const before = await start();
    met = last.filter(({ key }) => key === 'a.md');
    mkdirSync(join(folder, 'x'));
    renameSync(join(folder, 'a.md'), join(folder, 'x/moved.md'));
    expect(await start()).toEqual({ 'x/moved.md': before['a.md'], 'b.md': before['b.md'] });
    met = [];
    expect(await start()).toEqual({ 'x/moved.md': before['a.md'], 'b.md': before['b.md'] });
  },
);

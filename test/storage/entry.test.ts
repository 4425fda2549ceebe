import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { emptyLibrary } from '../../src/articles/library.ts';
import { open, piece, plant, write } from './tree.ts';

vi.mock(import('../../src/articles/compose.ts'), async (original) => {
  const real = await original();
  return {
    ...real,
    compose: (reading, composition) => {
      if (composition.key === 'bad.md') throw new RangeError('out of bounds');
      return real.compose(reading, composition);
    },
  };
});

test('a fault of Courant at one file stops only that file, and names it', async () => {
  const folder = plant({ 'bad.md': piece('Bad'), 'good.md': piece('Good') });
  const source = open(folder);
  const library = await source.read(emptyLibrary);
  expect(library.articles.map(({ key }) => key)).toEqual(['good.md']);
  expect(library.problems).toEqual([
    {
      file: 'bad.md',
      severity: 'error',
      reason: expect.stringMatching(/^could not be read .*\(out of bounds\)/),
    },
  ]);
  expect(await source.read(library)).toBe(library);
  expect((await source.examine(join(folder, 'bad.md')))?.problems).toHaveLength(1);
  write(folder, { 'new.md': piece('New') });
  expect((await source.read(library)).articles).toHaveLength(2);
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { insertEach, mergeSorted, removeEach, sortInPieces } from '../../src/storage/sorting.ts';

const ascending = (a: number, b: number): number => a - b;
const numbers = fc.uniqueArray(fc.integer(), { maxLength: 60 });
const sorted = (list: readonly number[]): number[] => [...list].sort(ascending);

test('a long list is sorted in pieces as at once', async () => {
  const list = Array.from({ length: 5500 }, (_, index) => (index * 7919) % 5501);
  expect(await sortInPieces(list, ascending)).toEqual(sorted(list));
});

test('any two sorted lists become one', async () => {
  await fc.assert(
    fc.asyncProperty(numbers, numbers, async (a, b) => {
      expect(await mergeSorted(sorted(a), sorted(b), ascending)).toEqual(sorted([...a, ...b]));
    }),
  );
});

test('whatever is put into a sorted list and taken out again, it stays sorted', () => {
  fc.assert(
    fc.property(numbers, (all) => {
      const half = all.slice(0, all.length / 2);
      const others = all.slice(all.length / 2);
      const list = sorted(half);
      insertEach(list, others, ascending);
      expect(list).toEqual(sorted(all));
      removeEach(list, half, ascending);
      expect(list).toEqual(sorted(others));
    }),
  );
});

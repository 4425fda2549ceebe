import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { editDistance, nearest } from '../../src/articles/nearest.ts';

const words = ['title', 'timezone', 'max-age', 'stale-if-error', 'url', 'limit'];

test.each([
  ['titel', 'title'],
  ['Title', 'title'],
  ['time_zone', 'timezone'],
  ['maxAge', 'max-age'],
  ['stale', 'stale-if-error'],
  ['ulr', 'url'],
  ['limits', 'limit'],
])('%s was meant to be %s', (written, meant) => {
  expect(nearest(written, words)).toBe(meant);
});

test.each(['', '-', 'colour', 'xyz', 'u'])('"%s" is near nothing', (written) => {
  expect(nearest(written, words)).toBeUndefined();
});

describe('the edit distance', () => {
  test.each([
    ['', 'abc', 3],
    ['abc', 'abc', 0],
    ['abc', 'acb', 1],
    ['kitten', 'sitting', 3],
  ])('of "%s" and "%s" is %i', (a, b, distance) => {
    expect(editDistance(a, b)).toBe(distance);
  });

  test('is the same both ways, and 0 only for equal words', () => {
    const word = fc.string({ maxLength: 8 });
    fc.assert(
      fc.property(word, word, (a, b) => {
        expect(editDistance(a, b)).toBe(editDistance(b, a));
        expect(editDistance(a, b) === 0).toBe(a === b);
      }),
    );
  });
});

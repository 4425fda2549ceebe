import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Edition, nextEdition } from '../../src/publishing/editions.ts';

describe('the next edition', () => {
  const previous: Edition = { etag: 'W/"a"', lastModified: 10_000 };

  it('is the previous one itself while the bytes stand', () => {
    expect(nextEdition(previous, 'W/"a"', 99_000)).toBe(previous);
  });

  it.each<[string, Edition | undefined, number, number]>([
    ['the second of the clock at first sight', undefined, 12_999, 12_000],
    ['the second of the clock after a change', previous, 12_999, 12_000],
    ['a second on, when the clock is in the same second', previous, 10_999, 11_000],
    ['a second on, when the clock was set back', previous, 3_000, 11_000],
    ['a second on, when the clock is just there', previous, 11_000, 11_000],
    ['before 1970 still a whole second, not a later one', undefined, -1, -1000],
  ])('is %s', (_, before, now, lastModified) => {
    expect(nextEdition(before, 'W/"b"', now)).toEqual({ etag: 'W/"b"', lastModified });
  });

  it.each<[string, Edition | undefined, number, number]>([
    ['at first sight', undefined, 12_000, 13_000],
    ['after a change', previous, 12_999, 13_000],
    ['while the clock is behind it', previous, 3_000, 13_000],
    ['and none once the clock is past it', previous, 14_500, 14_000],
  ])('has an earliest second after a crash, %s', (_, before, now, lastModified) => {
    expect(nextEdition(before, 'W/"b"', now, 13_000)).toEqual({ etag: 'W/"b"', lastModified });
    expect(nextEdition(previous, 'W/"a"', now, 13_000)).toBe(previous);
  });
});

it('under any clock every change is later by a whole second at least', () => {
  const step = fc.tuple(fc.constantFrom('W/"a"', 'W/"b"', 'W/"c"'), fc.integer({ min: -1e13, max: 1e13 }));
  fc.assert(
    fc.property(fc.array(step), (steps) => {
      let edition: Edition | undefined;
      for (const [etag, now] of steps) {
        const next = nextEdition(edition, etag, now);
        expect(Math.abs(next.lastModified % 1000)).toBe(0);
        expect(next.etag).toBe(etag);
        if (edition !== undefined && edition.etag !== etag) {
          expect(next.lastModified - edition.lastModified).toBeGreaterThanOrEqual(1000);
        }
        edition = next;
      }
    }),
  );
});

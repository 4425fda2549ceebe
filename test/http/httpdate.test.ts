import { describe, expect, test } from 'vitest';
import { imfFixdate } from '../../src/articles/instant.ts';
import { parseHttpDate } from '../../src/http/httpdate.ts';

const now = Date.UTC(2026, 0, 1);
const example = Date.UTC(1994, 10, 6, 8, 49, 37);

describe('parseHttpDate', () => {
  test.each([
    ['Sun, 06 Nov 1994 08:49:37 GMT', example],
    ['Sunday, 06-Nov-94 08:49:37 GMT', example],
    ['Sun Nov  6 08:49:37 1994', example],
    ['Sunday, 06-Nov-76 08:49:37 GMT', Date.UTC(2076, 10, 6, 8, 49, 37)],
    ['Sunday, 06-Nov-77 08:49:37 GMT', Date.UTC(1977, 10, 6, 8, 49, 37)],
    ['Sunday, 06-Nov-00 08:49:37 GMT', Date.UTC(2000, 10, 6, 8, 49, 37)],
    ['Thu, 29 Feb 2024 00:00:00 GMT', Date.UTC(2024, 1, 29)],
    ['Thu, 01 Jan 1970 00:00:00 GMT', 0],
    ['Mon, 01 Jan 0001 00:00:00 GMT', Date.parse('0001-01-01T00:00:00Z')],
  ])('reads %s', (text, instant) => {
    expect(parseHttpDate(text, now)).toBe(instant);
  });

  test.each([
    'Thu, 29 Feb 2023 00:00:00 GMT',
    'Thu, 31 Apr 2024 00:00:00 GMT',
    ' Sun, 06 Nov 1994 08:49:37 GMT',
    'GMT',
  ])('refuses %s', (text) => {
    expect(parseHttpDate(text, now)).toBeUndefined();
  });

  test('reads back what is written, over a century of days', () => {
    for (let day = 0; day < 36_525; day += 1) {
      const instant = day * 86_400_000 + ((day * 7919) % 86_400) * 1000;
      expect(parseHttpDate(imfFixdate(instant), now)).toBe(instant);
    }
  });
});

import { describe, expect, it } from 'vitest';
import { parseTimestamp } from '../../../src/articles/reading/timestamp.ts';

const istanbul = 'Europe/Istanbul';

function read(text: string, zone = istanbul, dateOnly: 'local' | 'utc' = 'local'): string {
  const parsed = parseTimestamp(text, zone, dateOnly);
  return 'fault' in parsed ? `fault: ${parsed.fault}` : new Date(parsed.instant).toISOString();
}

describe('parseTimestamp', () => {
  it.each([
    ['10:39 | 04 May 2025', '2025-05-04T07:39:00.000Z'],
    ['10:39 | 4 Mayıs 2025', '2025-05-04T07:39:00.000Z'],
    ['2025-05-04T10:39:00+03:00', '2025-05-04T07:39:00.000Z'],
    ['2025-05-04T10:39:00.5Z', '2025-05-04T10:39:00.500Z'],
    ['2025-05-04T10:39:00.123456789z', '2025-05-04T10:39:00.123Z'],
    ['2025-05-04t10:39:00-0330', '2025-05-04T14:09:00.000Z'],
    ['2025-05-04', '2025-05-03T21:00:00.000Z'],
    ['2025-05-04 10:39', '2025-05-04T07:39:00.000Z'],
    ['2025-05-04 10:39:12 +0200', '2025-05-04T08:39:12.000Z'],
    ['2001-12-14 21:59:43.10 -5', '2001-12-15T02:59:43.100Z'],
    ['2025-5-4 1:02:03', '2025-05-03T22:02:03.000Z'],
    ['2025/05/04 10:39', '2025-05-04T07:39:00.000Z'],
    ['2025-05-04T10:39:00+03:00[Europe/Istanbul]', '2025-05-04T07:39:00.000Z'],
    ['2025-05-04T10:39[America/New_York]', '2025-05-04T14:39:00.000Z'],
    ['2025-05-04 10:39 Asia/Kolkata', '2025-05-04T05:09:00.000Z'],
    ['Sun, 04 May 2025 10:39:00 GMT', '2025-05-04T10:39:00.000Z'],
    ['Sun, 4 May 2025 10:39 -0400 (EDT)', '2025-05-04T14:39:00.000Z'],
    ['Sun May 04 2025 10:39:00 GMT+0300 (GMT+03:00)', '2025-05-04T07:39:00.000Z'],
    ['May 4, 2025', '2025-05-03T21:00:00.000Z'],
    ['May 4th, 2025 at 10:39 a.m. EDT', '2025-05-04T14:39:00.000Z'],
    ['12:05 am, 4 Sept. 2025', '2025-09-03T21:05:00.000Z'],
    ['12 p.m. 4 Sep 2025', '2025-09-04T09:00:00.000Z'],
    ['04 May 2025, 10:39', '2025-05-04T07:39:00.000Z'],
    ['4. März 2025, 10:39 Uhr', '2025-03-04T07:39:00.000Z'],
    ['4 de agosto de 2025 10:39', '2025-08-04T07:39:00.000Z'],
    ['4 AĞUSTOS 2025 10:39', '2025-08-04T07:39:00.000Z'],
    ['31 Aralık 2025 23:59', '2025-12-31T20:59:00.000Z'],
    ['2016-12-31T23:59:60Z', '2017-01-01T00:00:00.000Z'],
  ])('reads %s', (text, expected) => expect(read(text)).toBe(expected));

  it.each([
    ['', 'not a date'],
    ['04/05/2025', 'one moment only'],
    ['1746344340', 'one moment only'],
    ['tomorrow', '"tomorrow"'],
    ['04 May', 'no year'],
    ['10:39', 'no year, no month, no day'],
    ['4 May 5 May 2025', 'day twice'],
    ['2025-02-30', 'no day 30'],
    ['2023-02-29', 'no day 29'],
    ['2025-13-01', 'no month 13'],
    ['2025-05-04T24:00:00Z', 'clocks never'],
    ['13:00 pm 4 May 2025', 'clocks never'],
    ['2025-05-04T10:39:00+24:00', 'offset'],
    ['00:01 BST 5 May 2025', 'several time zones'],
    ['2025-05-04 10:39 Europe/Nowhere', 'no time zone "Europe/Nowhere"'],
    ['0001-01-01T00:00:00Z', 'before the year 1900'],
    ['1899-12-31', 'before the year 1900'],
    ['9999-12-31', 'after the year 9998'],
    ['x'.repeat(101), 'not a date'],
  ])('does not guess what %s means', (text, reason) => {
    expect(read(text)).toMatch(/^fault: /);
    expect(read(text)).toContain(reason);
  });

  it('knows leap days', () => expect(read('2024-02-29', 'UTC')).toBe('2024-02-29T00:00:00.000Z'));

  it('takes a day without a time for UTC where asked, but not a clock time', () => {
    expect(read('2025-05-04', istanbul, 'utc')).toBe('2025-05-04T00:00:00.000Z');
    expect(read('4 May 2025', istanbul, 'utc')).toBe('2025-05-04T00:00:00.000Z');
    expect(read('2025-05-04 00:00', istanbul, 'utc')).toBe('2025-05-03T21:00:00.000Z');
  });

  it.each([
    ['a time that occurs twice is the first', '2025-10-26 02:30', '2025-10-26T00:30:00.000Z', 'twice'],
    ['a time that never occurs moves on', '2025-03-30 02:30', '2025-03-30T01:30:00.000Z', 'skip'],
    ['the hour before is certain', '2025-10-26 01:59', '2025-10-25T23:59:00.000Z', undefined],
    ['the hour after is certain', '2025-10-26 03:00', '2025-10-26T02:00:00.000Z', undefined],
  ])('in Berlin %s', (_title, text, instant, note) => {
    const parsed = parseTimestamp(text, 'Europe/Berlin', 'local');
    expect('instant' in parsed && new Date(parsed.instant).toISOString()).toBe(instant);
    if (note === undefined) expect(parsed).not.toHaveProperty('note');
    else expect('note' in parsed && parsed.note).toContain(note);
  });

  it('follows the history of a zone', () => {
    expect(read('2015-07-01 12:00')).toBe('2015-07-01T09:00:00.000Z');
    expect(read('2015-01-01 12:00')).toBe('2015-01-01T10:00:00.000Z');
  });

  it('begins a day without a midnight at its first moment, without a note', () => {
    const parsed = parseTimestamp('2018-11-04', 'America/Sao_Paulo', 'local');
    expect(parsed).toEqual({ instant: Date.UTC(2018, 10, 4, 3) });
  });

  it('reads twenty thousand without delay', () => {
    const begin = performance.now();
    for (let i = 0; i < 20_000; i++)
      parseTimestamp(`2024-0${1 + (i % 9)}-1${i % 10} 10:39`, istanbul, 'local');
    expect(performance.now() - begin).toBeLessThan(2000);
  });
});

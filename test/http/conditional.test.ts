import { describe, expect, test } from 'vitest';
import { isUnchanged } from '../../src/http/conditional.ts';

const tag = 'Zq3_x-7bVtRw0Kd2uYpLmA';
const etag = `W/"${tag}"`;
const lastModified = Date.UTC(2026, 4, 4, 7, 39, 0);
const now = Date.UTC(2026, 4, 4, 12, 0, 0);
const current = { etag, lastModified };

type Case = readonly [title: string, value: string];

const filler = (count: number): string => Array.from({ length: count }, (_, n) => `"other${n}"`).join(', ');

const matching: readonly Case[] = [
  ['the tag as it was sent', etag],
  ['the tag made strong', `"${tag}"`],
  ['a lower-case w', `w/"${tag}"`],
  ['no quotes', tag],
  ['no quotes but weak', `W/${tag}`],
  ['no closing quote', `W/"${tag}`],
  ['no opening quote', `${tag}"`],
  ['no quotes on the right of a list', `"other", ${tag}`],
  ['-gzip inside the quotes, from Apache httpd', `W/"${tag}-gzip"`],
  ['-br inside the quotes, from Apache httpd', `"${tag}-br"`],
  ['--gzip inside the quotes, from Jetty', `W/"${tag}--gzip"`],
  ['--br inside the quotes', `"${tag}--br"`],
  [';gzip inside the quotes', `"${tag};gzip"`],
  ['-gzip after the quotes', `"${tag}"-gzip`],
  [';gzip after the quotes', `W/"${tag}";gzip`],
  ['-gzip without quotes', `${tag}-gzip`],
  [';br without quotes', `${tag};br`],
  ['the first of a list', `${etag}, "other"`],
  ['the last of a list', `"other", W/"another", ${etag}`],
  ['a list without spaces', `"other",${etag},"another"`],
  ['a list with empty members', `, ,${etag},,`],
  ['a list with tabs', `"other",\t${etag}`],
  ['a neighbour with a comma inside', `"a,b", ${etag}`],
  ['an empty neighbour', `"", ${etag}`],
  ['the field sent twice, as Node joins it', `"other", ${etag}`],
  ['spaces around', `  ${etag}  `],
  ['the star', '*'],
  ['the star with spaces', ' * '],
  ['the 64th of a list', `${filler(63)}, ${etag}`],
];

const differing: readonly Case[] = [
  ['another tag', 'W/"other"'],
  ['an empty field', ''],
  ['an empty tag', '""'],
  ['an empty weak tag', 'W/""'],
  ['a comma', ','],
  ['a longer tag', `W/"${tag}x"`],
  ['a shorter tag', `W/"${tag.slice(0, -1)}"`],
  ['another case', `W/"${tag.toLowerCase()}"`],
  ['the tag twice in one', `"${tag}${tag}"`],
  ['the tag inside another with a comma', `"x,${tag},y"`],
  ['a coding that there is not', `"${tag}-zstd"`],
  ['a coding in front', `"gzip-${tag}"`],
  ['two codings', `"${tag}-gzip-br"`],
  ['a coding alone', '"-gzip"'],
  ['a star in quotes', '"*"'],
  ['a star within a list', '"other", *'],
  ['two stars', '**'],
  ['the 65th of a list', `${filler(64)}, ${etag}`],
  ['past 8 kB', `"${'x'.repeat(8200)}", ${etag}`],
  ['cut in half at 8 kB', `"${'x'.repeat(8192 - tag.length - 5)}", ${tag}y`],
  ['8 kB without a comma', 'x'.repeat(9000)],
  ['many quotes', '"'.repeat(4000)],
];

describe('If-None-Match', () => {
  test.each(matching)('is held: %s', (_title, value) => {
    expect(isUnchanged({ 'if-none-match': value }, current, now)).toBe(true);
  });

  test.each(differing)('is not held: %s', (_title, value) => {
    expect(isUnchanged({ 'if-none-match': value }, current, now)).toBe(false);
  });

  test('a current tag that itself ends like a coding is known in full and with one more', () => {
    const odd = { etag: 'W/"abc-br"', lastModified };
    expect(isUnchanged({ 'if-none-match': '"abc-br"' }, odd, now)).toBe(true);
    expect(isUnchanged({ 'if-none-match': '"abc-br-gzip"' }, odd, now)).toBe(true);
    expect(isUnchanged({ 'if-none-match': '"abc"' }, odd, now)).toBe(false);
  });

  test('wins over an If-Modified-Since that would say unchanged', () => {
    const asked = { 'if-none-match': '"other"', 'if-modified-since': 'Mon, 04 May 2026 07:39:00 GMT' };
    expect(isUnchanged(asked, current, now)).toBe(false);
  });

  test('wins over an If-Modified-Since that would say changed', () => {
    const asked = { 'if-none-match': etag, 'if-modified-since': 'Mon, 04 May 2020 07:39:00 GMT' };
    expect(isUnchanged(asked, current, now)).toBe(true);
  });

  test('wins even when it is empty', () => {
    const asked = { 'if-none-match': '', 'if-modified-since': 'Mon, 04 May 2026 07:39:00 GMT' };
    expect(isUnchanged(asked, current, now)).toBe(false);
  });

  test('works for what has no date', () => {
    expect(isUnchanged({ 'if-none-match': etag }, { etag }, now)).toBe(true);
  });

  test('is not slowed down by a hostile list', () => {
    const start = performance.now();
    for (const value of [
      `${'W/'.repeat(4000)}"`,
      `"${' '.repeat(8000)}`,
      `${'-gzip'.repeat(1600)}"`,
      '",'.repeat(4000),
    ]) {
      isUnchanged({ 'if-none-match': value }, current, now);
    }
    expect(performance.now() - start).toBeLessThan(100);
  });
});

const unchangedSince: readonly Case[] = [
  ['the very second', 'Mon, 04 May 2026 07:39:00 GMT'],
  ['a second later', 'Mon, 04 May 2026 07:39:01 GMT'],
  ['later on the day', 'Mon, 04 May 2026 11:59:59 GMT'],
  ['right now', 'Mon, 04 May 2026 12:00:00 GMT'],
  ['the obsolete form of RFC 850', 'Monday, 04-May-26 07:39:00 GMT'],
  ['the form of asctime', 'Mon May  4 07:39:00 2026'],
  ['asctime with a zero', 'Mon May 04 07:39:00 2026'],
  ['a weekday that does not fit', 'Tue, 04 May 2026 07:39:00 GMT'],
  ['a leap second', 'Mon, 04 May 2026 07:59:60 GMT'],
];

const changedSince: readonly Case[] = [
  ['a second earlier', 'Mon, 04 May 2026 07:38:59 GMT'],
  ['years earlier', 'Sun, 06 Nov 1994 08:49:37 GMT'],
  ['RFC 850, the last century', 'Sunday, 06-Nov-94 08:49:37 GMT'],
  ['asctime, earlier', 'Sun Nov  6 08:49:37 1994'],
  ['a second still to come', 'Mon, 04 May 2026 12:00:01 GMT'],
  ['another year still to come', 'Tue, 04 May 2027 07:39:00 GMT'],
  ['an empty field', ''],
  ['no date', 'yesterday'],
  ['a number', '1777880340'],
  ['ISO 8601', '2026-05-04T07:39:00Z'],
  ['another zone', 'Mon, 04 May 2026 08:39:00 CET'],
  ['an offset', 'Mon, 04 May 2026 08:39:00 +0000'],
  ['no zone', 'Mon, 04 May 2026 08:39:00'],
  ['a day of one digit', 'Mon, 4 May 2026 08:39:00 GMT'],
  ['a month that there is not', 'Mon, 04 Mai 2026 08:39:00 GMT'],
  ['lower case', 'mon, 04 may 2026 08:39:00 gmt'],
  ['30 February', 'Mon, 30 Feb 2026 08:39:00 GMT'],
  ['day zero', 'Mon, 00 May 2026 08:39:00 GMT'],
  ['hour 24', 'Sun, 03 May 2026 24:00:00 GMT'],
  ['minute 60', 'Mon, 04 May 2026 08:60:00 GMT'],
  ['second 61', 'Mon, 04 May 2026 08:59:61 GMT'],
  ['two dates', 'Mon, 04 May 2026 08:39:00 GMT, Mon, 04 May 2026 09:39:00 GMT'],
  ['a parameter of old browsers', 'Mon, 04 May 2026 08:39:00 GMT; length=1234'],
  ['8 kB', 'Mon, '.repeat(1600)],
];

describe('If-Modified-Since', () => {
  test.each(unchangedSince)('is unchanged since %s', (_title, value) => {
    expect(isUnchanged({ 'if-modified-since': value }, current, now)).toBe(true);
  });

  test.each(changedSince)('counts as changed since %s', (_title, value) => {
    expect(isUnchanged({ 'if-modified-since': value }, current, now)).toBe(false);
  });

  test('compares whole seconds, for a date on the wire has no more', () => {
    const within = { etag, lastModified: lastModified + 999 };
    expect(isUnchanged({ 'if-modified-since': 'Mon, 04 May 2026 07:39:00 GMT' }, within, now)).toBe(true);
  });

  test('means nothing for what has no date', () => {
    expect(isUnchanged({ 'if-modified-since': 'Mon, 04 May 2026 07:39:00 GMT' }, { etag }, now)).toBe(false);
  });

  test('means nothing for a date of ours that is still to come', () => {
    const ahead = { etag, lastModified: now + 2000 };
    expect(isUnchanged({ 'if-modified-since': 'Mon, 04 May 2026 12:00:02 GMT' }, ahead, now)).toBe(false);
  });
});

describe('without validators', () => {
  test.each([
    ['nothing', {}],
    ['no-cache', { 'cache-control': 'no-cache' }],
    ['If-Match', { 'if-match': etag }],
    ['If-Unmodified-Since', { 'if-unmodified-since': 'Mon, 04 May 2026 07:39:00 GMT' }],
    ['If-Range', { 'if-range': etag, range: 'bytes=0-9' }],
  ])('%s is answered in full', (_title, asked) => {
    expect(isUnchanged(asked, current, now)).toBe(false);
  });

  test('request no-cache beside a tag does not hinder a 304', () => {
    const asked = { 'if-none-match': etag, 'cache-control': 'no-cache', pragma: 'no-cache' };
    expect(isUnchanged(asked, current, now)).toBe(true);
  });
});

import { describe, expect, test } from 'vitest';
import { below, placeOf } from '../../src/adoption/place.ts';

describe('one place', () => {
  test.each([
    ['whatever the scheme and host', 'http://old.example/2024/one', 'https://www.example.org/2024/one'],
    ['with a slash at the end or without', 'https://x/2024/one/', 'https://x/2024/one'],
    ['with index.html or without', 'https://x/2024/one/index.html', 'https://x/2024/one/'],
    ['with .html or without', 'https://x/2024/one.html', '/2024/one'],
    ['with .htm or without', 'https://x/2024/one.htm', '/2024/one'],
    ['percent-encoded or not', 'https://x/%C3%A7ay', '/çay'],
    ['percent-encoded in small letters', 'https://x/%c3%a7ay', '/çay'],
    ['in either normal form of Unicode', 'https://x/c\u0327ay', '/çay'],
    ['with slashes that are doubled', 'https://x//2024//one', '/2024/one'],
    ['with what counts readers', 'https://x/one?utm_source=rss&utm_medium=feed', '/one'],
    ['with its query in another order', 'https://x/?b=2&a=1', 'https://x/?a=1&b=2'],
    ['without a slash at its beginning', 'old/one', '/old/one'],
  ])('%s', (_title, one, other) => {
    expect(placeOf(one)?.whole).toBe(placeOf(other)?.whole);
    expect(placeOf(one)).toBeDefined();
  });
});

describe('another place', () => {
  test.each([
    ['in another case', 'https://x/One', 'https://x/one'],
    ['with another query', 'https://x/?p=1', 'https://x/?p=2'],
    ['with another fragment', 'https://x/notes#a', 'https://x/notes#b'],
    ['one part deeper', 'https://x/a/one', 'https://x/one'],
  ])('%s', (_title, one, other) => {
    expect(placeOf(one)?.whole).not.toBe(placeOf(other)?.whole);
  });
});

test.each([
  'tag:old.example,2024:1',
  'urn:uuid:0f8fad5b-d9cb-469f-a165-70867728950e',
  'mailto:a@b',
  'http://[',
])('%s is no place', (address) => expect(placeOf(address)).toBeUndefined());

test('broken escapes are left as they are', () => {
  expect(placeOf('https://x/100%zz')?.path).toBe('/100%zz');
});

test('a path counts below a base only from a whole part on', () => {
  expect(below('/blog/one', '/blog')).toBe('/one');
  expect(below('/blogger/one', '/blog')).toBeUndefined();
  expect(below('/blog', '/blog')).toBeUndefined();
  expect(below('/one', '')).toBeUndefined();
});

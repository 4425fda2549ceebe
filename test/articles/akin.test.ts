import { expect, test } from 'vitest';
import { akin } from '../../src/articles/akin.ts';
import type { Remembered } from '../../src/articles/recognition.ts';

const one = (key: string, own: Partial<Remembered> = {}): Remembered => ({
  key,
  id: `urn:${key}`,
  title: `Title ${key}`,
  slug: `slug-${key}`,
  published: 1,
  digest: `text ${key}`,
  ...own,
});

const found = (remembered: readonly Remembered[], asked: readonly Remembered[]): readonly string[] => [
  ...new Set(
    [...akin(new Map(remembered.map((article) => [article.key, article])), asked)].filter(
      (key): key is string => key !== undefined,
    ),
  ),
];

test.each<[string, Partial<Remembered>, readonly string[]]>([
  ['the same text', { digest: 'text a' }, ['a']],
  ['the title and the instant', { title: 'Title a' }, ['a']],
  ['the slug and the instant', { slug: 'slug-a' }, ['a']],
  ['the title at another instant', { title: 'Title a', published: 2 }, []],
  ['nothing of it', {}, []],
])('of an article under a new key that has %s of another, that one is told', (_, own, keys) => {
  expect(found([one('a'), one('b')], [one('new', own)])).toEqual(keys);
});

test('nothing is told of what is as it was, of its own key, or of a name that an article gives itself', () => {
  expect(found([one('a'), one('b', { digest: 'text a' })], [one('a')])).toEqual([]);
  expect(found([one('a')], [one('a', { digest: 'edited' })])).toEqual([]);
  expect(found([one('a')], [one('id:7', { digest: 'text a' })])).toEqual([]);
});

test('of ten thousand copies, each is told of and none more than once', () => {
  const copies = Array.from({ length: 10_000 }, (_, n) => one(`${n}`, { digest: 'same' }));
  const edited = copies.map((copy) => ({ ...copy, title: 'Other', digest: 'same too', slug: 'same' }));
  const all = copies.map((copy) => ({ ...copy, digest: 'same too', slug: 'same' }));
  const told = [...akin(new Map(all.map((article) => [article.key, article])), edited)];
  expect(told.filter((key) => key !== undefined).length).toBe(0);
  const strangers = edited.map((copy) => ({ ...copy, key: `new ${copy.key}` }));
  const keys = [...akin(new Map(all.map((article) => [article.key, article])), strangers)].filter(
    (key) => key !== undefined,
  );
  expect(new Set(keys).size).toBe(10_000);
  expect(keys.length).toBeLessThan(30_001);
});

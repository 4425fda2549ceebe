import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Remembered, recognise } from '../../src/articles/recognition.ts';
import type { Appearance } from '../../src/publishing/chronicle.ts';
import { RememberedAppearances } from '../../src/storage/appearances.ts';
import { Names } from '../../src/storage/names.ts';
import { compact, parseRecord } from '../../src/storage/records.ts';
import { RememberedArticles } from '../../src/storage/remembered.ts';
import { Wording } from '../../src/storage/wording.ts';

/** Texts that could be taken for something else where they are written: shortened, escaped, cut, half of a character. */
const odd = fc.oneof(
  fc.constantFrom(
    '',
    '/',
    'a/',
    'a/b.md',
    'a/b',
    'b',
    '\t',
    '\t/',
    '\t0',
    '\t0/',
    '\t0/b',
    'a/\t',
    '\n',
    '\r',
    '\r[]',
    'é',
  ),
  fc.constantFrom(
    'urn:uuid:9514b8c6-b33c-5e0e-a217-37ed84041d76',
    'urn:uuid:9514B8C6-B33C-5E0E-A217-37ED84041D76',
    'urn:uuid:00000000-0000-0000-0000-000000000000',
    'urn:uuid:00000000-0000-0000-0000-000000000001',
    '\ud800',
    'a/\udc00.md',
    '💥',
    'x/y/b.md',
    '\u2028',
  ),
  fc.string({ unit: 'binary', maxLength: 6 }),
);
const instant = fc.maxSafeInteger();
const article: fc.Arbitrary<Remembered> = fc.record({
  key: odd,
  id: odd,
  title: odd,
  slug: odd,
  published: instant,
  digest: odd,
});
const appearance: fc.Arbitrary<Appearance> = fc.record({
  id: odd,
  place: fc.maxSafeNat(),
  key: odd,
  permalink: odd,
  feeds: fc.array(odd, { maxLength: 4 }),
});

const tables = () => {
  const ids = new Names();
  const wording = new Wording();
  return {
    articles: new RememberedArticles(ids, wording),
    appearances: new RememberedAppearances(ids, wording),
  };
};

it('articles and appearances come and go as in maps, whatever is in them', () => {
  const step = fc.oneof(
    fc.record({ set: article }),
    fc.record({ remove: odd }),
    fc.record({ out: appearance }),
    fc.record({ forget: odd }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const { articles, appearances } = tables();
      const byKey = new Map<string, Remembered>();
      const byId = new Map<string, Appearance>();
      for (const one of steps) {
        if ('set' in one) {
          articles.set(one.set);
          byKey.set(one.set.key, one.set);
        } else if ('remove' in one) {
          articles.delete(one.remove);
          byKey.delete(one.remove);
        } else if ('out' in one) {
          appearances.set(one.out);
          byId.set(one.out.id, one.out);
        } else {
          appearances.delete(one.forget);
          byId.delete(one.forget);
        }
      }
      expect([...articles.all()]).toEqual([...byKey.values()]);
      expect([...articles.keys()]).toEqual([...byKey.keys()]);
      const held = new Set([...byKey.values()].map(({ id }) => id));
      for (const one of steps)
        if ('set' in one) expect(articles.hasId(one.set.id)).toBe(held.has(one.set.id));
      expect([...appearances.values()]).toEqual([...byId.values()]);
      expect([...appearances.keys()]).toEqual([...byId.keys()]);
      expect([articles.size, appearances.size]).toEqual([byKey.size, byId.size]);
      for (const { key } of byKey.values()) expect(articles.get(key)).toEqual(byKey.get(key));
      for (const { id } of byId.values()) {
        expect(appearances.get(id)).toEqual(byId.get(id));
        expect(appearances.place(id)).toBe(byId.get(id)?.place);
      }
    }),
    { numRuns: 300 },
  );
});

it('whoever resembles one of few or many is found, in order and once', () => {
  const some = fc.array(
    fc.record({
      key: odd,
      id: odd,
      title: odd,
      slug: odd,
      published: fc.nat(4),
      digest: fc.constantFrom('x', 'y', 'z', ''),
    }),
    { maxLength: 40 },
  );
  fc.assert(
    fc.property(some, fc.array(odd, { maxLength: 10 }), article, article, (kept, gone, a, b) => {
      const { articles } = tables();
      for (const one of kept) articles.set(one);
      for (const key of gone) articles.delete(key);
      const prints = [...kept.slice(0, 2), a, b].map((one, nth) => ({ ...one, published: nth % 3 }));
      const isLike = (one: Remembered) =>
        prints.some(({ published, digest }) => published === one.published || digest === one.digest);
      const wanted = [...articles.all()].filter(isLike).map(({ key }) => key);
      expect([...articles.resembling(prints)]).toEqual(wanted);
      expect([...articles.resembling(Array.from({ length: 20 }, () => prints).flat())]).toEqual(wanted);
    }),
  );
});

it('articles are recognised by what is written in little as by what is in a map', () => {
  const few = (...values: string[]) => fc.constantFrom(...values);
  const asked = fc.uniqueArray(
    fc.record({
      key: few('a.md', 'b.md', 'c/a.md', 'c/b.md', 'id:1'),
      title: few('A', 'B', ''),
      slug: few('a', 'b', ''),
      published: fc.nat(2),
      digest: few('x', 'y', 'z', ''),
    }),
    { selector: ({ key }) => key, maxLength: 5 },
  );
  fc.assert(
    fc.property(fc.array(asked, { maxLength: 8 }), (readings) => {
      const { articles } = tables();
      const byKey = new Map<string, Remembered>();
      for (const prints of readings) {
        const present = new Set(prints.map(({ key }) => key));
        const expected = recognise(byKey, prints, present, 'https://example.org');
        expect(recognise(articles, prints, present, 'https://example.org')).toEqual(expected);
        for (const { article: one, from } of expected.changes) {
          if (from !== undefined) articles.delete(from);
          if (from !== undefined) byKey.delete(from);
          articles.set(one);
          byKey.set(one.key, one);
        }
      }
    }),
    { numRuns: 2000 },
  );
});

it('what is asked for first is told as it was then, whatever comes while it is told', () => {
  const { articles, appearances } = tables();
  const print = (n: number, digest: string): Remembered => {
    return { key: `${n}.md`, id: `${n}`, title: `Title ${n}`, slug: `${n}`, published: n, digest };
  };
  const place = (n: number, of: number): Appearance => {
    return {
      id: `${n}`,
      place: of,
      key: `${n}.md`,
      permalink: `https://example.org/${n}`,
      feeds: ['/tags/a'],
    };
  };
  for (let n = 0; n < 1000; n += 1) {
    articles.set(print(n, 'before'));
    appearances.set(place(n, n));
  }
  const told = articles.all();
  const keys = articles.keys();
  const places = appearances.values();
  for (let n = 0; n < 1000; n += 1) {
    if (n % 2 === 0) articles.delete(`${n}.md`);
    else articles.set(print(n, 'after'));
    appearances.set(place(n, n + 5000));
    articles.set(print(n + 1000, 'after'));
  }
  expect([...told]).toEqual(Array.from({ length: 1000 }, (_, n) => print(n, 'before')));
  expect([...keys]).toEqual(Array.from({ length: 1000 }, (_, n) => `${n}.md`));
  expect(Array.from(places, (one) => one.place)).toEqual(Array.from({ length: 1000 }, (_, n) => n));
  expect(articles.get('1.md')).toEqual(print(1, 'after'));
  expect(articles.size).toBe(1500);
});

describe('memory', () => {
  it('of articles that are edited again and again does not grow with the edits', () => {
    const { articles } = tables();
    const before = process.memoryUsage().arrayBuffers;
    const title = 'x'.repeat(100_000);
    for (let n = 0; n < 2000; n += 1) {
      articles.set({
        key: `${n % 3}.md`,
        id: `${n % 3}`,
        title: `${title}${n}`,
        slug: '',
        published: n,
        digest: '',
      });
    }
    expect(Array.from(articles.all(), (one) => one.title.slice(-4))).toEqual(['1998', '1999', '1997']);
    // Written one after the other, they are 200 MB.
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(100e6);
  });

  it('holds texts that are longer than a block, beside those that are short', () => {
    const { articles } = tables();
    const prints = [10, 3_000_000, 10, 300_000, 20].map((length, n): Remembered => {
      return {
        key: `${n}.md`,
        id: `${n}`,
        title: 'é'.repeat(length),
        slug: 's',
        published: -1 - n,
        digest: 'd',
      };
    });
    for (const one of prints) articles.set(one);
    expect([...articles.all()]).toEqual(prints);
  });

  it('finds each of many, after others were removed', () => {
    const { articles, appearances } = tables();
    const make = (n: number): Remembered => {
      return {
        key: `d/${n % 7}/${n}.md`,
        id: `urn:${n}`,
        title: 'T',
        slug: `${n}`,
        published: n,
        digest: 'd',
      };
    };
    for (let n = 0; n < 20_000; n += 1) {
      articles.set(make(n));
      if (n % 3 === 0) articles.delete(make(n - 3).key);
      appearances.set({ id: `urn:${n}`, place: n, key: 'k', permalink: 'p', feeds: [] });
    }
    for (let n = 0; n < 20_000; n += 1) {
      const isGone = n % 3 === 0 && n < 19_998;
      expect(articles.get(make(n).key)?.id).toBe(isGone ? undefined : `urn:${n}`);
      expect(appearances.place(`urn:${n}`)).toBe(n);
    }
  });
});

describe('a record', () => {
  const records = fc.oneof(
    fc.record({ article, from: odd }),
    fc.record({ article }),
    fc.record({ adopted: article, was: odd, from: odd }),
    fc.record({ appeared: appearance }),
    fc.record({ withdrawn: fc.record({ id: odd, at: instant, reason: odd }) }),
    fc.record({ returned: odd }),
    fc.record({ feed: odd, title: odd }),
  );

  it('is the same when it was written, as it is written now and as it was before', () => {
    fc.assert(
      fc.property(records, (record) => {
        expect(parseRecord(JSON.parse(JSON.stringify(compact(record))))).toEqual(record);
        expect(parseRecord(JSON.parse(JSON.stringify(record)))).toEqual(record);
      }),
    );
  });

  it.each<[string, unknown]>([
    ['an article that lacks its digest', { article: ['a.md', 'urn:a', 'A', 'a', 1] }],
    ['an article whose instant is a text', { article: ['a.md', 'urn:a', 'A', 'a', '1', 'd'] }],
    ['an adopted one without an id', { adopted: ['a.md', null, 'A', 'a', 1, 'd'] }],
    ['an appearance without feeds', { appeared: ['urn:a', 0, 'a.md', 'https://example.org/a'] }],
    ['an appearance in no place', { appeared: ['urn:a', null, 'a.md', 'https://example.org/a', []] }],
  ])('is none: %s', (_, value) => {
    expect(parseRecord(value)).toBeUndefined();
  });
});

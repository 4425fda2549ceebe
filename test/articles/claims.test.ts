import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Article } from '../../src/articles/article.ts';
import { Claims, settleClaims } from '../../src/articles/claims.ts';

const article = (key: string, other: Partial<Article> = {}): Article => ({
  key,
  revision: '1',
  id: `tag:${key}`,
  permalink: `https://example.org/articles/${key}`,
  slug: key,
  title: key,
  authors: [],
  tags: [],
  status: 'published',
  published: 1000,
  updated: 1000,
  related: [],
  ...other,
});

const keysOf = (articles: readonly Article[]): readonly string[] => articles.map(({ key }) => key);

it('when nothing is contested, what is kept is the very array that was given', () => {
  const articles = [article('a'), article('b')];
  expect(settleClaims(articles)).toEqual({ kept: articles, problems: [] });
  expect(settleClaims(articles).kept).toBe(articles);
});

describe('one id in two files', () => {
  const same = { id: 'tag:same' };

  it.each<[string, Article, Article]>([
    ['the first published', article('z', { ...same, published: 1 }), article('a', { ...same, published: 2 })],
    ['the first by key at one instant', article('a', same), article('b', same)],
    [
      'a published one before an older draft',
      article('z', same),
      article('a', { ...same, published: 1, status: 'draft' }),
    ],
    [
      'a published one before an older withdrawn one',
      article('z', same),
      article('a', { ...same, published: 1, status: 'withdrawn' }),
    ],
  ])('stays with %s, whatever the order', (_, keeps, loses) => {
    for (const articles of [
      [keeps, loses],
      [loses, keeps],
    ]) {
      const { kept, problems } = settleClaims(articles);
      expect(kept).toEqual([keeps]);
      expect(problems).toMatchObject([
        {
          file: loses.key,
          reason: `"${loses.key}" has the id of "${keeps.key}" (tag:same), which keeps it; give "${loses.key}" another id, or delete it if it is a copy`,
          severity: 'error',
        },
      ]);
    }
  });

  it('leaves the others in their order', () => {
    const articles = [article('d'), article('c', same), article('b'), article('a', same)];
    expect(keysOf(settleClaims(articles).kept)).toEqual(['d', 'b', 'a']);
  });
});

describe('one address in two files', () => {
  it.each([
    ['https://example.org/a', 'https://example.org/a', true],
    ['https://example.org/a', 'https://example.org/a/', true],
    ['https://example.org', 'https://example.org/', true],
    ['https://example.org/a?p=1', 'https://example.org/a/?p=1', true],
    ['https://example.org/caf%C3%A9', 'https://example.org/café', true],
    ['https://example.org/caf%C3%A9', 'https://example.org/caf%c3%a9/', true],
    ['https://example.org/%41', 'https://example.org/A', true],
    ['https://example.org/a%2Fb', 'https://example.org/a%2fb', true],
    ['https://example.org/a%2Fb', 'https://example.org/a/b', false],
    ['https://example.org/a', 'https://example.org/A', false],
    ['https://example.org/?p=1', 'https://example.org/?p=2', false],
    ['https://example.org/%ff', 'https://example.org/%fe', false],
    ['https://example.org/a', 'https://example.net/a', false],
  ])('%s and %s: %s', (one, other, isSame) => {
    const { kept, problems } = settleClaims([
      article('a', { permalink: one }),
      article('b', { permalink: other }),
    ]);
    expect(keysOf(kept)).toEqual(isSame ? ['a'] : ['a', 'b']);
    expect(problems.map(({ reason }) => reason)).toEqual(
      isSame
        ? [`"b" has the address of "a" (${other}), which keeps it; give "b" another slug or permalink`]
        : [],
    );
  });
});

it('a copy with id and address of one file is told once, one with those of two files twice', () => {
  const first = article('a', { published: 1 });
  const second = article('b', { published: 2 });
  const copy = article('c', { id: first.id, permalink: first.permalink });
  expect(settleClaims([first, copy]).problems).toHaveLength(1);
  const mixture = article('d', { id: first.id, permalink: second.permalink });
  const { kept, problems } = settleClaims([first, second, mixture]);
  expect(kept).toEqual([first, second]);
  expect(problems.map(({ file }) => file)).toEqual(['d', 'd']);
});

it('one that lost its id claims no address', () => {
  const first = article('a', { published: 1, id: 'tag:same' });
  const loser = article('b', { published: 2, id: 'tag:same', permalink: 'https://example.org/wanted' });
  const third = article('c', { published: 3, permalink: 'https://example.org/wanted' });
  expect(keysOf(settleClaims([third, loser, first]).kept)).toEqual(['c', 'a']);
});

it('in any library nothing is shared among the kept, everyone left out is told, and order decides nothing', () => {
  const anyArticle = fc
    .tuple(
      fc.nat(5),
      fc.nat(5),
      fc.nat(3),
      fc.constantFrom<Article['status']>('published', 'draft', 'withdrawn'),
    )
    .map(([id, place, published, status]) => ({
      id: `tag:${id}`,
      permalink: `https://x/${place}`,
      published,
      status,
    }));
  fc.assert(
    fc.property(fc.array(anyArticle, { maxLength: 12 }), (list) => {
      const articles = list.map((fields, n) => article(`${n}`, fields));
      const { kept, problems } = settleClaims(articles);
      expect(new Set(kept.map(({ id }) => id)).size).toBe(kept.length);
      expect(new Set(kept.map(({ permalink }) => permalink)).size).toBe(kept.length);
      const left = articles.filter((one) => !kept.includes(one));
      expect(new Set(problems.map(({ file }) => file))).toEqual(new Set(keysOf(left)));
      const reversed = settleClaims([...articles].reverse()).kept;
      expect([...reversed].reverse()).toEqual(kept);
    }),
  );
});

it('whatever comes and goes, the same are lost as if all had come at once', () => {
  const step = fc.record({
    id: fc.nat(3),
    place: fc.nat(3),
    published: fc.nat(3),
    leaves: fc.boolean(),
    at: fc.nat(),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      const claims = new Claims();
      const here: Article[] = [];
      for (const [n, { id, place, published, leaves, at }] of steps.entries()) {
        const [gone] = leaves && here.length > 0 ? here.splice(at % here.length, 1) : [];
        const come = article(`${n}`, { id: `tag:${id}`, permalink: `https://x/${place}`, published });
        if (gone === undefined) {
          here.push(come);
          claims.add(come);
        } else {
          claims.remove(gone);
        }
        const { lost, problems } = claims.settle();
        const atOnce = settleClaims(here);
        expect(keysOf(here.filter((one) => !lost.includes(one)))).toEqual(keysOf(atOnce.kept));
        expect(problems).toEqual(atOnce.problems);
      }
    }),
  );
});

it('100,000 articles of which half are copies are settled', () => {
  const articles = Array.from({ length: 100_000 }, (_, n) => article(`${n}`, { id: `tag:${n % 50_000}` }));
  expect(settleClaims(articles).kept).toHaveLength(50_000);
});

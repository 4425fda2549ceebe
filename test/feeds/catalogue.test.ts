import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Article } from '../../src/articles/article.ts';
import { byNewest } from '../../src/articles/library.ts';
import { type Catalogue, catalogue, type FeedRules } from '../../src/feeds/catalogue.ts';
import { site } from '../support/feeds.ts';
import { article } from '../support/memory.ts';

const now = Date.UTC(2026, 10, 22, 12);
const hour = 3_600_000;
const term = (name: string) => ({ name, slug: name.toLowerCase() });

const rules: FeedRules = {
  limit: 3,
  content: 'full',
  ttl: 15,
  sections: true,
  tags: true,
  authors: ['ann', 'bob'],
  made: [
    { name: 'quiet', title: 'Quiet', selection: { not: { tags: ['loud'] } } },
    { name: 'fresh', title: 'Fresh', selection: { hours: 5 } },
  ],
  withdrawn: 30,
  aliases: new Map(),
};

/** Feeds that there once were, and one of which somebody has heard that there never was. */
const known = new Map([
  ['/tags/sea', 'Sea'],
  ['/sections/old', 'Old'],
  ['/authors/eve', 'Eve'],
  ['/other/thing', 'Thing'],
]);

function shape({ definitions, articles }: Catalogue) {
  expect(definitions.size).toBe([...definitions.values()].length);
  const paths = [...definitions.values()].map(({ path }) => path);
  expect(new Set(paths).size).toBe(paths.length);
  return [...definitions.values()].map((definition) => [
    definition,
    articles(definition.path).map(({ key }) => key),
  ]);
}

const some = fc.record({
  n: fc.nat(15),
  title: fc.string({ maxLength: 3 }),
  age: fc.nat(10),
  section: fc.option(fc.constantFrom('World', 'WORLD', 'Sport')),
  tags: fc.uniqueArray(fc.constantFrom('Loud', 'Sea', 'Art', 'art'), { maxLength: 3 }),
  authors: fc.array(fc.constantFrom('Ann', 'Bob', 'Eve'), { maxLength: 2 }),
});

function make({
  n,
  title,
  age,
  section,
  tags,
  authors,
}: typeof some extends fc.Arbitrary<infer T> ? T : never): Article {
  return article({
    key: `${n}.md`,
    title,
    published: now - age * hour,
    section: section === null ? undefined : term(section),
    tags: tags.map(term),
    authors: authors.map((name) => ({ name })),
  });
}

test('a catalogue made from the one before equals one made from nothing (property)', () => {
  const step = fc.oneof(some.map(make), fc.nat(15));
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      const stored = new Map<string, Article>();
      let before: Catalogue | undefined;
      for (const [n, one] of steps.entries()) {
        if (typeof one === 'number') stored.delete(`${one}.md`);
        else stored.set(one.key, one);
        const articles = [...stored.values()].sort(byNewest);
        const later = now + n * hour;
        const next = catalogue(articles, site, rules, later, known, before);
        expect(shape(next)).toEqual(shape(catalogue(articles, site, rules, later, known)));
        before = next;
      }
    }),
    { numRuns: 300 },
  );
});

test('lists that no change touches stay the same objects', () => {
  const sea = article({ key: 'a.md', tags: [term('Sea')], section: term('World') });
  const art = article({ key: 'b.md', tags: [term('Art')] });
  const before = catalogue([sea, art].sort(byNewest), site, rules, now);
  const edited = article({ key: 'b.md', title: 'Edited', tags: [term('Art')] });
  const after = catalogue([sea, edited].sort(byNewest), site, rules, now, new Map(), before);
  expect(after.articles('/tags/sea')).toBe(before.articles('/tags/sea'));
  expect(after.articles('/tags/art')).not.toBe(before.articles('/tags/art'));
  expect(after.definitions.get('/tags/sea')).toEqual(before.definitions.get('/tags/sea'));
});

test('feeds that have no article any more are known by their former names, those of kinds that have feeds', () => {
  const sea = article({ key: 'a.md', tags: [term('Sea')] });
  const { definitions, standing } = catalogue([sea], site, { ...rules, authors: false }, now, known);
  const named = (some: Iterable<{ path: string; name?: string }>) =>
    Array.from(some, ({ path, name }) => [path, name]);
  expect(named(standing())).toEqual([
    ['', undefined],
    ['/feeds/quiet', 'Quiet'],
    ['/feeds/fresh', 'Fresh'],
    ['/sections/old', 'Old'],
  ]);
  expect(named(definitions.values())).toContainEqual(['/tags/sea', 'Sea']);
  expect(definitions.size).toBe(5);
});

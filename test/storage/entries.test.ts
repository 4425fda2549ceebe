import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Article } from '../../src/articles/article.ts';
import { EntryMap } from '../../src/storage/entries.ts';
import { amend, type Entry } from '../../src/storage/entry.ts';
import { factsOf, PackedArticle } from '../../src/storage/packedarticle.ts';

const contexts = [
  { timezone: 'UTC', defaults: {} },
  { timezone: 'UTC', defaults: { section: 'S' } },
];
const terms = ['a', 'b', 'c'].map((slug) => ({ name: slug.toUpperCase(), slug }));
const people = [[], [{ name: 'Jane Roe' }], [{ name: 'Jane Roe' }, { name: 'J', url: 'https://j.example' }]];

const odd = fc.oneof(
  fc.constantFrom('', '\t', '\n', '\r[]', 'a\nb', '\ud800', '💥', 'é', 'the/a', '\t0/\t', 'a'),
  fc.string({ unit: 'binary', maxLength: 6 }),
);
const instant = fc.oneof(fc.constant(0), fc.integer({ min: -1e12, max: 2e12 }));
const keys = ['a.md', 'x/b.md', 'x/y.txt', '\t', 'x/\ud800.md', 'c/index.md'];

const draft = (key: string): fc.Arbitrary<Article> =>
  fc.record({
    key: fc.constant(key),
    revision: odd.map((digest) => `r${digest}`),
    id: fc.constant(''),
    permalink: fc.oneof(
      odd,
      odd.map((name) => `https://x.example/${name}`),
      fc.constant('https://x.example/2025/b'),
    ),
    slug: fc.oneof(odd, fc.constant('b')),
    title: odd,
    authors: fc.constantFrom(...people),
    section: fc.option(fc.constantFrom(...terms), { nil: undefined }),
    tags: fc.subarray(terms),
    language: fc.option(odd, { nil: undefined }),
    status: fc.constantFrom('published', 'draft', 'withdrawn'),
    published: instant,
    updated: instant,
    expires: fc.option(instant, { nil: undefined }),
    correction: fc.option(odd, { nil: undefined }),
    related: fc.array(odd, { maxLength: 2 }),
  });

/** As a file is entered that has not been named yet. */
const entryAt = (key: string): fc.Arbitrary<Entry> =>
  fc
    .record({
      article: draft(key),
      path: fc.oneof({ weight: 5, arbitrary: fc.constant(undefined) }, fc.constant('/elsewhere')),
      stamp: fc.option(
        odd.filter((stamp) => stamp !== ''),
        { nil: undefined },
      ),
      context: fc.constantFrom(...contexts),
      mentions: fc.oneof(
        fc.constant(undefined),
        fc.constantFrom(0, 1, -1, 7, 2 ** 31 - 1),
        fc.constant([1, -2]),
      ),
      name: fc.oneof({ weight: 5, arbitrary: fc.constant(key) }, fc.constant('id:4711')),
      own: fc.option(fc.constant('tag:own'), { nil: undefined, freq: 5 }),
    })
    .map(({ article, name, own, ...rest }) => ({
      ...rest,
      key,
      digest: article.revision.slice(0, 1),
      revision: article.revision,
      composed: { article, name, problems: [], ...(own === undefined ? {} : { id: own }) },
      article: undefined,
      trouble: undefined,
    }));

type Step = { set: Entry } | { remove: string } | { amend: string } | { abandon: Entry };

const step: fc.Arbitrary<Step> = fc
  .constantFrom(...keys)
  .chain((key) =>
    fc.oneof(
      { weight: 4, arbitrary: fc.record({ set: entryAt(key) }) },
      fc.record({ remove: fc.constant(key) }),
      fc.record({ amend: fc.constant(key) }),
      fc.record({ abandon: entryAt(key) }),
    ),
  );

let given = 0;
const uuid = (): string => `urn:uuid:00000000-0000-5000-8000-${String(++given).padStart(12, '0')}`;

test('entries come and go as in a map, and articles stay what they were for whoever has them', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const entries = new EntryMap();
      const model = new Map<string, { entry: Entry; facts: Article; article: Article }>();
      const seen: { article: Article; facts: Article }[] = [];
      for (const one of steps) {
        if ('set' in one) {
          const { key } = one.set;
          const draft = one.set.composed?.article;
          const facts = draft && factsOf({ ...draft, id: '' });
          entries.set(key, one.set);
          expect(entries.get(key)?.article).toBeUndefined();
          const asked = entries.nameless(key);
          if (typeof asked === 'object') {
            const name = one.set.composed?.name;
            const { digest } = one.set;
            const { title, slug, published } = facts as Article;
            const print = [asked.key, asked.digest, asked.title, asked.slug, asked.published];
            expect(print).toEqual([name, digest, title, slug, published]);
          }
          const id = typeof asked === 'string' ? asked : uuid();
          entries.name(key, id);
          expect(entries.nameless(key)).toBeUndefined();
          const article = entries.get(key)?.article as Article;
          model.set(key, { entry: one.set, facts: { ...(facts as Article), id }, article });
          seen.push({ article, facts: { ...(facts as Article), id } });
        } else if ('remove' in one) {
          entries.delete(one.remove);
          model.delete(one.remove);
        } else if ('amend' in one) {
          const entry = entries.get(one.amend);
          if (entry === undefined) continue;
          // In trouble, where it is not packed; and out of it again.
          const trouble = { file: one.amend, reason: 'is broken', severity: 'error' } as const;
          entries.set(one.amend, amend(entry, { stamp: undefined, trouble }));
          expect(entries.get(one.amend)).toMatchObject({ trouble });
          expect(entries.get(one.amend)?.article).toBe(entry.article);
          entries.set(one.amend, amend(entry, {}));
        } else {
          entries.abandon([entries.prepare(one.abandon)]);
        }
        expect(new Set(entries.keys())).toEqual(new Set(model.keys()));
        expect(entries.size).toBe(model.size);
        for (const [key, { entry, facts, article }] of model) {
          const read = entries.get(key) as Entry;
          const { path, stamp, context, digest, revision, mentions } = entry;
          expect({ ...read, composed: 0, article: 0 }).toEqual({
            ...{ key, path, stamp, context, digest, revision, mentions },
            ...{ composed: 0, article: 0, trouble: undefined },
          });
          expect(read.context).toBe(context);
          expect(read.article).toBe(article);
          expect(factsOf(article)).toEqual(facts);
          expect(entries.unsettled.has(key)).toBe(stamp === undefined);
        }
      }
      for (const { article, facts } of seen) expect(factsOf(article)).toEqual(facts);
      expect([...entries.values()].map(({ key }) => key).sort()).toEqual([...model.keys()].sort());
      expect([...entries.contexts()].length).toBe(model.size);
    }),
  );
});

test('an article is packed, and the same object when its file is entered again', () => {
  const entries = new EntryMap();
  const [entry] = fc.sample(entryAt('a.md'), { numRuns: 1, seed: 1 });
  const { composed } = entry as Entry;
  const plain = {
    ...entry,
    path: undefined,
    composed: { ...composed, name: 'a.md', id: undefined },
  } as Entry;
  entries.set('a.md', plain);
  entries.name('a.md', uuid());
  const before = entries.get('a.md') as Entry;
  expect(before.article).toBeInstanceOf(PackedArticle);
  expect(Object.keys(before.article ?? {})).toEqual([]);
  entries.touched.clear();
  entries.set('a.md', amend(before, { stamp: 'another' }));
  expect(entries.get('a.md')?.article).toBe(before.article);
  expect(entries.get('a.md')?.stamp).toBe('another');
  expect(entries.touched.get('a.md')).toBe(before.article);
});

import { describe, expect, test } from 'vitest';
import { type Composition, compose } from '../../src/articles/compose.ts';
import type { Fields, Origins, Reading } from '../../src/articles/reading/reading.ts';

const noon = Date.UTC(2025, 4, 4, 12);
const hour = 3_600_000;

const composition: Composition = {
  key: 'news/2025-05-04-flood.md',
  revision: 'r1',
  permalink: '/articles/{slug}',
  site: {
    url: 'https://example.org',
    title: 'News',
    description: '',
    language: 'en',
    timezone: 'UTC',
    authors: [{ name: 'The desk' }],
  },
};

const reading = (fields: Fields, origins: Origins = {}): Reading => ({
  fields: { title: 'Flood', date: noon, ...fields },
  origins,
  body: { format: 'markdown', text: '', line: 1 },
  problems: [],
});

const composed = (fields: Fields, more: Partial<Composition> = {}) =>
  compose(reading(fields), { ...composition, ...more });

const article = (fields: Fields, more: Partial<Composition> = {}) => {
  const { article } = composed(fields, more);
  if (article === undefined) throw new Error('there is no article');
  return article;
};

test('a title and a date make an article', () => {
  expect(compose(reading({}), composition)).toEqual({
    name: composition.key,
    problems: [],
    article: {
      key: composition.key,
      revision: 'r1',
      permalink: 'https://example.org/articles/flood',
      slug: 'flood',
      title: 'Flood',
      authors: [{ name: 'The desk' }],
      tags: [],
      status: 'published',
      published: noon,
      updated: noon,
      related: [],
    },
  });
});

describe('instants', () => {
  test.each<[string, Fields, number, number]>([
    ['a later embargo is the publication', { embargo: noon + hour }, noon + hour, noon + hour],
    ['an earlier embargo is not', { embargo: noon - hour }, noon, noon],
    ['an embargo alone is the date', { date: undefined, embargo: noon }, noon, noon],
    ['an update counts', { updated: noon + hour }, noon, noon + hour],
    ['an update before the publication does not', { updated: noon - hour }, noon, noon],
    [
      'an update before the embargo does not',
      { updated: noon + hour, embargo: noon + 2 * hour },
      noon + 2 * hour,
      noon + 2 * hour,
    ],
  ])('%s', (_, fields, published, updated) => {
    expect(article(fields)).toMatchObject({ published, updated });
  });

  test('an article that expires before it is out is told, with its line', () => {
    const { article, problems } = compose(
      reading({ expires: noon }, { expires: 'front matter "expires", line 4' }),
      composition,
    );
    expect(article?.expires).toBe(noon);
    expect(problems).toMatchObject([
      {
        file: composition.key,
        line: 4,
        severity: 'warning',
        reason: expect.stringContaining('expires before'),
      },
    ]);
  });
});

describe('slug', () => {
  test.each<[string, string, Fields, string]>([
    ['the article has its own', 'a.md', { slug: 'My Piece!' }, 'my-piece'],
    ['the name of the file', 'x/Some Piece.html', {}, 'some-piece'],
    ['without its date', '_posts/2025-05-04-flood.md', {}, 'flood'],
    ['unless there is nothing else', '2025-05-04.md', {}, '2025-05-04'],
    ['the folder of an index file', 'content/posts/flood/index.md', {}, 'flood'],
    ['that folder without its date', 'posts/2025-05-04-flood/index.md', {}, 'flood'],
    ['an index file at the top has no folder', 'index.md', {}, 'index'],
    ['an own slug without letters is none', 'a.md', { slug: '///' }, 'a'],
    ['letters of all scripts', '洪水.txt', {}, '洪水'],
    ['a name without letters gets a hash', '!!!.md', {}, '55e73c0d98'],
  ])('%s', (_, key, fields, slug) => {
    expect(article(fields, { key }).slug).toBe(slug);
  });
});

describe('section, tags and authors', () => {
  test('terms of equal slug are one, told as it came first', () => {
    expect(article({ tags: ['Climate Change', 'climate change', 'C++', 'C', ' '] }).tags).toEqual([
      { name: 'Climate Change', slug: 'climate-change' },
      { name: 'C++', slug: 'cplusplus' },
      { name: 'C', slug: 'c' },
    ]);
  });

  test('a term without letters or digits has a slug all the same, always the same one', () => {
    const [first, second] = article({ tags: ['!!!', '___', '!!!'] }).tags;
    expect(first).toEqual({ name: '!!!', slug: expect.stringMatching(/^[0-9a-f]{10}$/) });
    expect(second?.slug).not.toBe(first?.slug);
    expect(article({ tags: ['x', '!!!'] }).tags[1]).toEqual(first);
  });

  test('the section of the file comes before that of the folder', () => {
    expect(article({ section: 'World' }, { section: 'posts' }).section).toEqual({
      name: 'World',
      slug: 'world',
    });
    expect(article({}, { section: 'posts' }).section).toEqual({ name: 'posts', slug: 'posts' });
    expect(article({}).section).toBeUndefined();
  });

  test('the byline is the writers, each once, or the site', () => {
    const jane = { name: 'Jane', url: 'https://jane.example' };
    expect(article({ authors: [jane, { name: 'Jane' }, { name: 'Ann' }] }).authors).toEqual([
      jane,
      { name: 'Ann' },
    ]);
    expect(article({ authors: [] }).authors).toEqual([{ name: 'The desk' }]);
  });
});

describe('status', () => {
  test.each<[string, string, Fields, string]>([
    ['what _drafts holds is a draft', '_drafts/a.md', {}, 'draft'],
    ['whatever it says', 'blog/_drafts/a.md', { status: 'published' }, 'draft'],
    ['but what is withdrawn stays withdrawn', '_drafts/a.md', { status: 'withdrawn' }, 'withdrawn'],
    ['anything else is what it says', 'drafts/a.md', { status: 'draft' }, 'draft'],
    ['or published', 'my_drafts/a.md', {}, 'published'],
  ])('%s', (_, key, fields, status) => {
    expect(article(fields, { key }).status).toBe(status);
  });

  test('a draft may lack title and date', () => {
    const { article, problems } = composed({ title: undefined, date: undefined, status: 'draft' });
    expect([article, problems]).toEqual([undefined, []]);
  });
});

describe('id', () => {
  test.each([
    'tag:example.org,2025:1',
    'urn:uuid:5F3E8C62-0F0A-4E0E-9D9B-0A6F1E9B6C11',
    'HTTP://Example.org/a?p=1',
  ])('%s is kept byte for byte', (id) => {
    expect(composed({ id })).toMatchObject({ id, name: composition.key });
  });

  test.each(['4711', 'abc', 'two words: one', 'a:b c'])('"%s" is no URI, but names the article', (id) => {
    expect(composed({ id })).toMatchObject({ name: `id:${id}` });
    expect(composed({ id }).id).toBeUndefined();
  });
});

describe('no article', () => {
  test.each<[string, Fields, string]>([
    ['without a title', { title: undefined }, 'has no title'],
    ['without a date', { date: undefined }, 'has no date'],
    ['with a permalink of Courant itself', { permalink: '/rss.xml' }, 'is an address of Courant itself'],
  ])('%s', (_, fields, reason) => {
    const { article, problems } = composed(fields);
    expect(article).toBeUndefined();
    expect(problems).toMatchObject([
      { file: composition.key, severity: 'error', reason: expect.stringContaining(reason) },
    ]);
  });

  test('of a reading that has errors, and nothing more is said of it', () => {
    const problem = { file: 'a', reason: 'broken', severity: 'error' } as const;
    const broken: Reading = { ...reading({ title: undefined }), problems: [problem] };
    expect(compose(broken, composition)).toMatchObject({ name: composition.key, problems: [problem] });
  });

  test('but warnings of the reading go along', () => {
    const problem = { file: 'a', reason: 'odd', severity: 'warning' } as const;
    const odd: Reading = { ...reading({}), problems: [problem] };
    expect(compose(odd, composition)).toMatchObject({ article: { title: 'Flood' }, problems: [problem] });
  });
});

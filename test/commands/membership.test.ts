import { describe, expect, test } from 'vitest';
import type { Article } from '../../src/articles/article.ts';
import { byNewest } from '../../src/articles/library.ts';
import { memberships } from '../../src/commands/membership.ts';
import type { FeedRules } from '../../src/feeds/catalogue.ts';
import { makeArticle } from './articles.ts';

const hour = 3_600_000;
const now = Date.UTC(2025, 4, 4, 12);
const site = {
  url: 'https://example.org/news',
  title: 'The Daily',
  description: 'All',
  language: 'en',
  timezone: 'UTC',
  authors: [],
};
const rules: FeedRules = {
  limit: 2,
  content: 'full',
  ttl: 15,
  sections: true,
  tags: true,
  authors: true,
  withdrawn: 30,
  aliases: new Map(),
  made: [
    { name: 'fresh', title: 'Fresh', selection: { hours: 3, not: { tags: ['paid'] } } },
    { name: 'changed', title: 'Changed', selection: {}, order: 'updated' },
  ],
};

const world = { name: 'World', slug: 'world' };
const others = [
  makeArticle('x', { published: now - hour, section: world }),
  makeArticle('y', { published: now - 2 * hour, tags: [{ name: 'Seldom', slug: 'seldom' }] }),
];

function told(article: Article, ...more: Article[]): Record<string, number | string | undefined> {
  const library = { articles: [article, ...more, ...others].sort(byNewest), problems: [] };
  const found = memberships(article, library, site, rules, now);
  return Object.fromEntries(
    found.map(({ definition, position, reason, foreign }) => [
      definition.path,
      foreign ? 'foreign' : (position ?? reason),
    ]),
  );
}

describe('an article', () => {
  test('that is out is in its feeds at its place, and in others not, which is told', () => {
    expect(told(makeArticle('a', { published: now - 1.5 * hour, section: world }))).toEqual({
      '': 2,
      '/sections/world': 2,
      '/feeds/fresh': 2,
      '/feeds/changed': 2,
      '/tags/seldom': 'foreign',
    });
  });

  test('that is older than the newest is told so', () => {
    const newer = makeArticle('z', { published: now - 3 * hour });
    const reasons = told(makeArticle('a', { published: now - 5 * hour, section: world }), newer);
    expect(reasons['']).toBe('3 articles are newer, and it shows the newest 2; it is in the archive');
    expect(reasons['/sections/world']).toBe(2);
    expect(reasons['/feeds/fresh']).toBe('it is older than 3 hours');
  });

  test('that was changed last is the first of a hand-made feed by changes, and one that was not is told so', () => {
    const changed = makeArticle('a', { published: now - 9 * hour, updated: now });
    const old = makeArticle('b', { published: now - 9 * hour });
    expect(told(changed)).toMatchObject({
      '/feeds/changed': 1,
      '': 3,
    });
    expect(told(old, changed)['/feeds/changed']).toBe('3 articles changed later, and it shows the newest 2');
  });

  test('that a hand-made feed excludes is told why', () => {
    const article = makeArticle('a', { published: now, tags: [{ name: 'Paid', slug: 'paid' }] });
    expect(told(article)).toMatchObject({ '': 1, '/tags/paid': 1, '/feeds/fresh': 'tag paid is excluded' });
  });

  test.each([
    ['a draft', { status: 'draft' }, 'it is a draft'],
    ['withdrawn', { status: 'withdrawn' }, 'it was withdrawn'],
    ['under embargo', { published: now + 1000 }, 'it is not out before 2025-05-04T12:00:01Z'],
    ['expired', { expires: now }, 'it expired at 2025-05-04T12:00:00Z'],
  ] as const)('that is %s is in no feed, nor in those that it would bring', (_title, facts, reason) => {
    const article = makeArticle('a', {
      published: now - hour,
      section: { name: 'New', slug: 'new' },
      ...facts,
    });
    expect(told(article)).toMatchObject({
      '': reason,
      '/sections/new': reason,
      '/sections/world': 'foreign',
    });
    expect(Object.values(told(article)).filter((value) => typeof value === 'number')).toEqual([]);
  });
});

import type { Article } from '../../src/articles/article.ts';

/** An article for tests; whatever is not told is plain. */
export function makeArticle(key: string, told: Partial<Article> = {}): Article {
  return {
    key,
    revision: '1',
    id: `urn:test:${key}`,
    permalink: `https://example.org/news/articles/${key}`,
    slug: key,
    title: key,
    authors: [],
    tags: [],
    status: 'published',
    published: 0,
    updated: 0,
    related: [],
    ...told,
  };
}

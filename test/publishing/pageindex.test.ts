import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Article } from '../../src/articles/article.ts';
import { finish } from '../../src/articles/steps.ts';
import { PageIndex, topicAt } from '../../src/publishing/pageindex.ts';
import { site } from '../support/feeds.ts';

let count = 0;
const article = ({ permalink }: Pick<Article, 'permalink'>): Article => {
  count += 1;
  const common = { authors: [], tags: [], related: [], revision: '', title: 'T', slug: 't' };
  const at = { published: count, updated: count, status: 'published' as const };
  return { ...common, ...at, key: `${count}.md`, id: `tag:${count}`, permalink };
};

test('an article is found by the topic of its page alone (property, one list after the other)', () => {
  const paths = fc.array(fc.tuple(fc.nat(60), fc.constantFrom('a', 'é', 'b/c', '%2F', 'x?y')), {
    maxLength: 40,
  });
  fc.assert(
    fc.property(fc.array(paths, { maxLength: 5 }), (lists) => {
      const made = new Map<string, Article>();
      let index: PageIndex | undefined;
      for (const list of lists) {
        const articles = [...new Map(list.map(([n, path]) => [n, `${path}-${n}`]))]
          .sort(([a], [b]) => a - b)
          .map(([, path]) => {
            const known = made.get(path) ?? article({ permalink: `${site.url}/${path}` });
            made.set(path, known);
            return known;
          });
        index = finish(PageIndex.of(articles, site, index));
        const fresh = finish(PageIndex.of(articles, site));
        const topics = [...made.keys()].flatMap((path) => [`/${path}`, encodeURI(`/${path}`), '/x']);
        for (const topic of topics) expect(index.get(topic)).toBe(fresh.get(topic));
        for (const { permalink } of articles) {
          const topic = topicAt(permalink, site);
          if (topic !== undefined) expect(index.get(topic)).toBeDefined();
        }
      }
    }),
  );
});

test('of two with one topic the last has the page, and a permalink elsewhere has none', () => {
  const first = article({ permalink: `${site.url}/a` });
  const last = article({ permalink: `${site.url}/a/` });
  const far = article({ permalink: 'https://elsewhere.example/b' });
  const index = finish(PageIndex.of([first, far, last], site));
  expect(index.get('/a')).toBe(last);
  expect(index.get('/b')).toBeUndefined();
  expect(finish(PageIndex.of([], site)).get('/a')).toBeUndefined();
});

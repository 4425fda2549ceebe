import { expect, test } from 'vitest';
import type { Article } from '../../src/articles/article.ts';
import { EntryMap } from '../../src/storage/entries.ts';
import { amend, condense, type Entry, plain } from '../../src/storage/entry.ts';

const article: Article = {
  key: 'a.md',
  revision: 'r',
  id: 'tag:a',
  permalink: 'https://x.example/a',
  slug: 'a',
  title: 'A',
  authors: [],
  tags: [],
  status: 'published',
  published: 1,
  updated: 1,
  related: [],
};
const context = { timezone: 'UTC', defaults: {} };
const entry: Entry = {
  key: 'a.md',
  path: undefined,
  stamp: 's',
  context,
  digest: 'r',
  revision: 'r',
  composed: plain,
  article,
  mentions: undefined,
  trouble: undefined,
};

test('an entry of which there is nothing more to tell takes less, and tells the same', () => {
  const condensed = condense(entry);
  expect(Object.keys(condensed).length).toBeLessThan(4);
  expect(amend(condensed, {})).toEqual(entry);
  expect(amend(condensed, { stamp: undefined })).toEqual({ ...entry, stamp: undefined });
});

test.each<[string, Partial<Entry>]>([
  ['lies elsewhere', { path: '/b.md' }],
  ['is to be looked at again', { stamp: undefined }],
  ['has an id of its own', { composed: { id: 'tag:own', name: '', problems: [] } }],
  ['is read in another way', { revision: 'r.x' }],
  ['shows what has changed since', { article: { ...article, revision: 'r.y' } }],
  ['names files', { mentions: 7 }],
  ['has trouble', { trouble: { file: 'a.md', reason: 'is broken', severity: 'error' } }],
  ['is no article', { article: undefined }],
])('one that %s stays as it is', (_, other) => {
  const whole = { ...entry, ...other };
  expect(condense(whole)).toBe(whole);
});

test('condensing touches nothing', () => {
  const entries = new EntryMap();
  entries.set('a.md', entry);
  entries.touched.clear();
  entries.condense('a.md');
  expect(entries.get('a.md')).not.toBe(entry);
  expect(entries.touched.size).toBe(0);
});

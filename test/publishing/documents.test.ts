import { beforeEach, expect, test } from 'vitest';
import type { Instant } from '../../src/articles/instant.ts';
import type { FeedRules } from '../../src/feeds/catalogue.ts';
import { createPublisher, type Publisher } from '../../src/publishing/publisher.ts';
import { topicsOf } from '../../src/publishing/topics.ts';
import { site } from '../support/feeds.ts';
import { article, MemoryRegister, MemorySource } from '../support/memory.ts';

const start = Date.UTC(2026, 10, 22, 12);
const hour = 3_600_000;
const rules: FeedRules = {
  limit: 3,
  content: 'full',
  ttl: 15,
  sections: true,
  tags: true,
  authors: true,
  made: [],
  withdrawn: 30,
  aliases: new Map(),
};

let now: Instant;
let source: MemorySource;
let publisher: Publisher;

beforeEach(() => {
  now = start;
  source = new MemorySource();
  publisher = createPublisher({
    source,
    site,
    rules,
    register: new MemoryRegister(),
    clock: () => now,
    page: () => undefined,
  });
});

async function places(topic: string): Promise<string[] | undefined> {
  const found = await publisher.current()?.find(topic);
  return (
    found &&
    [...found.identity.toString().matchAll(/<loc>[^<]*\/([^<]*)<\/loc>/g)].map(([, name]) => name ?? '')
  );
}

/** How often the event loop turns from now on. */
function countTurns(): () => number {
  let turns = 0;
  const next = () => {
    turns += 1;
    timer = setImmediate(next);
  };
  let timer = setImmediate(next);
  return () => {
    clearImmediate(timer);
    return turns;
  };
}

test('sitemaps hold what is out and nothing else', async () => {
  source.put(article({ key: 'old.md', published: start - 100 * hour }));
  source.put(article({ key: 'new.md', published: start - hour }));
  source.put(article({ key: 'later.md', published: start + hour }));
  source.put(article({ key: 'draft.md', status: 'draft' }));
  source.put(article({ key: 'away.md', permalink: 'https://elsewhere.example/away', published: start }));
  await publisher.regenerate('start');
  expect(await places('/sitemap.xml')).toEqual(['old', 'new']);
  expect(await places('/news-sitemap.xml')).toEqual(['new']);
});

test('they have a type, a validator and a date, and keep them while nothing changes', async () => {
  source.put(article({ key: 'a.md', published: start }));
  await publisher.regenerate('start');
  const first = await publisher.current()?.find('/sitemap.xml');
  expect(first).toMatchObject({ contentType: 'application/xml; charset=utf-8', lastModified: start });
  now += hour;
  await publisher.regenerate('schedule');
  expect(await publisher.current()?.find('/sitemap.xml')).toMatchObject({
    etag: first?.etag,
    lastModified: start,
  });
});

test('an article leaves the news sitemap by itself, at the millisecond at which it is two days old', async () => {
  source.put(article({ key: 'a.md', published: start - hour }));
  await publisher.regenerate('start');
  expect(publisher.nextDue()).toBe(start + 47 * hour + 1);
  now = start + 47 * hour;
  await publisher.regenerate('embargo');
  expect(await places('/news-sitemap.xml')).toEqual(['a']);
  now = publisher.nextDue() ?? 0;
  await publisher.regenerate('embargo');
  expect(await places('/news-sitemap.xml')).toEqual([]);
  expect(publisher.nextDue()).toBeUndefined();
});

test.each(['/sitemap-1.xml', '/sitemap-0.xml', '/sitemap-.xml', '/news-sitemap-1.xml', '/x/sitemap.xml'])(
  'there is nothing at %s on a small site',
  async (topic) => {
    source.put(article({ key: 'a.md', published: start }));
    await publisher.regenerate('start');
    expect(await publisher.current()?.find(topic)).toBeUndefined();
  },
);

test('beyond 50,000 articles the sitemap is a list of its pages, and the site knows them all', async () => {
  for (let n = 0; n < 50_001; n++) source.put(article({ key: `${n}.md`, published: start - n }));
  await publisher.regenerate('start');
  expect(await places('/sitemap.xml')).toEqual(['sitemap-1.xml', 'sitemap-2.xml']);
  const turns = countTurns();
  expect(await places('/sitemap-1.xml')).toHaveLength(50_000);
  expect(turns(), 'turns for others meanwhile').toBeGreaterThan(3);
  expect(await places('/sitemap-2.xml')).toEqual(['0']);
  expect(await publisher.current()?.find('/sitemap-3.xml')).toBeUndefined();
  expect(await places('/news-sitemap.xml')).toHaveLength(1000);
  const snapshot = publisher.current()?.snapshot;
  const topics = snapshot === undefined ? new Set() : topicsOf(snapshot);
  for (const topic of [
    '/feeds.opml',
    '/sitemap.xml',
    '/sitemap-1.xml',
    '/sitemap-2.xml',
    '/news-sitemap.xml',
  ])
    expect(topics).toContain(topic);
}, 60_000);

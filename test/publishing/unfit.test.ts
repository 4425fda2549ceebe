import { beforeEach, describe, expect, test } from 'vitest';
import { emptyLibrary } from '../../src/articles/library.ts';
import type { FeedRules, MadeFeed } from '../../src/feeds/catalogue.ts';
import { createPublisher, type Publisher } from '../../src/publishing/publisher.ts';
import { findUnfit } from '../../src/publishing/unfit.ts';
import { site } from '../support/feeds.ts';
import { article, MemoryRegister, MemorySource } from '../support/memory.ts';

const start = Date.UTC(2026, 10, 22, 12);
const hour = 3_600_000;
const day = 24 * hour;

let now: number;
let source: MemorySource;

beforeEach(() => {
  now = start;
  source = new MemorySource();
});

function rulesWith(...made: MadeFeed[]): FeedRules {
  const all = { sections: true, tags: true, authors: true, withdrawn: 30, aliases: new Map() };
  return { ...all, limit: 30, content: 'full', ttl: 15, made };
}

const msn: MadeFeed = { name: 'msn', title: 'MSN', selection: {}, profile: { name: 'msn' } };
const smartnews: MadeFeed = {
  name: 'smart',
  title: 'Smart',
  selection: { sections: ['sport'] },
  profile: { name: 'smartnews' },
};

async function publish(rules: FeedRules): Promise<Publisher> {
  const register = new MemoryRegister();
  const publisher = createPublisher({
    source,
    site,
    rules,
    register,
    clock: () => now,
    page: () => undefined,
  });
  await publisher.regenerate('start');
  return publisher;
}

async function text(publisher: Publisher, topic: string): Promise<string> {
  return String((await publisher.current()?.find(topic))?.identity);
}

const titles = (document: string) =>
  [...document.matchAll(/<title><!\[CDATA\[(.*?)\]\]>/g)].map(([, title]) => title);
const long = 'A title of more than twenty characters';

describe('what a partner would not take', () => {
  const problem = {
    file: 'short.md',
    reason:
      'is left out of /feeds/msn for MSN: its title has 5 characters; write one of more than 20, up to 150',
    severity: 'warning',
  };

  beforeEach(() => {
    source.put(article({ key: 'short.md', title: 'Short', published: start - hour }));
    source.put(article({ key: 'long.md', title: long, published: start - hour }));
  });

  test('is left out of its feed and of no other, in every format, and is told with its file', async () => {
    const publisher = await publish(rulesWith(msn));
    expect(titles(await text(publisher, '/feeds/msn/rss.xml'))).toEqual([long]);
    expect(await text(publisher, '/feeds/msn/atom.xml')).not.toContain('Short');
    expect(await text(publisher, '/feeds/msn/feed.json')).not.toContain('Short');
    expect(titles(await text(publisher, '/rss.xml'))).toHaveLength(2);
    expect(publisher.problems()).toEqual([problem]);
    await publisher.regenerate('schedule');
    expect(publisher.problems()).toEqual([problem]);
  });

  test('is told no more when it is mended', async () => {
    const publisher = await publish(rulesWith(msn));
    source.put(article({ key: 'short.md', title: `${long} too`, published: start - hour }));
    await publisher.regenerate('change');
    expect(titles(await text(publisher, '/feeds/msn/rss.xml'))).toHaveLength(2);
    expect(publisher.problems()).toEqual([]);
  });

  test('is told without publishing anything', async () => {
    const library = await source.read(emptyLibrary);
    expect(await findUnfit(library, source, site, rulesWith(msn), now)).toEqual([problem]);
    const before = source.contents;
    expect(await findUnfit(library, source, site, rulesWith({ ...msn, profile: undefined }), now)).toEqual(
      [],
    );
    expect(source.contents).toBe(before);
  });

  test('is not told of articles that nobody may see yet', async () => {
    source.put(article({ key: 'later.md', title: 'Soon', published: start + hour }));
    const library = await source.read(emptyLibrary);
    const told = await findUnfit(library, source, site, rulesWith(msn), now);
    expect(told.map(({ file }) => file)).toEqual(['short.md']);
  });
});

test('an article leaves the feed of a partner by itself when it is too old for it', async () => {
  source.put(article({ key: 'a.md', title: long, published: start - 364 * day }));
  const publisher = await publish(rulesWith(msn));
  expect(titles(await text(publisher, '/feeds/msn/rss.xml'))).toEqual([long]);
  now = publisher.nextDue() ?? 0;
  expect(now).toBeLessThan(start + day);
  await publisher.regenerate('embargo');
  expect(titles(await text(publisher, '/feeds/msn/rss.xml'))).toEqual([]);
  expect(titles(await text(publisher, '/rss.xml'))).toEqual([long]);
});

test('a feed holds no more than its partner takes, and whole bodies where it wants them', async () => {
  for (let n = 0; n < 70; n++) source.put(article({ key: `${n}.md`, published: start - n * 1000 }));
  const google: MadeFeed = { ...msn, name: 'google', limit: 100, profile: { name: 'google-news' } };
  const publisher = await publish({ ...rulesWith(google, msn), content: 'summary' });
  const document = await text(publisher, '/feeds/google/rss.xml');
  expect(document.match(/<item>/g)).toHaveLength(60);
  expect(document.match(/<content:encoded>/g)).toHaveLength(60);
  expect(await text(publisher, '/rss.xml')).not.toContain('<content:encoded>');
});

test('SmartNews is told of what was taken back from its sections, and is reminded for a while', async () => {
  const sport = { name: 'Sport', slug: 'sport' };
  source.put(article({ key: 'kept.md', section: sport, published: start - 2 * hour }));
  source.put(article({ key: 'gone.md', section: sport, published: start - hour }));
  source.put(article({ key: 'other.md', published: start - hour }));
  const publisher = await publish(rulesWith(smartnews, { ...smartnews, name: 'plain', profile: undefined }));
  now += hour;
  source.remove('gone.md');
  source.remove('other.md');
  await publisher.regenerate('change');
  const document = await text(publisher, '/feeds/smart/rss.xml');
  expect(document).toContain(
    '<link>https://paper.example/articles/gone</link><guid isPermaLink="false">urn:test:gone</guid>',
  );
  expect(document.match(/<media:status state="deleted"\/>/g)).toHaveLength(1);
  expect(await text(publisher, '/feeds/plain/rss.xml')).not.toContain('gone');
  now += 31 * day;
  await publisher.regenerate('embargo');
  expect(await text(publisher, '/feeds/smart/rss.xml')).not.toContain('gone');
});

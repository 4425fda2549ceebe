import { beforeEach, expect, test } from 'vitest';
import type { Instant } from '../../src/articles/instant.ts';
import { pageOf } from '../../src/pages/pages.ts';
import { createPublisher, type Publisher } from '../../src/publishing/publisher.ts';
import { site } from '../support/feeds.ts';
import { article, MemoryRegister, MemorySource } from '../support/memory.ts';

const start = Date.UTC(2026, 10, 22, 12);
const day = 86_400_000;
const rules = {
  limit: 30,
  content: 'full',
  ttl: 15,
  sections: true,
  tags: true,
  authors: true,
  made: [],
  withdrawn: 7,
  aliases: new Map(),
} as const;
const news = { name: 'News', slug: 'news' };

let now: Instant;
let source: MemorySource;
let register: MemoryRegister;
let publisher: Publisher;

function publish(): Publisher {
  return createPublisher({ source, site, rules, register, clock: () => now, page: pageOf });
}

beforeEach(async () => {
  now = start;
  source = new MemorySource();
  register = new MemoryRegister();
  publisher = publish();
  source.put(article({ key: 'a.md', section: news }));
  source.put(article({ key: 'b.md' }));
  await publisher.regenerate('start');
});

async function get(topic: string) {
  const found = await publisher.current()?.find(topic);
  return { text: found?.identity.toString() ?? '', status: found?.status, at: found?.lastModified };
}

async function told(topic = '/atom.xml'): Promise<[string, string, string?][]> {
  const { text } = await get(topic);
  const found = [
    ...text.matchAll(/<at:deleted-entry [^>]*ref="([^"]+)" when="([^"]+)">(?:<at:comment>([^<]+))?/g),
  ];
  return found.map(([, ref = '', when = '', comment]) =>
    comment === undefined ? [ref, when] : [ref, when, comment],
  );
}

test('a deleted article leaves the feeds, is told in Atom, moves Last-Modified, and its page says that it is gone', async () => {
  now = start + 5000;
  source.remove('a.md');
  await publisher.regenerate('change');
  expect((await get('/rss.xml')).text).not.toContain('urn:test:a');
  expect(await told()).toEqual([['urn:test:a', '2026-11-22T12:00:05Z']]);
  expect(await told('/sections/news/atom.xml')).toEqual([['urn:test:a', '2026-11-22T12:00:05Z']]);
  expect((await get('/atom.xml')).text).toContain('<updated>2026-11-22T12:00:05.000Z</updated>');
  expect((await get('/atom.xml')).at).toBe(start + 5000);
  expect(await get('/articles/a')).toMatchObject({ status: 410 });
  expect((await get('/articles/a')).text).not.toContain('Title of a');
});

test('an article that says that it is withdrawn gives its own reason', async () => {
  const correction = 'The picture showed somebody else.';
  source.put(article({ key: 'a.md', status: 'withdrawn', correction }));
  await publisher.regenerate('change');
  expect(await told()).toEqual([['urn:test:a', '2026-11-22T12:00:00Z', correction]]);
  expect((await get('/articles/a')).text).toContain(correction);
});

test('it is remembered over a restart, and told for as many days as the settings say', async () => {
  source.remove('a.md');
  publisher = publish();
  await publisher.regenerate('start');
  expect(await told()).toHaveLength(1);
  expect(publisher.nextDue()).toBe(start + 7 * day);
  now = start + 7 * day;
  publisher = publish();
  await publisher.regenerate('start');
  expect(await told()).toHaveLength(0);
  expect((await get('/articles/a')).status).toBe(410);
});

test('an article that comes back is no longer gone', async () => {
  source.remove('a.md');
  await publisher.regenerate('change');
  source.put(article({ key: 'a.md', section: news }));
  await publisher.regenerate('change');
  expect(await told()).toEqual([]);
  expect((await get('/articles/a')).status).toBeUndefined();
  expect((await get('/rss.xml')).text).toContain('urn:test:a');
});

test('what was never out, or expired, or waits again for its day, was not withdrawn', async () => {
  source.put(article({ key: 'draft.md', status: 'draft' }));
  source.put(article({ key: 'later.md', published: start + day }));
  source.put(article({ key: 'b.md', expires: start }));
  source.put(article({ key: 'a.md', published: start + day }));
  await publisher.regenerate('change');
  source.remove('draft.md');
  source.remove('later.md');
  await publisher.regenerate('change');
  expect(await told()).toEqual([]);
});

test('an article whose file cannot be understood for the moment was not withdrawn', async () => {
  const { read } = source;
  source.remove('a.md');
  source.read = async (previous) => ({
    ...(await read.call(source, previous)),
    problems: [{ file: 'a.md', reason: 'broken', severity: 'error' }],
  });
  await publisher.regenerate('change');
  expect(await told()).toEqual([]);
});

test('when most articles are gone at once, none is taken for withdrawn, and that is said', async () => {
  for (let n = 0; n < 20; n++) source.put(article({ key: `${n}.md` }));
  await publisher.regenerate('change');
  for (let n = 0; n < 20; n++) source.remove(`${n}.md`);
  await publisher.regenerate('change');
  expect(await told()).toEqual([]);
  expect(publisher.problems()).toMatchObject([{ severity: 'warning' }]);
  expect(publisher.problems()[0]?.reason).toContain('20 articles');
});

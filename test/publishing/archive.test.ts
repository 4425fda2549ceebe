import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Article } from '../../src/articles/article.ts';
import type { Instant } from '../../src/articles/instant.ts';
import { createPublisher, type Publisher } from '../../src/publishing/publisher.ts';
import { site } from '../support/feeds.ts';
import { article, MemoryRegister, MemorySource } from '../support/memory.ts';

const start = Date.UTC(2026, 10, 22, 12);
const hour = 3_600_000;
const rules = {
  limit: 3,
  content: 'full',
  ttl: 15,
  sections: true,
  tags: true,
  authors: true,
  made: [],
  withdrawn: 30,
  aliases: new Map(),
} as const;

let now: Instant;
let source: MemorySource;
let register: MemoryRegister;
let publisher: Publisher;

function publish(): Publisher {
  return createPublisher({ source, site, rules, register, clock: () => now, page: () => undefined });
}

beforeEach(() => {
  now = start;
  source = new MemorySource();
  register = new MemoryRegister();
  publisher = publish();
});

async function text(topic: string): Promise<string | undefined> {
  return (await publisher.current()?.find(topic))?.identity.toString();
}

/** Reads back from a live feed along its links, as a program outside would that knows RFC 5005 and nothing of Courant. */
async function walk(live: string): Promise<string[][]> {
  const pages: string[][] = [];
  let topic: string | undefined = live;
  while (topic !== undefined) {
    expect(pages.length).toBeLessThan(100);
    const document: string | undefined = await text(topic);
    if (document === undefined) throw new Error(`nothing at ${topic}`);
    pages.push(...[idsIn(document)]);
    const previous: string | undefined = document.startsWith('{')
      ? JSON.parse(document).next_url
      : /<(?:atom:)?link rel="prev-archive"[^>]* href="([^"]+)"/.exec(document)?.[1];
    topic = previous?.replace(site.url, '');
  }
  return pages;
}

function idsIn(document: string): string[] {
  if (document.startsWith('{')) return JSON.parse(document).items.map(({ id }: { id: string }) => id);
  const items = [...document.matchAll(/<(item|entry)[ >][\s\S]*?<\/\1>/g)].map(([item]) => item);
  return items.map((item) => /<(?:guid[^>]*|id)>([^<]+)</.exec(item)?.[1] ?? '');
}

function stored(n: number, own: Partial<Article> = {}): Article {
  return article({
    key: `${String(n).padStart(3, '0')}.md`,
    published: start - 1000 * hour + n * hour,
    ...own,
  });
}

describe.each(['rss.xml', 'atom.xml', 'feed.json'])('the archive as %s', (file) => {
  test.each([0, 1, 3, 5, 6, 7, 11, 12, 20])('of %i articles holds each once, newest first', async (count) => {
    for (let n = 0; n < count; n++) source.put(stored(n));
    await publisher.regenerate('start');
    const pages = await walk(`/${file}`);
    const expected = Array.from({ length: count }, (_, n) => stored(count - 1 - n).id);
    expect(pages.flat()).toEqual(expected);
    for (const page of pages.slice(1)) expect(page).toHaveLength(3);
    expect(pages[0]?.length).toBeLessThan(6);
  });

  test('names its neighbours and the live feed, and marks itself', async () => {
    for (let n = 0; n < 12; n++) source.put(stored(n));
    await publisher.regenerate('start');
    const page = (await text(`/archive/2/${file}`)) ?? '';
    if (file === 'feed.json') {
      expect(JSON.parse(page)).toMatchObject({
        feed_url: `${site.url}/archive/2/feed.json`,
        next_url: `${site.url}/archive/1/feed.json`,
      });
      return;
    }
    const links = [...page.matchAll(/<(?:atom:)?link rel="([^"]+)" type="[^"]+" href="([^"]+)"/g)];
    expect(links.map(([, rel, href]) => `${rel} ${href}`)).toEqual([
      `self ${site.url}/archive/2/${file}`,
      `current ${site.url}/${file}`,
      `prev-archive ${site.url}/archive/1/${file}`,
      `next-archive ${site.url}/archive/3/${file}`,
    ]);
    expect(page).toContain('<fh:archive xmlns:fh="http://purl.org/syndication/history/1.0"/>');
    expect(await text(`/${file}`)).not.toContain('fh:archive');
  });
});

test('links forward from a full page lead to a page that is there', async () => {
  for (let n = 0; n < 12; n++) source.put(stored(n));
  await publisher.regenerate('start');
  for (const page of [1, 2, 3, 4, 5])
    expect(await text(`/archive/${page}/rss.xml`), `page ${page}`).toBeDefined();
  expect(await text('/archive/6/rss.xml')).toBeUndefined();
  expect(await text('/archive/0/rss.xml')).toBeUndefined();
  expect(await text('/archive/01/rss.xml')).toBeUndefined();
});

test('a page that there was when pages were shorter stays, empty, and leads back to the last', async () => {
  for (let n = 0; n < 12; n++) source.put(stored(n));
  await publisher.regenerate('start');
  expect(await text('/archive/4/atom.xml')).toContain('<entry>');
  publisher = createPublisher({
    source,
    site,
    rules: { ...rules, limit: 6 },
    register,
    clock: () => now,
    page: () => undefined,
  });
  await publisher.regenerate('start');
  const left = await text('/archive/4/atom.xml');
  expect(left).not.toContain('<entry>');
  expect(left).toContain(
    `rel="prev-archive" type="application/atom+xml" href="${site.url}/archive/3/atom.xml"`,
  );
  expect(await text('/archive/9/atom.xml')).toBeUndefined();
});

test('full pages are settled, the page that grows and the live feed are not', async () => {
  for (let n = 0; n < 10; n++) source.put(stored(n));
  await publisher.regenerate('start');
  const settled = async (topic: string) => (await publisher.current()?.find(topic))?.settled === true;
  expect(await settled('/archive/2/atom.xml')).toBe(true);
  expect(await settled('/archive/4/atom.xml')).toBe(false);
  expect(await settled('/atom.xml')).toBe(false);
});

describe('a full page', () => {
  const full = async () => [1, 2, 3].map((page) => text(`/archive/${page}/atom.xml`));
  const bytes = async () => Promise.all(await full());

  beforeEach(async () => {
    for (let n = 0; n < 10; n++) source.put(stored(n, { section: { name: 'News', slug: 'news' } }));
    await publisher.regenerate('start');
  });

  test.each([
    ['a newer article', () => stored(50)],
    ['an article that is older than all', () => stored(-50)],
    ['one that belongs in the middle', () => stored(4, { key: 'late.md', id: 'urn:test:late' })],
  ])('keeps its bytes when %s comes', async (_, make) => {
    const before = await bytes();
    source.put(make());
    await publisher.regenerate('change');
    expect(await bytes()).toEqual(before);
    expect((await walk('/atom.xml')).flat()).toHaveLength(11);
  });

  test('changes alone when one of its articles is edited', async () => {
    const before = await bytes();
    source.put(stored(4, { title: 'Edited', section: { name: 'News', slug: 'news' } }));
    await publisher.regenerate('change');
    const after = await bytes();
    expect([after[0] === before[0], after[1] === before[1], after[2] === before[2]]).toEqual([
      true,
      false,
      true,
    ]);
  });

  test('keeps its bytes when an article of another page is deleted, also after a restart', async () => {
    const before = await bytes();
    source.remove(stored(1).key);
    publisher = publish();
    await publisher.regenerate('start');
    const after = await bytes();
    expect(after.slice(1)).toEqual(before.slice(1));
    expect((await walk('/sections/news/rss.xml')).flat()).toHaveLength(9);
  });
});

test('any history of adding, editing and deleting: each article once, full pages moved by none but their own', () => {
  const step = fc.record({
    kind: fc.constantFrom('add', 'edit', 'delete'),
    n: fc.nat(40),
    restart: fc.boolean(),
  });
  return fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
      source = new MemorySource();
      register = new MemoryRegister();
      publisher = publish();
      const alive = new Map<number, Article>();
      let version = 0;
      for (let n = 0; n < 40; n += 4) {
        alive.set(n, stored(n));
        source.put(stored(n));
      }
      await publisher.regenerate('start');
      for (const { kind, n, restart } of steps) {
        const places = [1, 2, 3, 4, 5].map((page) => `/archive/${page}/atom.xml`);
        const settled = places.filter((topic) => text(topic) !== undefined);
        const before = new Map<string, string | undefined>();
        for (const topic of settled) {
          const found = await publisher.current()?.find(topic);
          if (found?.settled === true) before.set(topic, found.identity.toString());
        }
        const own = stored(n).id;
        if (kind === 'delete') {
          alive.delete(n);
          source.remove(stored(n).key);
        } else {
          const made = stored(n, { title: `Version ${++version}` });
          if (kind === 'edit' && !alive.has(n)) continue;
          alive.set(n, made);
          source.put(made);
        }
        if (restart) publisher = publish();
        await publisher.regenerate('change');
        expect(new Set((await walk('/atom.xml')).flat()).size).toBe(alive.size);
        expect((await walk('/feed.json')).flat()).toHaveLength(alive.size);
        for (const [topic, was] of before) {
          const moved = (await text(topic)) !== was;
          if (moved && kind !== 'add') expect(was).toContain(own);
          if (moved && kind === 'add') expect(`${was}${await text(topic)}`).toContain(own);
        }
      }
    }),
    { numRuns: 40 },
  );
}, 60_000);

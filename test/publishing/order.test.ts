import { beforeEach, expect, test } from 'vitest';
import { emptyLibrary } from '../../src/articles/library.ts';
import type { FeedRules } from '../../src/feeds/catalogue.ts';
import { createPublisher, type Publisher } from '../../src/publishing/publisher.ts';
import { findUnfit } from '../../src/publishing/unfit.ts';
import { site } from '../support/feeds.ts';
import { article, MemoryRegister, MemorySource } from '../support/memory.ts';

const now = Date.UTC(2026, 10, 22, 12);
const hour = 3_600_000;
const rules: FeedRules = {
  limit: 2,
  content: 'full',
  ttl: 15,
  sections: true,
  tags: true,
  authors: true,
  made: [
    { name: 'changed', title: 'Changed', selection: {}, order: 'updated' },
    { name: 'plain', title: 'Plain', selection: {} },
    { name: 'fresh', title: 'Fresh', selection: { hours: 3 }, order: 'updated' },
  ],
  withdrawn: 30,
  aliases: new Map(),
};

let source: MemorySource;
let publisher: Publisher;

beforeEach(async () => {
  source = new MemorySource();
  for (const n of [1, 2, 3, 4, 5]) source.put(article({ key: `${n}.md`, published: now - n * hour }));
  const register = new MemoryRegister();
  publisher = createPublisher({ source, site, rules, register, clock: () => now, page: () => undefined });
  await publisher.regenerate('start');
});

async function keys(path: string): Promise<string> {
  const found = await publisher.current()?.find(`${path}/feed.json`);
  const { items } = JSON.parse(String(found?.identity)) as { items: { title: string }[] };
  return items.map(({ title }) => title.replace('Title of ', '')).join(' ');
}

async function change(n: number, updated: number): Promise<void> {
  source.put(article({ key: `${n}.md`, revision: String(updated), published: now - n * hour, updated }));
  await publisher.regenerate('change');
}

test('an article that is changed comes to the top of a feed by changes, however old, and of no other', async () => {
  const feeds = async () => [await keys('/feeds/changed'), await keys('/feeds/plain'), await keys('')];
  expect(await feeds()).toEqual(['1 2', '1 2', '1 2 3']);
  await change(5, now - 60_000);
  expect(await feeds()).toEqual(['5 1', '1 2', '1 2 3']);
  await change(3, now - 30_000);
  expect(await feeds()).toEqual(['3 5', '1 2', '1 2 3']);
});

test('archive pages stay in the order in which articles came out, and a feed by changes has none', async () => {
  const page = async () => keys('/archive/1');
  expect(await page()).toBe('4 5');
  await change(5, now);
  expect(await page()).toBe('4 5');
  for (const path of ['/feeds/changed/archive/1', '/feeds/changed/archive/2']) {
    expect(await publisher.current()?.find(`${path}/atom.xml`), path).toBeUndefined();
  }
});

test('age is that since publication, by changes too, and the oldest of all goes first', async () => {
  await change(3, now);
  await change(4, now);
  expect(await keys('/feeds/fresh')).toBe('3 1');
  expect(publisher.nextDue()).toBe(now + 1);
});

test('every format shows the same order', async () => {
  await change(4, now);
  for (const file of ['rss.xml', 'atom.xml']) {
    const text = String((await publisher.current()?.find(`/feeds/changed/${file}`))?.identity);
    expect(text.indexOf('Title of 4'), file).toBeLessThan(text.indexOf('Title of 1'));
    expect(text.indexOf('Title of 4'), file).toBeGreaterThan(0);
  }
});

test('what a partner would not take is looked for among those that the feed shows', async () => {
  const msn: FeedRules = {
    ...rules,
    made: [{ name: 'm', title: 'M', selection: {}, order: 'updated', limit: 1, profile: { name: 'msn' } }],
  };
  await change(5, now);
  const library = await source.read(emptyLibrary);
  const told = await findUnfit(library, source, site, msn, now);
  expect(new Set(told.map(({ file }) => file))).toEqual(new Set(['5.md']));
});

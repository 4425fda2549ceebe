import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { Outdated } from '../../src/articles/source.ts';
import { type Inventory, readInventory } from '../../src/building/inventory.ts';
import { SiteWriter } from '../../src/building/site.ts';
import { Tree } from '../../src/building/tree.ts';
import { pageOf } from '../../src/pages/pages.ts';
import { createPublisher } from '../../src/publishing/publisher.ts';
import type { Shelf } from '../../src/publishing/shelf.ts';
import { site } from '../support/feeds.ts';
import { article, MemoryRegister, MemorySource } from '../support/memory.ts';
import { plant } from '../support/service.ts';
import { filesIn } from './sites.ts';

const now = Date.UTC(2026, 0, 1);
const terms = { sections: true, tags: true, authors: true, made: [] } as const;
const rules = { limit: 3, content: 'full', ttl: 15, ...terms, withdrawn: 30, aliases: new Map() } as const;
const belongings = {
  cache: { maxAge: 300, staleWhileRevalidate: 600, staleIfError: 86_400 },
  documents: [],
  pictures: new Map(),
  media: async () => undefined,
};

async function shelfOf(source: MemorySource): Promise<Shelf> {
  const register = new MemoryRegister();
  const publisher = createPublisher({ source, site, rules, register, clock: () => now, page: pageOf });
  await publisher.regenerate('start');
  const shelf = publisher.current();
  if (shelf === undefined) throw new Error(publisher.last()?.fault);
  return shelf;
}

/** The same, but for one topic that cannot be rendered. */
function broken(shelf: Shelf, topic: string, error: Error): Shelf {
  return { ...shelf, find: (asked) => (asked === topic ? Promise.reject(error) : shelf.find(asked)) };
}

function write(shelf: Shelf, folder: string, former?: string) {
  const inventory: Inventory | undefined =
    former === undefined
      ? undefined
      : readInventory(readFileSync(join(former, '.courant-build.json'), 'utf8'));
  return new SiteWriter(new Tree(folder, former, now), belongings, inventory ?? new Map()).write(shelf);
}

test.each(['/articles/one', '/tags/x/rss.xml'])(
  'what cannot be rendered (%s) is left out of a first site, stays in a later one as it was, and is told',
  async (topic) => {
    const folder = dirname(plant({}));
    const [first, second, third] = ['1', '2', '3'].map((name) => join(folder, name)) as [
      string,
      string,
      string,
    ];
    const source = new MemorySource();
    source.put(article({ key: 'one.md', tags: [{ name: 'x', slug: 'x' }] }), '<p>Before</p>');
    const good = await shelfOf(source);
    const bad = broken(good, topic, new Error('the reason'));
    expect(await write(bad, first)).toEqual([{ topic, reason: 'is left out: the reason' }]);
    expect(await write(good, second)).toEqual([]);
    const names = filesIn(second).filter((name) => !filesIn(first).includes(name));
    expect(names).toHaveLength(3);
    expect(await write(bad, third, second)).toEqual([
      { topic, reason: 'stays as the last build made it: the reason' },
    ]);
    expect(filesIn(third)).toEqual(filesIn(second));
    for (const name of names)
      expect(readFileSync(join(third, name))).toEqual(readFileSync(join(second, name)));
  },
);

test('articles that change while they are rendered are the business of whoever can read them again', async () => {
  const source = new MemorySource();
  source.put(article({ key: 'one.md' }));
  const bad = broken(await shelfOf(source), '/articles/one', new Outdated('one.md'));
  await expect(write(bad, join(dirname(plant({})), 'site'))).rejects.toThrow(Outdated);
});

test('a page whose address another one has already is left out, and told', async () => {
  const source = new MemorySource();
  source.put(article({ key: 'one.md', permalink: 'https://paper.example/twin.html' }));
  source.put(article({ key: 'two.md', permalink: 'https://paper.example/twin.html/two' }));
  expect(await write(await shelfOf(source), join(dirname(plant({})), 'site'))).toEqual([
    { topic: '/twin.html/two', reason: expect.stringMatching(/^is left out: .*another address has it/) },
  ]);
});

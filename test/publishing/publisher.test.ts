import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { Instant } from '../../src/articles/instant.ts';
import { Outdated } from '../../src/articles/source.ts';
import { encodePath } from '../../src/feeds/address.ts';
import { createPublisher, type Publisher } from '../../src/publishing/publisher.ts';
import type { Representation } from '../../src/publishing/representation.ts';
import { site } from '../support/feeds.ts';
import { article, MemoryRegister, MemorySource } from '../support/memory.ts';

const start = Date.UTC(2026, 10, 22, 12);
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

async function get(topic: string): Promise<Representation | undefined> {
  return publisher.current()?.find(topic);
}

async function items(topic = '/feed.json'): Promise<string[] | undefined> {
  const found = await get(topic);
  return (
    found && (JSON.parse(found.identity.toString()).items as { title: string }[]).map(({ title }) => title)
  );
}

const news = { name: 'News', slug: 'news' };

describe('what is on the shelf', () => {
  test('the newest articles, newest first: those that fill no archive page yet', async () => {
    for (const n of [1, 2, 3, 4, 5, 6, 7])
      source.put(article({ key: `${n}.md`, published: start - n * 1000 }));
    await publisher.regenerate('start');
    expect(await items()).toEqual(['Title of 1', 'Title of 2', 'Title of 3', 'Title of 4']);
    expect(await items('/archive/1/feed.json')).toEqual(['Title of 5', 'Title of 6', 'Title of 7']);
  });

  test('a feed for each section, tag and author', async () => {
    source.put(
      article({
        key: 'a.md',
        section: news,
        tags: [{ name: 'C++', slug: 'cplusplus' }],
        authors: [{ name: 'Ayşe Öz' }],
      }),
    );
    source.put(article({ key: 'b.md' }));
    await publisher.regenerate('start');
    for (const path of ['/sections/news', '/tags/cplusplus', `/authors/${encodeURIComponent('ayşe-öz')}`]) {
      expect(await items(`${path}/feed.json`), path).toEqual(['Title of a']);
      expect((await get(`${path}/rss.xml`))?.self).toBe(`https://paper.example${path}/rss.xml`);
    }
  });

  test('nothing at addresses that no article gives rise to', async () => {
    source.put(article({ key: 'a.md' }));
    await publisher.regenerate('start');
    for (const topic of [
      '/tags/x/rss.xml',
      '/sections//rss.xml',
      '/rss.xml/rss.xml',
      '/tags/rss.xml',
      '/%2e%2e/rss.xml',
    ]) {
      expect(await get(topic), topic).toBeUndefined();
    }
  });

  test('a feed that lost its last article stays, empty', async () => {
    source.put(article({ key: 'a.md', section: news, tags: [{ name: 'Sea', slug: 'sea' }] }));
    await publisher.regenerate('start');
    await get('/tags/sea/rss.xml');
    source.remove('a.md');
    await publisher.regenerate('change');
    expect(await items('/sections/news/feed.json')).toEqual([]);
    expect(await items('/tags/sea/feed.json')).toEqual([]);
  });
});

describe('what did not change', () => {
  test('is not read again and stays the same object', async () => {
    source.put(article({ key: 'a.md', section: news }));
    source.put(article({ key: 'b.md' }));
    await publisher.regenerate('start');
    const before = await get('/rss.xml');
    const { contents } = source;
    await publisher.regenerate('schedule');
    expect(await get('/rss.xml')).toBe(before);
    expect(source.contents).toBe(contents);
  });

  test('an edit renders only the feeds that show the article', async () => {
    source.put(article({ key: 'a.md', section: news }));
    source.put(article({ key: 'b.md' }));
    await publisher.regenerate('start');
    const [all, section] = [await get('/rss.xml'), await get('/sections/news/rss.xml')];
    source.put(article({ key: 'b.md', title: 'Edited' }));
    now += 60_000;
    await publisher.regenerate('change');
    expect(await get('/sections/news/rss.xml')).toBe(section);
    expect((await get('/rss.xml'))?.etag).not.toBe(all?.etag);
    expect((await get('/rss.xml'))?.lastModified).toBe(now);
  });

  test('another publisher, another order of files, another time: equal bytes and ETags', async () => {
    const articles = [1, 2, 3].map((n) => article({ key: `${n}.md`, section: news }));
    for (const one of articles) source.put(one);
    await publisher.regenerate('start');
    const first = await get('/atom.xml');
    source = new MemorySource();
    for (const one of articles.toReversed()) source.put(one);
    register = new MemoryRegister();
    now += 86_400_000;
    publisher = publish();
    await publisher.regenerate('start');
    expect((await get('/atom.xml'))?.identity).toEqual(first?.identity);
    expect((await get('/atom.xml'))?.etag).toBe(first?.etag);
  });
});

describe('time', () => {
  test('an embargoed article appears at its instant, not before, and nothing is read for it', async () => {
    source.put(article({ key: 'old.md' }));
    source.put(
      article({ key: 'embargoed.md', published: start + 5000, section: { name: 'Secret', slug: 'secret' } }),
    );
    await publisher.regenerate('start');
    expect(publisher.nextDue()).toBe(start + 5000);
    now = start + 4999;
    await publisher.regenerate('embargo');
    expect(await items()).toEqual(['Title of old']);
    expect(await get('/sections/secret/rss.xml')).toBeUndefined();
    now = start + 5000;
    const { reads } = source;
    await publisher.regenerate('embargo');
    expect(await items()).toEqual(['Title of embargoed', 'Title of old']);
    expect(source.reads).toBe(reads);
    expect(publisher.nextDue()).not.toBe(start + 5000);
  });

  test('an expiring article goes at its instant, from the long tail too', async () => {
    source.put(article({ key: 'a.md', expires: start + 1000, tags: [{ name: 'Sea', slug: 'sea' }] }));
    await publisher.regenerate('start');
    expect(await items('/tags/sea/feed.json')).toEqual(['Title of a']);
    now = start + 1000;
    await publisher.regenerate('embargo');
    expect(await items()).toEqual([]);
    expect(await items('/tags/sea/feed.json')).toEqual([]);
  });

  test('a related headline is linked only once its article is out', async () => {
    source.put(article({ key: 'a.md', related: ['Title of secret'] }));
    source.put(article({ key: 'secret.md', published: start + 1000 }));
    await publisher.regenerate('start');
    expect((await get('/rss.xml'))?.identity.toString()).not.toContain('articles/secret');
    now = start + 1000;
    await publisher.regenerate('embargo');
    const body = JSON.parse((await get('/feed.json'))?.identity.toString() ?? '').items[1].content_html;
    expect(body).toContain('<a href="https://paper.example/articles/secret">Title of secret</a>');
  });

  test('a feed whose articles stay is rendered anew when a related headline comes out', async () => {
    source.put(article({ key: 'a.md', related: ['Title of secret'], section: news }));
    source.put(article({ key: 'secret.md', published: start + 1000 }));
    await publisher.regenerate('start');
    const before = await get('/sections/news/feed.json');
    now = start + 1000;
    await publisher.regenerate('embargo');
    expect(await get('/sections/news/feed.json')).not.toBe(before);
    expect((await get('/sections/news/feed.json'))?.identity.toString()).toContain('articles/secret');
  });

  test('Last-Modified is later at every change of the bytes, even within one second and with the clock set back', async () => {
    const seen: number[] = [];
    for (const [n, at] of [start, start + 10, start - 3_600_000].entries()) {
      now = at;
      source.put(article({ key: 'a.md', title: `Version ${n}` }));
      await publisher.regenerate('change');
      seen.push((await get('/rss.xml'))?.lastModified ?? 0);
    }
    expect(seen).toEqual([start, start + 1000, start + 2000]);
  });
});

describe('trouble', () => {
  test('a reading that fails leaves the last good feeds up and is told', async () => {
    source.put(article({ key: 'a.md' }));
    await publisher.regenerate('start');
    const before = await get('/rss.xml');
    source.trouble = new Error('the folder cannot be read');
    await publisher.regenerate('schedule');
    expect(await get('/rss.xml')).toBe(before);
    expect(publisher.last()?.fault).toBe('the folder cannot be read');
    source.trouble = undefined;
    await publisher.regenerate('schedule');
    expect(publisher.last()?.fault).toBeUndefined();
  });

  test('an article whose body cannot be read is left out and named; the others are served', async () => {
    source.put(article({ key: 'good.md' }));
    source.put(article({ key: 'bad.md' }));
    const { content } = source;
    source.content = (wanted) =>
      wanted.key === 'bad.md'
        ? Promise.reject(new Error('input/output error'))
        : content.call(source, wanted);
    await publisher.regenerate('start');
    expect(await items()).toEqual(['Title of good']);
    expect(publisher.problems()).toMatchObject([{ file: 'bad.md', severity: 'error' }]);
  });

  test('one of the long tail that cannot be rendered anew answers with its last good bytes', async () => {
    const tags = [{ name: 'Sea', slug: 'sea' }];
    for (let n = 0; n < 9; n++) source.put(article({ key: `new-${n}.md`, published: start - n }));
    source.put(article({ key: 'a.md', tags }));
    await publisher.regenerate('start');
    const before = await get('/tags/sea/rss.xml');
    source.put(article({ key: 'a.md', tags, title: 'Edited' }));
    await publisher.regenerate('change');
    const { content } = source;
    source.content = (wanted) => Promise.reject(new Outdated(wanted.key));
    expect(await get('/tags/sea/rss.xml')).toBe(before);
    source.content = content;
    await vi.waitFor(async () => expect(await items('/tags/sea/feed.json')).toEqual(['Edited']));
  });

  test('an article that changes while it is rendered is read anew', async () => {
    source.put(article({ key: 'a.md', title: 'Before' }));
    source.onContent = () => {
      source.onContent = undefined;
      source.put(article({ key: 'a.md', title: 'After' }));
    };
    await publisher.regenerate('start');
    expect(await items()).toEqual(['After']);
  });

  test('an article that changes all the time cannot keep the others from being served for long', async () => {
    source.put(article({ key: 'a.md' }));
    await publisher.regenerate('start');
    let version = 0;
    source.onContent = () => source.put(article({ key: 'a.md', title: `Version ${++version}` }));
    source.onContent();
    await publisher.regenerate('change');
    expect(publisher.last()?.fault).toBeDefined();
    expect(await items()).toEqual(['Title of a']);
  });
});

describe('many at once', () => {
  test('calls during a run share the one that follows it', async () => {
    let open = () => {};
    source.gate = new Promise((resolve) => {
      open = resolve;
    });
    source.put(article({ key: 'a.md' }));
    const runs = [1, 2, 3, 4].map(() => publisher.regenerate('change'));
    open();
    await Promise.all(runs);
    expect(source.reads).toBe(2);
  });

  test('a feed of the long tail is rendered once, however many ask', async () => {
    source.put(article({ key: 'a.md', tags: [{ name: 'Sea', slug: 'sea' }] }));
    await publisher.regenerate('start');
    const asked = await Promise.all(Array.from({ length: 50 }, () => get('/tags/sea/rss.xml')));
    expect(new Set(asked).size).toBe(1);
    expect(await get('/tags/sea/rss.xml')).toBe(asked[0]);
  });
});

describe('addresses of a former system', () => {
  const former = new Map([
    ['/blog/feed', '/rss.xml'],
    ['/kategorie/çay', '/sections/news/atom.xml'],
    ['/old', '/tags/none/rss.xml'],
  ]);

  test('serve the feed that they stand for, and one that stands for none is a problem', async () => {
    source.put(article({ key: 'a.md', section: news }));
    publisher = createPublisher({
      source,
      site,
      rules: { ...rules, aliases: former },
      register,
      clock: () => now,
      page: () => undefined,
    });
    await publisher.regenerate('start');
    expect(await get('/blog/feed')).toBe(await get('/rss.xml'));
    expect(await get(encodePath('/kategorie/çay'))).toBe(await get('/sections/news/atom.xml'));
    expect(await get('/old')).toBeUndefined();
    expect(publisher.problems().map(({ reason }) => reason)).toEqual([
      expect.stringContaining('/old stands for /tags/none/rss.xml'),
    ]);
  });
});

describe('news and the disk that remembers it', () => {
  async function withDisk(flush: () => Promise<void>): Promise<Promise<void>> {
    source.put(article({ key: 'a.md' }));
    await publisher.regenerate('start');
    register.flush = flush;
    source.put(article({ key: 'b.md' }));
    return publisher.regenerate('change');
  }

  test('news is served when it is on disk, and not before', async () => {
    let finish: () => void = () => undefined;
    let ask: () => void = () => undefined;
    const asked = new Promise<void>((resolve) => {
      ask = resolve;
    });
    const regenerated = withDisk(() => {
      ask();
      return new Promise((resolve) => {
        finish = resolve;
      });
    });
    await asked;
    expect(await items()).toEqual(['Title of a']);
    finish();
    await regenerated;
    expect(await items()).toHaveLength(2);
  });

  test('a disk that does not answer holds news up for a second at the most', async () => {
    const began = performance.now();
    await withDisk(() => new Promise(() => undefined));
    expect(await items()).toHaveLength(2);
    expect(performance.now() - began).toBeGreaterThan(900);
  });
});

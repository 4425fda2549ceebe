import { beforeEach, describe, expect, test } from 'vitest';
import { compose } from '../../src/articles/compose.ts';
import type { Instant } from '../../src/articles/instant.ts';
import { read } from '../../src/articles/reading/read.ts';
import { createPublisher, type Publisher } from '../../src/publishing/publisher.ts';
import { site } from '../support/feeds.ts';
import { article, MemoryRegister, MemorySource } from '../support/memory.ts';

const noon = Date.UTC(2026, 4, 4, 12);
const [second, minute, hour, day] = [1000, 60_000, 3_600_000, 86_400_000];
const rules = {
  limit: 100,
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
  now = noon;
  source = new MemorySource();
  register = new MemoryRegister();
  publisher = publish();
});

async function titlesAt(topic: string): Promise<readonly string[] | undefined> {
  const found = await publisher.current()?.find(topic);
  if (found === undefined) return undefined;
  return (JSON.parse(found.identity.toString()).items as { title: string }[]).map(({ title }) => title);
}

/** All that has come out, newest first: the live feed, and its archive pages where they go on. */
async function everything(): Promise<readonly string[]> {
  const live = (await titlesAt('/feed.json')) ?? [];
  const pages: (readonly string[])[] = [];
  for (let page = 1; ; page += 1) {
    const titles = await titlesAt(`/archive/${page}/feed.json`);
    if (titles === undefined) break;
    pages.unshift(titles.filter((title) => !live.includes(title)));
  }
  return [...live, ...pages.flat()];
}

describe('two thousand articles with one second', () => {
  const keys = Array.from({ length: 2000 }, (_, n) => `a${n}.md`);
  const put = (order: readonly string[]): void => {
    source = new MemorySource();
    source.put(article({ key: 'old.md', published: noon - day }));
    for (const key of order) source.put(article({ key, published: noon + hour }));
  };

  test('come out together, each once, and not a millisecond early', async () => {
    put(keys);
    publisher = publish();
    await publisher.regenerate('start');
    expect([await everything(), publisher.nextDue()]).toEqual([['Title of old'], noon + hour]);
    now = noon + hour - 1;
    await publisher.regenerate('embargo');
    expect([await everything(), publisher.nextDue()]).toEqual([['Title of old'], noon + hour]);

    now = noon + hour;
    const { reads } = source;
    await publisher.regenerate('embargo');
    expect([source.reads, publisher.last()?.fault]).toEqual([reads, undefined]);
    expect(publisher.nextDue() ?? Number.POSITIVE_INFINITY).toBeGreaterThan(now);
    const out = await everything();
    expect(out.length).toBe(2001);
    expect(new Set(out)).toEqual(
      new Set(['Title of old', ...keys.map((key) => `Title of ${key.slice(0, -3)}`)]),
    );
    expect(out.at(-1)).toBe('Title of old');
  });

  test('stand in one order, whatever the order of files', async () => {
    const orders = [keys, [...keys].reverse(), [...keys].sort()];
    const tags: unknown[] = [];
    for (const order of orders) {
      put(order);
      register = new MemoryRegister();
      publisher = publish();
      now = noon + hour;
      await publisher.regenerate('start');
      const topics = ['/rss.xml', '/atom.xml', '/feed.json', '/archive/1/rss.xml', '/archive/20/feed.json'];
      tags.push(
        await Promise.all(topics.map(async (topic) => (await publisher.current()?.find(topic))?.etag)),
      );
    }
    expect(tags[0]).toEqual([1, 2, 3, 4, 5].map(() => expect.any(String)));
    expect(tags[1]).toEqual(tags[0]);
    expect(tags[2]).toEqual(tags[0]);
  });

  test('do not keep one of another second waiting', async () => {
    put(keys);
    source.put(article({ key: 'next.md', published: noon + hour + 1 }));
    publisher = publish();
    now = noon + hour;
    await publisher.regenerate('start');
    expect([(await everything()).includes('Title of next'), publisher.nextDue()]).toEqual([false, now + 1]);
    now += 1;
    await publisher.regenerate('embargo');
    expect((await titlesAt('/feed.json'))?.[0]).toBe('Title of next');
  });
});

describe('a clock on a wall', () => {
  test.each([
    ['Europe/Berlin', '2026-03-29 02:30', '2026-03-29T01:30Z', 'an hour that is skipped in spring'],
    ['Europe/Berlin', '2026-03-29 03:00', '2026-03-29T01:00Z', 'the first moment after it'],
    ['Europe/Berlin', '2026-10-25 02:30', '2026-10-25T00:30Z', 'an hour that is twice in autumn'],
    ['Europe/Berlin', '2026-10-25 02:30 +0100', '2026-10-25T01:30Z', 'the second of the two, by its offset'],
    ['Europe/Berlin', '2026-10-25 03:00', '2026-10-25T02:00Z', 'the first moment after both'],
    ['America/New_York', '2026-03-08 02:30', '2026-03-08T07:30Z', 'the same in America'],
    ['America/New_York', '2026-11-01 01:30', '2026-11-01T05:30Z', 'and in its autumn'],
    ['America/Sao_Paulo', '2018-11-04 00:00', '2018-11-04T03:00Z', 'a midnight that is skipped'],
    ['Australia/Lord_Howe', '2026-04-05 01:45', '2026-04-04T14:45Z', 'half an hour that is twice'],
    ['Australia/Lord_Howe', '2026-10-04 02:15', '2026-10-03T15:45Z', 'half an hour that is skipped'],
    ['Pacific/Apia', '2011-12-30 12:00', '2011-12-30T22:00Z', 'a day that is skipped'],
    ['Asia/Kathmandu', '2026-05-04 10:00', '2026-05-04T04:15Z', 'an offset of quarters'],
    ['Pacific/Kiritimati', '2026-01-01 00:00', '2025-12-31T10:00Z', 'the first place of a new year'],
    ['UTC', '2016-12-31 23:59:60', '2017-01-01T00:00Z', 'a leap second'],
    ['Europe/Istanbul', '2026-05-04T10:39:00.250', '2026-05-04T07:39:00.250Z', 'a fraction of a second'],
  ])('of %s shows %s at %s: %s', async (timezone, written, instant) => {
    const due = Date.parse(instant);
    const text = `---\ntitle: Late\ndate: 2001-01-01\nembargo: ${written}\n---\nText.\n`;
    const reading = read({ key: 'late.md', text }, { timezone, defaults: {} });
    const where = { ...site, timezone };
    const { article: draft } = compose(reading, {
      key: 'late.md',
      revision: '1',
      site: where,
      permalink: '/articles/{slug}',
    });
    if (draft === undefined) throw new Error(JSON.stringify(reading.problems));
    source.put({ ...draft, id: 'urn:test:late' });
    now = due - 1;
    await publisher.regenerate('start');
    expect([await titlesAt('/feed.json'), publisher.nextDue()]).toEqual([[], due]);
    now = due;
    await publisher.regenerate('embargo');
    expect(await titlesAt('/feed.json')).toEqual(['Late']);
    expect(publisher.nextDue() ?? Number.POSITIVE_INFINITY).toBeGreaterThan(due);
  });
});

describe('a clock that', () => {
  const [embargo, expiry] = [noon + hour, noon + 2 * hour];
  const before = { out: false, due: embargo };
  const during = { out: true, due: expiry };
  const after = { out: false, due: undefined };

  test.each<readonly [string, readonly (readonly [Instant, typeof before | typeof during | typeof after])[]]>(
    [
      [
        'runs as it should',
        [
          [noon, before],
          [embargo - 1, before],
          [embargo, during],
          [expiry - 1, during],
          [expiry, after],
          [expiry + day, after],
        ],
      ],
      [
        'sleeps over all of it',
        [
          [noon, before],
          [expiry + day, after],
        ],
      ],
      [
        'sleeps into it',
        [
          [noon, before],
          [embargo + 30 * minute, during],
          [expiry, after],
        ],
      ],
      [
        'is set back by a second as the embargo ends',
        [
          [embargo, during],
          [embargo - second, before],
          [embargo, during],
          [embargo - 1, before],
          [embargo, during],
        ],
      ],
      [
        'is set back by a year',
        [
          [expiry + minute, after],
          [noon - 365 * day, before],
          [embargo, during],
          [expiry, after],
        ],
      ],
      [
        'is set ahead by ten years, and mended',
        [
          [noon, before],
          [noon + 3650 * day, after],
          [noon + minute, before],
          [embargo, during],
        ],
      ],
      [
        'begins at 1970, as on boards without a battery',
        [
          [0, before],
          [3, before],
          [embargo, during],
        ],
      ],
      [
        'stands still',
        [
          [noon, before],
          [noon, before],
          [noon, before],
        ],
      ],
    ],
  )('%s', async (_title, steps) => {
    source.put(article({ key: 'one.md', published: embargo, expires: expiry }));
    source.put(article({ key: 'old.md', published: -10 * day }));
    const told = new Map<string, Instant>();
    for (const [instant, { out, due }] of steps) {
      now = instant;
      await publisher.regenerate('schedule');
      expect(publisher.last()?.fault).toBeUndefined();
      const titles = out ? ['Title of one', 'Title of old'] : ['Title of old'];
      expect([instant, await titlesAt('/feed.json'), publisher.nextDue()]).toEqual([instant, titles, due]);
      // Readers drop a 200 whose Last-Modified is not newer than the one that they have.
      const { etag = '', lastModified = 0 } = (await publisher.current()?.find('/rss.xml')) ?? {};
      const latest = Math.max(0, ...told.values());
      const isAsTold = told.get(etag) === lastModified && lastModified === latest;
      expect([etag, lastModified, isAsTold || told.size === 0 || lastModified >= latest + second]).toEqual([
        etag,
        lastModified,
        true,
      ]);
      told.set(etag, lastModified);
      expect([...register.withdrawals().keys()], 'nobody took it back').toEqual([]);
    }
  });

  test('is set back makes nothing new of what stands, and no feed that once was goes', async () => {
    source.put(article({ key: 'one.md', published: embargo, section: { name: 'News', slug: 'news' } }));
    now = embargo;
    await publisher.regenerate('start');
    const first = await publisher.current()?.find('/sections/news/rss.xml');
    now = noon;
    await publisher.regenerate('schedule');
    expect(await titlesAt('/sections/news/feed.json')).toEqual([]);
    now = embargo;
    await publisher.regenerate('embargo');
    const again = await publisher.current()?.find('/sections/news/rss.xml');
    expect([again?.etag, again?.identity.equals(first?.identity ?? Buffer.of())]).toEqual([
      first?.etag,
      true,
    ]);
    expect(again?.lastModified).toBeGreaterThan(first?.lastModified ?? Number.POSITIVE_INFINITY);
  });
});

describe('an embargo that is moved while it waits', () => {
  const put = (published: Instant, revision: string): void => {
    source.put(article({ key: 'one.md', published, revision }));
  };
  const begin = async (): Promise<void> => {
    source.put(article({ key: 'old.md', published: noon - day }));
    put(noon + hour, '1');
    await publisher.regenerate('start');
    expect(publisher.nextDue()).toBe(noon + hour);
  };
  const isOut = async (): Promise<boolean> => (await titlesAt('/feed.json'))?.[0] === 'Title of one';

  test('later does not come out at the second it had', async () => {
    await begin();
    put(noon + 2 * hour, '2');
    await publisher.regenerate('change');
    expect(publisher.nextDue()).toBe(noon + 2 * hour);
    now = noon + hour;
    await publisher.regenerate('embargo');
    expect(await isOut()).toBe(false);
    now = noon + 2 * hour;
    await publisher.regenerate('embargo');
    expect(await isOut()).toBe(true);
  });

  test('earlier comes out at its new second', async () => {
    await begin();
    put(noon + minute, '2');
    await publisher.regenerate('change');
    expect([await isOut(), publisher.nextDue()]).toEqual([false, noon + minute]);
    now = noon + minute - 1;
    await publisher.regenerate('embargo');
    expect(await isOut()).toBe(false);
    now = noon + minute;
    await publisher.regenerate('embargo');
    expect(await isOut()).toBe(true);
  });

  test('into the past comes out with the reading that finds it, and back into the future is hidden again', async () => {
    await begin();
    put(noon - minute, '2');
    await publisher.regenerate('change');
    expect(await isOut()).toBe(true);
    put(noon + 30 * day, '3');
    await publisher.regenerate('change');
    expect(await isOut()).toBe(false);
    now = noon + 30 * day - 1;
    await publisher.regenerate('embargo');
    expect([await isOut(), publisher.nextDue()]).toEqual([false, noon + 30 * day]);
    now = noon + 30 * day;
    await publisher.regenerate('embargo');
    expect(await isOut()).toBe(true);
  });

  test('among two thousand leaves the others at their second', async () => {
    for (let n = 0; n < 2000; n += 1) source.put(article({ key: `a${n}.md`, published: noon + hour }));
    await begin();
    put(noon + hour + second, '2');
    await publisher.regenerate('change');
    now = noon + hour;
    await publisher.regenerate('embargo');
    expect([(await everything()).length, await isOut(), publisher.nextDue()]).toEqual([
      2001,
      false,
      noon + hour + second,
    ]);
    now += second;
    await publisher.regenerate('embargo');
    expect([(await everything()).length, await isOut()]).toEqual([2002, true]);
  });
});

describe('a leap day', () => {
  const readAt = (field: string, value: string) =>
    read(
      { key: 'late.md', text: `---\ntitle: Late\ndate: 2001-01-01\n${field}: ${value}\n---\nText.\n` },
      { timezone: 'Europe/Berlin', defaults: {} },
    );

  test.each([
    ['embargo', '2028-02-29', '2028-02-28T23:00Z'],
    ['embargo', '2028-02-29 23:59:59', '2028-02-29T22:59:59Z'],
    ['expires', '2028-03-01', '2028-02-29T23:00Z'],
    ['embargo', '2000-02-29', '2000-02-28T23:00Z'],
  ] as const)('is one where there is one: %s %s', (field, written, instant) => {
    const { fields, problems } = readAt(field, written);
    expect([fields[field], problems]).toEqual([Date.parse(instant), []]);
  });

  test.each([
    ['date', '2023-02-29', 'no day 29'],
    ['embargo', '2027-02-29 09:00', 'no day 29'],
    ['expires', '2100-02-29', 'no day 29'],
    ['embargo', '2028-02-30', 'no day 30'],
    ['embargo', '2026-06-31', 'no day 31'],
  ])('that is none hides the article and is told with its line: %s %s', (field, written, told) => {
    const text = `---\ntitle: Late\n${field === 'date' ? '' : 'date: 2001-01-01\n'}${field}: ${written}\n---\nText.\n`;
    const reading = read({ key: 'late.md', text }, { timezone: 'UTC', defaults: {} });
    const composed = compose(reading, { key: 'late.md', revision: '1', site, permalink: '/articles/{slug}' });
    expect(composed.article).toBeUndefined();
    expect(composed.problems).toEqual([
      expect.objectContaining({
        severity: 'error',
        line: field === 'date' ? 3 : 4,
        reason: expect.stringContaining(told),
      }),
    ]);
    expect(composed.problems[0]?.reason).toContain(written);
  });
});

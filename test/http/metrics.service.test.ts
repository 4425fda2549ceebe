import { rmSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, test, vi } from 'vitest';
import { plant, put, serveFolder } from '../support/service.ts';
import { request, speak, statusOf } from './desk.ts';
import { moved, parseExposition, type Scrape, scrape } from './exposition.ts';

const tags = Array.from({ length: 20 }, (_, n) => `tag-${n}`);

const files: Readonly<Record<string, string>> = {
  'sea.md': `---\ntitle: The sea\ndate: 2026-01-03\nsection: Café\nauthor: Jane Roe\ntags: [${tags.join(', ')}]\n---\n${'Water. '.repeat(400)}\n`,
  'land.md':
    '---\ntitle: The land\ndate: 2026-01-02\nsection: World\nauthor: John Doe\n---\nEarth. ![No picture](lost.png)\n',
};

const serveOpen = (own: Readonly<Record<string, string>> = {}) =>
  serveFolder(plant({ ...files, ...own }), { watch: false });

/** Asks so that nothing is unpacked on the way. @returns status, and the bytes of the body as they came. */
async function ask(url: string, line: string, ...headers: string[]): Promise<readonly [number, number]> {
  const answer = await request(Number(new URL(url).port), `${line} HTTP/1.1`, ...headers);
  return [statusOf(answer), answer.length - answer.indexOf('\r\n\r\n') - 4];
}

describe('polls', () => {
  test('are counted by feed, format, status and coding, with what was sent', async () => {
    const { url } = await serveOpen();
    const etag = (await fetch(`${url}/rss.xml`)).headers.get('etag') ?? '';
    const cases: readonly (readonly [line: string, headers: string[], series: string])[] = [
      ['GET /rss.xml', ['Accept-Encoding: gzip'], 'feed="/",format="rss",status="200",coding="gzip"'],
      ['GET /atom.xml', ['Accept-Encoding: gzip, br'], 'feed="/",format="atom",status="200",coding="br"'],
      ['GET /feed.json', [], 'feed="/",format="json",status="200",coding="identity"'],
      ['GET /feed?x=1', [], 'feed="/",format="rss",status="200",coding="identity"'],
      ['GET /rss.xml', [`If-None-Match: ${etag}`], 'feed="/",format="rss",status="304",coding="none"'],
      ['HEAD /rss.xml', ['Accept-Encoding: br'], 'feed="/",format="rss",status="200",coding="br"'],
      [
        'GET /sections/world/rss.xml',
        [],
        'feed="/sections/world",format="rss",status="200",coding="identity"',
      ],
      [
        'GET /sections/caf%C3%A9/atom.xml',
        [],
        'feed="/sections/café",format="atom",status="200",coding="identity"',
      ],
      [
        'GET /sections/caf%c3%a9/atom.xml',
        [],
        'feed="/sections/café",format="atom",status="200",coding="identity"',
      ],
      ['GET /tags/tag-1/rss.xml', [], 'feed="tag",format="rss",status="200",coding="identity"'],
      ['GET /tags/tag-1/rss.xml', [], 'feed="tag",format="rss",status="200",coding="identity"'],
      ['GET /authors/jane-roe/feed.json', [], 'feed="author",format="json",status="200",coding="identity"'],
      [
        'GET /archive/1/atom.xml',
        ['Accept-Encoding: gzip'],
        'feed="archive",format="atom",status="200",coding="gzip"',
      ],
    ];
    for (const [line, headers, series] of cases) {
      const before = await scrape(url);
      const [status, bytes] = await ask(url, line, ...headers);
      const after = await scrape(url);
      const polls = moved(before, after, /^courant_polls_total/);
      expect([line, polls]).toEqual([line, { [`courant_polls_total{${series}}`]: 1 }]);
      const sent = Object.entries(moved(before, after, /^courant_polls_sent_bytes_total/));
      const expected = [`courant_polls_sent_bytes_total{${series.replace(/status="\d+",/, '')}}`, bytes];
      expect([line, sent]).toEqual([line, bytes === 0 ? [] : [expected]]);
      expect([line, bytes === 0]).toEqual([line, status === 304 || line.startsWith('HEAD')]);
      const key = `courant_requests_total{kind="feed",status="${status}"}`;
      expect(moved(before, after, /requests_total\{kind="feed"/)).toEqual({ [key]: 1 });
      const all =
        (after.get('courant_sent_bytes_total') ?? 0) - (before.get('courant_sent_bytes_total') ?? 0);
      expect(all).toBeGreaterThan(bytes + 100);
    }
  });

  test('are counted on in the same series when a feed has changed', async () => {
    const folder = plant(files);
    const { url } = await serveFolder(folder);
    const series = 'courant_polls_total{feed="/",format="rss",status="200",coding="identity"}';
    await ask(url, 'GET /rss.xml');
    put(folder, 'more.md', '---\ntitle: More\ndate: 2026-01-04\n---\nMore.\n');
    let polls = 1;
    await vi.waitFor(async () => {
      polls += 1;
      expect(await request(Number(new URL(url).port), 'GET /rss.xml HTTP/1.1')).toContain('More');
    }, 10_000);
    expect((await scrape(url)).get(series)).toBe(polls);
  });

  test('of a service are not those of another one', async () => {
    const [one, other] = [await serveOpen(), await serveOpen()];
    await ask(one.url, 'GET /rss.xml');
    const series = /^courant_polls_total/;
    expect(Object.values(moved(new Map(), await scrape(one.url), series))).toEqual([1]);
    expect(Object.values(moved(new Map(), await scrape(other.url), series))).toEqual([]);
  });
});

describe('other requests', () => {
  test('are counted by kind and status', async () => {
    const { url } = await serveOpen();
    const cases: readonly (readonly [string, string])[] = [
      ['GET /', 'kind="page",status="200"'],
      ['GET /articles/sea', 'kind="page",status="200"'],
      ['GET /feeds.opml', 'kind="list",status="200"'],
      ['GET /style.css', 'kind="other",status="200"'],
      ['GET /favicon.ico', 'kind="other",status="204"'],
      ['GET /nothing', 'kind="other",status="404"'],
      ['HEAD /nothing', 'kind="other",status="404"'],
      ['GET /tags/nothing/rss.xml', 'kind="other",status="404"'],
      ['OPTIONS /rss.xml', 'kind="other",status="204"'],
      ['POST /rss.xml', 'kind="other",status="405"'],
      ['GET /media/%zz/x.png', 'kind="other",status="400"'],
    ];
    for (const [line, series] of cases) {
      const before = await scrape(url);
      await ask(url, line);
      const moves = { ...moved(before, await scrape(url), /^courant_requests_total/) };
      // The scrape before is counted once it is sent.
      const own = 'courant_requests_total{kind="other",status="200"}';
      moves[own] = (moves[own] ?? 0) - 1;
      if (moves[own] === 0) delete moves[own];
      expect([line, moves]).toEqual([line, { [`courant_requests_total{${series}}`]: 1 }]);
    }
  });

  test('for 10,000 addresses of nothing add no series', async () => {
    const { url } = await serveOpen();
    const port = Number(new URL(url).port);
    const shapes = [
      '/N',
      '/tags/N/rss.xml',
      '/sections/N/atom.xml',
      '/authors/N/feed.json',
      '/archive/9N/rss.xml',
    ];
    const askAll = async (from: number, upTo: number): Promise<number> => {
      const lines = Array.from({ length: upTo - from }, (_, n) => {
        const path = shapes[n % shapes.length]?.replace('N', String(from + n));
        const last = from + n === upTo - 1 ? 'Connection: close\r\n' : '';
        return `GET ${path} HTTP/1.1\r\nHost: paper.example\r\n${last}\r\n`;
      });
      const answers = await speak(port, lines.join(''), 20_000);
      return answers.split('HTTP/1.1 404 ').length - 1;
    };
    expect(await askAll(0, 10)).toBe(10);
    // The scrape itself makes the series of what was found.
    await scrape(url);
    const before = await scrape(url);
    for (let from = 10; from < 10_010; from += 500) expect(await askAll(from, from + 500)).toBe(500);
    const after = await scrape(url);
    expect([...after.keys()].sort()).toEqual([...before.keys()].sort());
    expect(moved(before, after, /kind="other",status="404"/)).toEqual({
      'courant_requests_total{kind="other",status="404"}': 10_000,
    });
    expect(moved(before, after, /^courant_(?:polls|cache_)/)).toEqual({});
  });

  test('for 20 tags have one series', async () => {
    const { url } = await serveOpen();
    for (const tag of tags)
      expect(await ask(url, `GET /tags/${tag}/rss.xml`)).toEqual([200, expect.any(Number)]);
    const polls = [...(await scrape(url))].filter(([key]) => key.startsWith('courant_polls_total'));
    expect(polls).toEqual([
      ['courant_polls_total{feed="tag",format="rss",status="200",coding="identity"}', tags.length],
    ]);
  });
});

test('what is hidden shows nowhere, whoever asks for it', async () => {
  const hidden = {
    'vex.md':
      '---\ntitle: Vex\ndate: 2099-01-01\nexpires: soon\nsection: Vexsection\ntags: [vextag]\nauthor: Vex Roe\n---\nVex ![](vex.png)\n',
    'vexdraft.md': '---\ntitle: Vex\ndate: 2026-01-01\ndraft: true\nupdated: never\n---\nVex\n',
  };
  const addresses = [
    'articles/vex',
    'tags/vextag/rss.xml',
    'authors/vex-roe/rss.xml',
    'sections/vexsection/rss.xml',
  ];
  const scrapes: Scrape[] = [];
  for (const own of [{}, hidden]) {
    const { url } = await serveOpen(own);
    for (const address of ['rss.xml', ...addresses]) await ask(url, `GET /${address}`);
    scrapes.push(await scrape(url));
  }
  const [without, withHidden] = scrapes.map((told) =>
    [...told].filter(([key]) => !/^(?:process_|nodejs_)|_seconds|_sent_bytes/.test(key)),
  );
  expect(withHidden).toEqual(without);
  expect(withHidden).toContainEqual(['courant_articles', 2]);
  expect(withHidden).toContainEqual(['courant_problems{severity="warning"}', 1]);
  expect([...(scrapes[1]?.keys() ?? [])].filter((key) => /vex/i.test(key))).toEqual([]);
});

test('regenerations are told by cause and outcome, and their parts add up to them', async () => {
  const folder = plant(files);
  const { url } = await serveFolder(folder);
  const first = await scrape(url);
  expect(first.get('courant_regenerations_total{cause="start",outcome="good"}')).toBe(1);
  put(folder, 'more.md', '---\ntitle: More\ndate: 2026-01-04\n---\nMore.\n');
  const second = await vi.waitFor(async () => {
    const told = await scrape(url);
    expect(told.get('courant_articles')).toBe(3);
    expect(told.get('courant_regenerations_total{cause="change",outcome="good"}')).toBeGreaterThan(0);
    return told;
  }, 10_000);
  const part = 'courant_regeneration_part_duration_seconds';
  const parts = ['reading', 'planning', 'rendering', 'compressing'];
  const runs = second.get('courant_regeneration_duration_seconds_count') ?? 0;
  expect(parts.map((name) => second.get(`${part}_count{part="${name}"}`))).toEqual(parts.map(() => runs));
  const spent = parts.reduce(
    (sum, name) => sum + (second.get(`${part}_sum{part="${name}"}`) ?? Number.NaN),
    0,
  );
  const whole = second.get('courant_regeneration_duration_seconds_sum') ?? 0;
  expect(whole).toBeGreaterThan(0);
  expect(Math.abs(whole - spent)).toBeLessThan(0.005 * runs);

  rmSync(folder, { recursive: true });
  await vi.waitFor(async () => {
    const told = await scrape(url);
    expect(Object.keys(moved(second, told, /outcome="failed"/))).not.toEqual([]);
    expect(told.get('courant_stale')).toBe(1);
  }, 10_000);
});

test('the cache of the long tail is told to fill, to miss once and then to hit', async () => {
  const { url } = await serveOpen();
  const moves: Readonly<Record<string, number>>[] = [];
  for (let times = 0; times < 3; times++) {
    const before = await scrape(url);
    await ask(url, 'GET /tags/tag-3/rss.xml');
    moves.push(moved(before, await scrape(url), /^courant_cache_\w+\{cache="documents"/));
  }
  const name = (what: string) => `courant_cache_${what}{cache="documents"}`;
  expect(moves[0]).toEqual({
    [name('entries')]: 1,
    [name('misses_total')]: 1,
    [name('bytes')]: expect.any(Number),
  });
  expect(moves[0]?.[name('bytes')]).toBeGreaterThan(1000);
  expect(moves.slice(1)).toEqual([{ [name('hits_total')]: 1 }, { [name('hits_total')]: 1 }]);
  const told = await scrape(url);
  expect(told.get(name('limit_bytes'))).toBe(16 * 1024 * 1024);
  expect(told.get('courant_cache_entries{cache="bodies"}')).toBe(2);
});

test('memory, processor and a loop that was held up are told', async () => {
  const { url } = await serveOpen();
  await scrape(url);
  await wait(100);
  const before = await scrape(url);
  const begun = process.cpuUsage();
  while (process.cpuUsage(begun).user < 150_000);
  await wait(100);
  const after = await scrape(url);
  for (const name of [
    'process_resident_memory_bytes',
    'nodejs_heap_size_used_bytes',
    'nodejs_external_memory_bytes',
  ])
    expect([name, after.get(name)]).toEqual([name, expect.any(Number)]);
  expect(after.get('process_resident_memory_bytes')).toBeGreaterThan(20e6);
  const { process_cpu_seconds_total: cpu } = moved(before, after, /^process_cpu/);
  expect(cpu).toBeGreaterThan(0.1);
  expect(cpu).toBeLessThan(5);
  const delay = 'nodejs_eventloop_delay_seconds';
  const late = (told: Scrape) =>
    (told.get(`${delay}_count`) ?? 0) - (told.get(`${delay}_bucket{le="0.1"}`) ?? 0);
  expect(late(after) - late(before)).toBeGreaterThanOrEqual(1);
  expect(before.get(`${delay}_count`)).toBeGreaterThan(1);
});

test('two that scrape at once are told the same', async () => {
  const { url } = await serveOpen();
  for (let n = 0; n < 5; n++) await ask(url, 'GET /rss.xml');
  const texts = await Promise.all(
    Array.from({ length: 4 }, async () => (await fetch(`${url}/metrics`)).text()),
  );
  const series = 'courant_polls_total{feed="/",format="rss",status="200",coding="identity"}';
  expect(texts.map((text) => parseExposition(text).get(series))).toEqual([5, 5, 5, 5]);
});

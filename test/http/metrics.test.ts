import { describe, expect, test } from 'vitest';
import { FeedNames, feedOf } from '../../src/http/metrics/feedname.ts';
import { createMetrics } from '../../src/http/metrics.ts';
import { desk, now, serve } from './desk.ts';
import { parseExposition, scrape } from './exposition.ts';

const use = { limit: 9000, bytes: 700, entries: 5, hits: 4, misses: 3, evictions: 2 };

describe('/metrics', () => {
  test('tells how things stand', async () => {
    const { url } = await serve();
    const answer = await fetch(`${url}/metrics`);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const told = await scrape(url);
    expect(told.get('courant_build_info{version="1.2.3"}')).toBe(1);
    expect(told.get('courant_articles')).toBe(1);
    expect(told.get('courant_feeds')).toBe(1);
    expect(told.get('courant_last_regeneration_seconds')).toBe(0.012);
    expect(told.get('courant_last_good_timestamp_seconds')).toBe(now / 1000);
    expect(told.get('courant_next_regeneration_timestamp_seconds')).toBe(now / 1000 + 300);
    expect(told.get('courant_problems{severity="error"}')).toBe(0);
    expect([told.get('courant_ready'), told.get('courant_stale')]).toEqual([1, 0]);
  });

  test('leaves out what is not known yet', async () => {
    const unknown = { last: undefined, lastGood: undefined, next: undefined };
    const { url } = await serve({ status: () => ({ ...desk().status(), ...unknown, state: 'starting' }) });
    const told = await scrape(url);
    expect(told.get('courant_ready')).toBe(0);
    expect([...told.keys()].filter((key) => /last_|next_|cache/.test(key))).toEqual([]);
  });

  test('takes back what is not known any more', async () => {
    let isKnown = true;
    const status = () => ({ ...desk().status(), ...(isKnown ? {} : { next: undefined }) });
    const { url } = await serve({ status });
    expect((await scrape(url)).has('courant_next_regeneration_timestamp_seconds')).toBe(true);
    isKnown = false;
    expect((await scrape(url)).has('courant_next_regeneration_timestamp_seconds')).toBe(false);
  });

  test('is ready with the feeds of the former run', async () => {
    const { url } = await serve({
      status: () => ({ ...desk().status(), state: 'starting', remembered: now }),
    });
    expect((await scrape(url)).get('courant_ready')).toBe(1);
  });

  test('counts problems by severity', async () => {
    const problem = { file: 'a.md', reason: 'It is wrong' };
    const severities = ['error', 'warning', 'warning'] as const;
    const problems = severities.map((severity) => ({ ...problem, severity }));
    const { url } = await serve({ status: () => ({ ...desk().status(), problems }) });
    const told = await scrape(url);
    expect(told.get('courant_problems{severity="error"}')).toBe(1);
    expect(told.get('courant_problems{severity="warning"}')).toBe(2);
  });

  test('tells how caches serve, as they are and not more at each scrape', async () => {
    const { url } = await serve({ caches: () => ({ documents: use, bodies: { ...use, hits: 0 } }) });
    await scrape(url);
    const told = await scrape(url);
    const names = ['limit_bytes', 'bytes', 'entries', 'hits_total', 'misses_total', 'evictions_total'];
    expect(names.map((name) => told.get(`courant_cache_${name}{cache="documents"}`))).toEqual([
      9000, 700, 5, 4, 3, 2,
    ]);
    expect(told.get('courant_cache_hits_total{cache="bodies"}')).toBe(0);
  });

  test('tells of regenerations by cause and outcome, and what their time went to', async () => {
    const metrics = createMetrics();
    const { url } = await serve({ metrics });
    const run = { at: now, cause: 'change', took: 30 } as const;
    metrics.ran(run, new Map([['reading', 10] as const, ['rendering', 20] as const]));
    metrics.ran({ ...run, took: 2000, fault: 'the folder cannot be read' }, new Map());
    const told = await scrape(url);
    const runs = [...told].filter(([key]) => key.startsWith('courant_regenerations_total'));
    expect(runs).toEqual([
      ['courant_regenerations_total{cause="change",outcome="good"}', 1],
      ['courant_regenerations_total{cause="change",outcome="failed"}', 1],
    ]);
    const name = 'courant_regeneration_duration_seconds';
    expect([told.get(`${name}_count`), told.get(`${name}_sum`)]).toEqual([2, 2.03]);
    expect(told.get(`${name}_bucket{le="0.05"}`)).toBe(1);
    const part = 'courant_regeneration_part_duration_seconds';
    expect(told.get(`${part}_sum{part="rendering"}`)).toBe(0.02);
    expect(told.get(`${part}_count{part="reading"}`)).toBe(1);
    expect(told.has(`${part}_count{part="planning"}`)).toBe(false);
    metrics.ran(run, new Map());
    expect((await scrape(url)).get(`${name}_count`)).toBe(3);
    metrics.close();
  });

  test('counts what went wrong here', async () => {
    const broken = () => Promise.reject(new Error('It cannot be rendered'));
    const find = (topic: string) => (topic === '/rss.xml' ? broken() : undefined);
    const { url } = await serve({ shelf: () => ({ find }) });
    expect((await fetch(`${url}/rss.xml`)).status).toBe(503);
    expect((await scrape(url)).get('courant_requests_total{kind="other",status="503"}')).toBe(1);
  });

  test('counts once what the shelf has only after some waiting', async () => {
    let isLoading = true;
    const shelf = () => ({ find: (topic: string) => (isLoading ? undefined : desk().shelf()?.find(topic)) });
    const load = async () => {
      isLoading = false;
    };
    const loading = () => (isLoading ? Promise.resolve().then(load) : undefined);
    const { url } = await serve({ shelf, loading });
    expect((await fetch(`${url}/articles/one`)).status).toBe(200);
    const requests = [...(await scrape(url))].filter(([key]) => key.startsWith('courant_requests_total'));
    expect(requests).toEqual([['courant_requests_total{kind="page",status="200"}', 1]]);
  });
});

describe('the name under which a feed is counted', () => {
  const names = new FeedNames();

  test.each([
    ['', '/'],
    ['/sections/world', '/sections/world'],
    ['/sections/café', '/sections/café'],
    ['/feeds/breaking', '/feeds/breaking'],
    ['/tags/sea', 'tag'],
    ['/authors/jane-roe', 'author'],
    ['/archive/1', 'archive'],
    ['/tags/sea/archive/12', 'archive'],
    ['/sections/world/archive/3', 'archive'],
  ])('of %s is %s', (path, name) => {
    expect(names.of(path)).toBe(name);
  });

  test('is one for all those of very many sections that come last', () => {
    const many = new FeedNames();
    const given = new Set(Array.from({ length: 1000 }, (_, n) => many.of(`/sections/s${n}`)));
    given.add(many.of('/feeds/late'));
    expect(given.size).toBe(102);
    expect([...given].slice(-3)).toEqual(['/sections/s99', 'section', 'made']);
    expect(many.of('/sections/s99')).toBe('/sections/s99');
  });

  test.each([
    ['/rss.xml', 'application/rss+xml; charset=utf-8', ['', 'rss']],
    ['/tags/caf%C3%A9/feed.json', 'application/feed+json; charset=utf-8', ['/tags/café', 'json']],
    ['/articles/rss.xml', 'text/html; charset=utf-8', undefined],
    ['/feeds.opml', 'text/x-opml; charset=utf-8', undefined],
    ['/', 'text/html; charset=utf-8', undefined],
  ])('is asked for %s as %s: %s', (topic, contentType, expected) => {
    const feed = feedOf({ topic, contentType });
    expect(feed && [feed.path, feed.format.name]).toEqual(expected);
  });
});

test.each([
  ['# HELP a b\n# TYPE a gauge\na 1', 'does not end'],
  ['# HELP a b\n# TYPE a gauge\na 1\na 2\n', 'twice'],
  ['# HELP a b\n# TYPE a counter\na 1\n', 'outside'],
  ['# HELP a b\n# TYPE a gauge\na{b="c"d"} 1\n', 'no sample'],
  ['# HELP a b\n# TYPE a gauge\na undefined\n', 'no sample'],
  ['# TYPE a gauge\na 1\n', 'no help'],
  ['# HELP a b\n# TYPE a histogram\na_bucket{le="1"} 2\na_bucket{le="+Inf"} 1\na_count 1\n', 'fewer'],
  ['# HELP a b\n# TYPE a histogram\na_bucket{le="+Inf"} 1\na_count 2\n', 'not the count'],
])('these tests would see %j: %s', (text, fault) => {
  expect(() => parseExposition(text)).toThrow(fault);
});

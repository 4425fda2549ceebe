import {
  appendFileSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { createLog } from '../src/log.ts';
import { recall } from '../src/remembering.ts';
import { type Service, start, version } from '../src/service.ts';
import { loadSettings } from '../src/settings/sources.ts';
import { encodeLines } from '../src/storage/lines.ts';
import { plant, put } from './support/service.ts';

/** Readings of the folder wait for this; and files count as settled at once, which takes seconds else. */
const gate = vi.hoisted(() => ({ opened: Promise.resolve() as Promise<void> }));

vi.mock('../src/storage/folder.ts', async (original) => {
  const { openFolder } = await original<typeof import('../src/storage/folder.ts')>();
  return {
    openFolder: (options: Parameters<typeof openFolder>[0]) => {
      const folder = openFolder({ ...options, clock: () => Date.now() + 60_000 });
      const read: typeof folder.read = async (...hint) => {
        await gate.opened;
        return folder.read(...hint);
      };
      return { ...folder, read };
    },
  };
});

/** Until the function that is returned is called, nothing is read. */
function hold(): () => void {
  let open: () => void = () => undefined;
  gate.opened = new Promise((resolve) => {
    open = resolve;
  });
  onTestFinished(open);
  return open;
}

const site = 'https://paper.example';
const feeds = ['/rss.xml', '/atom.xml', '/feed.json', '/sections/world/rss.xml', '/feeds/top/atom.xml'];

function piece(title: string, fields: Readonly<Record<string, string>> = {}, body = 'Text.'): string {
  const all = { title, date: '2025-05-04T07:39:00Z', ...fields };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
  return `---\n${lines.join('\n')}\n---\n${body}\n`;
}

const svg = (width: number) => `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="3"/>`;
const soon = '2199-01-01T00:00:00Z';

function paper(more: Readonly<Record<string, string>> = {}): string {
  return plant({
    'courant.yaml': 'feeds: { limit: 3, made: [{ name: top, title: Top, limit: 1 }] }\n',
    'a.md': piece('A', { section: 'World', image: 'a.svg', tags: '[one]' }, 'See [B](old/b.md).'),
    'c.md': piece('C', { related: '[Aside]' }),
    'd.md': piece('D', { expires: soon }),
    'a.svg': svg(4),
    ...Object.fromEntries(
      Array.from({ length: 9 }, (_, n) => [`old/${n}.md`, piece(`Old ${n}`, { date: `2024-05-0${n + 1}` })]),
    ),
    'old/b.md': piece('B', { date: '2023-05-01' }),
    'old/aside.md': piece('Aside', { date: '2023-05-02' }),
    ...more,
  });
}

interface Own {
  readonly clock?: () => number;
  readonly flags?: Readonly<Record<string, string | boolean>>;
}

async function load(folder: string, flags: Own['flags'] = {}) {
  const data = join(folder, '../data');
  const loaded = await loadSettings({
    flags: { port: '0', site, 'log-level': 'silent', watch: false, schedule: '0 0 1 1 *', data, ...flags },
    environment: {},
    cwd: process.cwd(),
    folder,
  });
  if ('problems' in loaded) throw new Error(JSON.stringify(loaded.problems));
  return loaded;
}

/** Not ready yet. */
async function begin(folder: string, { clock = Date.now, flags = {} }: Own = {}): Promise<Service> {
  const { settings } = await load(folder, flags);
  const service = await start(settings, {
    clock,
    log: createLog('silent', false),
    load: () => load(folder, flags),
  });
  let stopping: Promise<void> | undefined;
  const stop = () => {
    stopping ??= service.stop();
    return stopping;
  };
  onTestFinished(stop);
  return { ...service, stop };
}

async function read(url: string, topic: string) {
  const response = await fetch(url + topic);
  const { status, headers } = response;
  const told = ['etag', 'last-modified', 'content-type', 'cache-control', 'link', 'vary'];
  return { status, text: await response.text(), headers: told.map((name) => headers.get(name)) };
}

const readAll = (url: string, topics: readonly string[]) =>
  Promise.all(topics.map((topic) => read(url, topic)));

/** A paper that was served, and no longer is; with what its feeds were. */
async function servedOnce(folder: string, own: Own = {}) {
  const service = await begin(folder, own);
  await service.ready;
  const known = await readAll(service.url, feeds);
  await service.stop();
  expect(known.map(({ status }) => status)).toEqual(feeds.map(() => 200));
  expect(existsSync(join(folder, '../data/served.bin'))).toBe(true);
  return known;
}

beforeEach(() => {
  gate.opened = Promise.resolve();
});

describe('before the articles are read', () => {
  test('the feeds of the former run are served, byte for byte, and are the same afterwards', async () => {
    const folder = paper();
    const known = await servedOnce(folder);
    await wait(1100);
    const open = hold();
    const service = await begin(folder);
    const { url } = service;
    expect(await readAll(url, feeds)).toEqual(known);
    expect(await read(url, '/feed/?x=1')).toEqual(known[0]);
    const [etag] = known[0]?.headers ?? [];
    const unchanged = await fetch(`${url}/rss.xml`, { headers: { 'if-none-match': etag ?? '' } });
    expect(unchanged.status).toBe(304);
    for (const coding of ['gzip', 'br', 'identity']) {
      const coded = await fetch(`${url}/rss.xml`, { headers: { 'accept-encoding': coding } });
      expect([coding, await coded.text()]).toEqual([coding, known[0]?.text]);
    }
    expect(statSync(join(folder, '../data/served.bin')).mode & 0o777).toBe(0o600);
    open();
    await service.ready;
    expect(await readAll(url, feeds)).toEqual(known);
  });

  test('it is ready, and says that it is starting and what it serves meanwhile', async () => {
    const folder = paper();
    await servedOnce(folder);
    const open = hold();
    const service = await begin(folder);
    const standing = async () =>
      (await (await fetch(`${service.url}/status`)).json()) as Record<string, unknown>;
    expect((await fetch(`${service.url}/healthz`)).status).toBe(200);
    expect((await fetch(`${service.url}/readyz`)).status).toBe(200);
    expect(await standing()).toMatchObject({ state: 'starting', remembered: expect.stringMatching(/^20/) });
    const page = await fetch(`${service.url}/status`, { headers: { accept: 'text/html' } });
    expect(await page.text()).toContain('Served meanwhile');
    open();
    await service.ready;
    const later = await standing();
    expect(later).toMatchObject({ state: 'ready' });
    expect(later).not.toHaveProperty('remembered');
  });

  test('whoever asks for anything else waits, and gets what there is', async () => {
    const folder = paper();
    await servedOnce(folder);
    const open = hold();
    const service = await begin(folder);
    const topics = [
      '/articles/a',
      '/',
      '/tags/one/rss.xml',
      '/feeds.opml',
      '/archive/1/atom.xml',
      '/nothing',
    ];
    let answered = 0;
    const asked = topics.map((topic) => {
      return fetch(service.url + topic).then(({ status }) => {
        answered += 1;
        return [topic, status];
      });
    });
    await wait(200);
    expect(answered).toBe(0);
    open();
    expect(await Promise.all(asked)).toEqual(
      topics.map((topic) => [topic, topic === '/nothing' ? 404 : 200]),
    );
  });

  test('whoever waits is let go when it is stopped', async () => {
    const folder = paper();
    await servedOnce(folder);
    const open = hold();
    const service = await begin(folder);
    const asked = fetch(`${service.url}/articles/a`);
    await wait(100);
    const stopped = service.stop();
    const answer = await asked;
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '2']);
    open();
    await stopped;
  });

  test('a folder that cannot be read leaves the feeds up, and tells others to come back', async () => {
    const folder = paper();
    const known = await servedOnce(folder);
    const open = hold();
    const { url } = await begin(folder);
    renameSync(folder, `${folder}-away`);
    open();
    expect(await read(url, '/articles/a')).toMatchObject({ status: 503 });
    expect(await readAll(url, feeds)).toEqual(known);
    renameSync(`${folder}-away`, folder);
  });

  test('when something comes out meanwhile, the feeds without it are not served any more', async () => {
    const embargo = Date.now() + 3_600_000;
    const folder = paper({ 'e.md': piece('Embargoed', { embargo: new Date(embargo).toISOString() }) });
    const known = await servedOnce(folder);
    expect(readFileSync(join(folder, '../data/served.bin'), 'utf8')).not.toContain('Embargoed');
    const open = hold();
    let now = embargo - 1;
    const { url } = await begin(folder, { clock: () => now });
    expect(await readAll(url, feeds)).toEqual(known);
    now = embargo;
    expect((await fetch(`${url}/readyz`)).status).toBe(503);
    let answered = false;
    const asked = read(url, '/rss.xml').finally(() => {
      answered = true;
    });
    await wait(100);
    expect(answered).toBe(false);
    open();
    expect((await asked).text).toContain('Embargoed');
  });
});

/** All that may be other than it was. */
interface Found {
  readonly folder: string;
  readonly data: string;
}

const state = (data: string) => join(data, 'state.jsonl');
const kept = (data: string) => join(data, 'served.bin');

function garble(path: string, at: (length: number) => number): void {
  const bytes = readFileSync(path);
  const place = at(bytes.length);
  bytes[place] = (bytes[place] ?? 0) ^ 1;
  writeFileSync(path, bytes);
}

const changes: Readonly<Record<string, (found: Found) => unknown>> = {
  'an article was edited': ({ folder }) => put(folder, 'a.md', piece('A, mended', { section: 'World' })),
  'an article was deleted': ({ folder }) => rmSync(join(folder, 'c.md')),
  'an article was replaced, with its old size and time': ({ folder }) => {
    const { atime, mtime } = statSync(join(folder, 'c.md'));
    put(folder, 'c.md', readFileSync(join(folder, 'c.md'), 'utf8').replace('Text', 'Lies'));
    utimesSync(join(folder, 'c.md'), atime, mtime);
  },
  'a picture of an article was changed': ({ folder }) => put(folder, 'a.svg', svg(5)),
  'a picture of an article was deleted': ({ folder }) => rmSync(join(folder, 'a.svg')),
  'an article that another links to was deleted': ({ folder }) => rmSync(join(folder, 'old/b.md')),
  'an article that another calls related was deleted': ({ folder }) => rmSync(join(folder, 'old/aside.md')),
  'the settings were changed': ({ folder }) => put(folder, 'courant.yaml', 'feeds: { limit: 2 }\n'),
  'the site was given other words': () => ({ flags: { site: 'https://other.example' } }),
  'aliases were added, which are no plain data': ({ folder }) =>
    put(
      folder,
      'courant.yaml',
      'feeds: { limit: 3, made: [{ name: top, title: Top, limit: 1 }], aliases: { /old: /rss.xml } }\n',
    ),
  'the folder became that of another tool': ({ folder }) => put(folder, '_config.yml', 'title: x\n'),
  'the clock was set back': () => ({ clock: () => Date.parse('2025-06-01') }),
  'an article has expired': () => ({ clock: () => Date.parse(soon) }),
  'another folder is in its place': ({ folder }) => {
    cpSync(folder, `${folder}-copy`, { recursive: true, preserveTimestamps: true });
    rmSync(folder, { recursive: true });
    renameSync(`${folder}-copy`, folder);
  },
  'what is remembered was cut': ({ data }) => truncateSync(kept(data), statSync(kept(data)).size - 1),
  'what is remembered was cut to nothing': ({ data }) => truncateSync(kept(data), 0),
  'a bit of its bytes was changed': ({ data }) => garble(kept(data), (length) => length - 7),
  'a bit of its first line was changed': ({ data }) => garble(kept(data), () => 40),
  'another edition was served since': ({ data }) =>
    appendFileSync(
      state(data),
      encodeLines([{ topic: '/rss.xml', edition: { etag: 'W/"x"', lastModified: 1 } }]),
    ),
  'an article was withdrawn since': ({ data }) =>
    appendFileSync(state(data), encodeLines([{ withdrawn: { id: 'urn:x', at: 1 } }])),
  'the state has half a line more': ({ data }) => appendFileSync(state(data), '["'),
  'the state lost its end': ({ data }) => truncateSync(state(data), statSync(state(data)).size - 1),
  'the state was written anew': ({ data }) => {
    copyFileSync(state(data), `${state(data)}-copy`);
    renameSync(`${state(data)}-copy`, state(data));
  },
  'the state is lost': ({ data }) => rmSync(state(data)),
};

describe('nothing of the former run is served when', () => {
  test.each(Object.entries(changes))('%s', async (_, change) => {
    const folder = paper();
    const data = join(dirname(folder), 'data');
    await servedOnce(folder);
    const own = (change({ folder, data }) ?? {}) as Own;
    hold();
    const { url } = await begin(folder, own);
    const answers = await readAll(url, feeds);
    expect(answers.map(({ status }) => status)).toEqual(feeds.map(() => 503));
    expect((await fetch(`${url}/readyz`)).status).toBe(503);
  });

  test('the folder alone is another one, and all that lies in it the same', async () => {
    const folder = plant({ 'news/a.md': piece('A', { section: 'World' }), 'news/top.md': piece('Top') });
    const service = await begin(folder);
    await service.ready;
    await service.stop();
    mkdirSync(`${folder}-other`);
    renameSync(join(folder, 'news'), join(`${folder}-other`, 'news'));
    rmSync(folder, { recursive: true });
    renameSync(`${folder}-other`, folder);
    hold();
    const { url } = await begin(folder);
    expect((await read(url, '/rss.xml')).status).toBe(503);
  });

  test('a data file of Eleventy appeared that calls articles drafts', async () => {
    const folder = paper({ 'eleventy.config.js': '', 'posts/p.md': piece('P', { date: '2025-06-01' }) });
    await servedOnce(folder);
    const open = hold();
    const same = await begin(folder);
    expect((await read(same.url, '/rss.xml')).text).toContain('CDATA[P]');
    open();
    await same.ready;
    await same.stop();
    put(folder, 'posts/posts.json', '{ "draft": true }');
    hold();
    const { url } = await begin(folder);
    expect((await read(url, '/rss.xml')).status).toBe(503);
  });

  test('it was another Courant, or a machine that went down without an end', async () => {
    const folder = paper();
    const data = join(dirname(folder), 'data');
    await servedOnce(folder);
    const { settings } = await load(folder);
    const build = `${version} ${statSync(new URL('../src/service.ts', import.meta.url)).mtimeMs}`;
    expect(recall(settings, build, Date.now())?.documents.length).toBeGreaterThan(5);
    expect(recall(settings, `${build}0`, Date.now())).toBeUndefined();
    writeFileSync(join(data, 'lock'), '{}');
    expect(recall(settings, build, Date.now())).toBeDefined();
    const [line = '', ...rest] = readFileSync(kept(data), 'latin1').split('\n');
    const { crc32 } = await import('node:zlib');
    const json = line.slice(9).replace(/"boot":"[^"]+"/, '"boot":"another"');
    const sum = crc32(Buffer.from(json, 'latin1')).toString(16).padStart(8, '0');
    writeFileSync(kept(data), Buffer.from([`${sum} ${json}`, ...rest].join('\n'), 'latin1'));
    expect(recall(settings, build, Date.now())).toBeUndefined();
    rmSync(join(data, 'lock'));
    expect(recall(settings, build, Date.now())).toBeDefined();
  });
});

test('what was withdrawn while nothing ran is never seen again', async () => {
  const folder = paper();
  const [, , json] = await servedOnce(folder);
  expect(json?.text).toMatch(/"title": ?"C"/);
  put(folder, 'c.md', piece('C', { status: 'withdrawn', related: '[Aside]' }));
  const service = await begin(folder);
  let isReady = false;
  void service.ready.then(() => {
    isReady = true;
  });
  for (let wasReady = false; !wasReady; ) {
    wasReady = isReady;
    const { status, text } = await read(service.url, '/feed.json');
    expect(wasReady ? [200] : [200, 503]).toContain(status);
    expect(text).not.toMatch(/"title": ?"C"/);
  }
});

test('editions of rare feeds, told since, are no reason to forget the others', async () => {
  const folder = paper();
  const known = await servedOnce(folder);
  appendFileSync(
    state(join(dirname(folder), 'data')),
    encodeLines([{ topic: '/tags/rare/rss.xml', edition: { etag: 'W/"x"', lastModified: 1000 } }]),
  );
  hold();
  const { url } = await begin(folder);
  expect(await readAll(url, feeds)).toEqual(known);
});

test('what is served is written while it runs too, and news that are not yet written make it void', async () => {
  const folder = paper();
  const data = join(dirname(folder), 'data');
  const service = await begin(folder);
  await service.ready;
  for (let n = 0; !existsSync(kept(data)) && n < 100; n += 1) await wait(100);
  const { settings } = await load(folder);
  const build = `${version} ${statSync(new URL('../src/service.ts', import.meta.url)).mtimeMs}`;
  expect(recall(settings, build, Date.now())).toBeDefined();
  put(folder, 'new.md', piece('New', { date: '2025-07-01' }));
  await service.reload();
  put(folder, 'courant.yaml', 'feeds: { limit: 4, made: [{ name: top, title: Top, limit: 1 }] }\n');
  await service.reload();
  await wait(100);
  put(folder, 'courant.yaml', 'feeds: { limit: 3, made: [{ name: top, title: Top, limit: 1 }] }\n');
  expect(recall(settings, build, Date.now())).toBeUndefined();
}, 20_000);

test('a preview neither shows nor writes it', async () => {
  const folder = paper();
  await servedOnce(folder);
  const before = readFileSync(kept(join(dirname(folder), 'data')));
  hold();
  const { settings } = await load(folder);
  const preview = await start(settings, { clock: Date.now, log: createLog('silent', false), preview: true });
  expect((await read(preview.url, '/rss.xml')).status).toBe(503);
  await preview.stop();
  expect(readFileSync(kept(join(dirname(folder), 'data'))).equals(before)).toBe(true);
});

import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { get, type IncomingMessage } from 'node:http';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import type { Service } from '../src/service.ts';
import { startCourant } from './commands/courant.ts';
import { plant, put, serveFolder } from './support/service.ts';

const feeds = ['rss.xml', 'atom.xml', 'feed.json'] as const;

function piece(title: string, fields: Readonly<Record<string, string>> = {}, body = 'Text.'): string {
  const all = { title, date: '2025-05-04T07:39:00Z', ...fields };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
  return `---\n${lines.join('\n')}\n---\n${body}\n`;
}

interface Item {
  readonly id: string;
  readonly title: string;
  readonly url: string;
  readonly content_html?: string;
  readonly date_published: string;
  readonly date_modified: string;
}

async function items(url: string): Promise<readonly Item[]> {
  const response = await fetch(`${url}/feed.json`);
  return ((await response.json()) as { items: Item[] }).items;
}

async function titles(url: string): Promise<readonly string[]> {
  return (await items(url)).map(({ title }) => title);
}

interface Standing {
  readonly state: string;
  readonly last: { readonly fault?: string };
  readonly problems: readonly { readonly file: string; readonly line?: number; readonly reason: string }[];
}

async function status(url: string): Promise<Standing> {
  return (await (
    await fetch(`${url}/status`, { headers: { accept: 'application/json' } })
  ).json()) as Standing;
}

/** Asks again and again, for ten seconds at the most. */
async function until<Answer>(ask: () => Promise<Answer>, isSo: (answer: Answer) => boolean): Promise<Answer> {
  const end = performance.now() + 10_000;
  for (;;) {
    const answer = await ask();
    if (isSo(answer) || performance.now() > end) return answer;
    await wait(25);
  }
}

const showing = (url: string, wanted: readonly string[]): Promise<readonly string[]> =>
  until(
    () => titles(url),
    (found) => found.join() === wanted.join(),
  );

describe('while it runs', () => {
  /** Watching, and with a schedule that does not come round during the test. */
  const serve = (folder: string, flags = {}) => serveFolder(folder, { schedule: '0 0 1 1 *', ...flags });

  test('an article that is added, edited, broken, mended, renamed and deleted is so in all feeds', async () => {
    const folder = plant({ 'a.md': piece('A') });
    const { url } = await serve(folder);
    expect(await titles(url)).toEqual(['A']);

    put(folder, 'world/b.md', piece('B', { date: '2025-05-05T07:39:00Z', section: 'World' }));
    expect(await showing(url, ['B', 'A'])).toEqual(['B', 'A']);
    expect(await titles(`${url}/sections/world`)).toEqual(['B']);
    const [added] = await items(url);

    put(
      folder,
      'world/b.md',
      piece('B, edited', { date: '2025-05-05T07:39:00Z', section: 'World' }, 'New text.'),
    );
    await showing(url, ['B, edited', 'A']);
    const [edited] = await items(url);
    expect(edited).toMatchObject({
      id: added?.id,
      url: added?.url,
      title: 'B, edited',
      content_html: '<p>New text.</p>\n',
    });
    for (const feed of feeds) expect(await (await fetch(`${url}/${feed}`)).text()).toContain('B, edited');

    put(folder, 'world/b.md', '---\ntitle: B: broken\n---\n');
    const broken = await until(
      () => status(url),
      ({ problems }) => problems.length > 0,
    );
    expect(broken.problems).toMatchObject([{ file: 'world/b.md', line: 2 }]);
    expect(broken.state).toBe('ready');
    expect(await titles(url)).toContain('A');

    put(folder, 'world/b.md', piece('B again', { date: '2025-05-05T07:39:00Z', section: 'World' }));
    await showing(url, ['B again', 'A']);
    expect((await items(url))[0]?.id).toBe(added?.id);
    expect((await status(url)).problems).toEqual([]);

    renameSync(join(folder, 'world/b.md'), join(folder, 'c.md'));
    const renamed = await until(
      () => items(url),
      ([first]) => first?.url.endsWith('/articles/c') === true,
    );
    expect(renamed).toMatchObject([{ id: added?.id, title: 'B again' }, { title: 'A' }]);

    rmSync(join(folder, 'c.md'));
    expect(await showing(url, ['A'])).toEqual(['A']);
    expect((await fetch(`${url}/articles/c`)).status).not.toBe(200);
  });

  test('an article comes out at the second its embargo ends, and goes at the second it expires', async () => {
    const soon = Math.ceil((Date.now() + 1500) / 1000) * 1000;
    const later = soon + 2000;
    const folder = plant({
      'a.md': piece('A'),
      'b.md': piece('B', { embargo: new Date(soon).toISOString(), expires: new Date(later).toISOString() }),
    });
    const { url } = await serve(folder, { watch: false });
    const before = await fetch(`${url}/rss.xml`);
    expect(await before.text()).not.toContain('<title><![CDATA[B]]>');
    expect((await fetch(`${url}/articles/b`)).status).toBe(404);

    await showing(url, ['B', 'A']);
    expect(Date.now() - soon).toBeGreaterThanOrEqual(0);
    expect(Date.now() - soon).toBeLessThan(1000);
    expect((await items(url))[0]).toMatchObject({
      title: 'B',
      date_published: `${new Date(soon).toISOString().slice(0, -5)}Z`,
    });
    expect((await fetch(`${url}/articles/b`)).status).toBe(200);
    expect((await fetch(`${url}/rss.xml`)).headers.get('etag')).not.toBe(before.headers.get('etag'));

    await showing(url, ['A']);
    expect(Date.now() - later).toBeGreaterThanOrEqual(0);
    expect(Date.now() - later).toBeLessThan(1000);
    expect((await fetch(`${url}/articles/b`)).status).not.toBe(200);
  });

  test('a folder that vanishes leaves the feeds up, is told, and comes back', async () => {
    const folder = plant({ 'a.md': piece('A') });
    const { url } = await serve(folder);
    const before = await fetch(`${url}/atom.xml`);
    renameSync(folder, `${folder}-away`);
    const stale = await until(
      () => status(url),
      ({ state }) => state === 'stale',
    );
    expect(stale).toMatchObject({
      state: 'stale',
      last: { fault: expect.stringContaining('does not exist') },
    });
    const during = await fetch(`${url}/atom.xml`);
    expect([during.status, await during.text()]).toEqual([200, await before.text()]);
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
    expect((await fetch(`${url}/articles/a`)).status).toBe(200);

    // A mount point without its disk.
    mkdirSync(folder);
    await until(
      () => status(url),
      ({ last }) => last.fault?.includes('empty') === true,
    );
    expect(await titles(url)).toEqual(['A']);

    rmSync(folder, { recursive: true });
    renameSync(`${folder}-away`, folder);
    put(folder, 'b.md', piece('B', { date: '2025-05-05T07:39:00Z' }));
    expect(await showing(url, ['B', 'A'])).toEqual(['B', 'A']);
    expect((await status(url)).state).toBe('ready');
  });
});

describe('after a restart', () => {
  async function validators(service: Service) {
    return Promise.all(
      feeds.map(async (feed) => {
        const { headers } = await fetch(`${service.url}/${feed}`);
        return [headers.get('etag'), headers.get('last-modified')];
      }),
    );
  }
  const flags = { site: 'https://example.org', watch: false };

  test('ids, ETags and Last-Modified are those of before', async () => {
    const folder = plant({ 'a.md': piece('A'), 'b.md': piece('B') });
    const first = await serveFolder(folder, flags);
    const known = await validators(first);
    await first.stop();
    await wait(1100);
    expect(await validators(await serveFolder(folder, flags))).toEqual(known);
  });

  test('what changed meanwhile is newer by at least a second, under its old id', async () => {
    const folder = plant({ 'a.md': piece('A') });
    const first = await serveFolder(folder, flags);
    const [[etag, modified] = []] = await validators(first);
    const [before] = await items(first.url);
    await first.stop();
    put(folder, 'moved/z.md', piece('A', {}, 'Edited text.'));
    rmSync(join(folder, 'a.md'));
    await wait(1100);
    const second = await serveFolder(folder, flags);
    const [[newer, later] = []] = await validators(second);
    expect(newer).not.toBe(etag);
    expect(Date.parse(later ?? '')).toBeGreaterThanOrEqual(Date.parse(modified ?? '') + 1000);
    expect((await items(second.url))[0]?.id).toBe(before?.id);
    const conditional = { 'if-none-match': etag ?? '', 'if-modified-since': modified ?? '' };
    expect((await fetch(`${second.url}/rss.xml`, { headers: conditional })).status).toBe(200);
  });
});

describe('its addresses', () => {
  test.each(feeds)('/%s answers HEAD as GET, and 304 to who has it', async (feed) => {
    const { url } = await serveFolder(plant({ 'a.md': piece('A') }));
    const got = await fetch(`${url}/${feed}`);
    const head = await fetch(`${url}/${feed}`, { method: 'HEAD' });
    const shown = (response: Response) => [
      response.status,
      ...['content-type', 'etag', 'last-modified', 'cache-control', 'vary', 'link', 'content-length'].map(
        (name) => response.headers.get(name),
      ),
    ];
    expect(shown(head)).toEqual(shown(got));
    expect(await head.text()).toBe('');
    expect(got.headers.get('cache-control')).toContain('stale-if-error=');

    const etag = got.headers.get('etag') ?? '';
    const since = got.headers.get('last-modified') ?? '';
    const askers: Record<string, string>[] = [
      { 'if-none-match': etag },
      { 'if-none-match': etag.replace(/"$/, '-gzip"') },
      { 'if-none-match': `"other", ${etag}` },
      { 'if-modified-since': since },
      { 'if-none-match': etag, 'cache-control': 'no-cache' },
    ];
    for (const headers of askers) {
      for (const method of ['GET', 'HEAD']) {
        const kept = await fetch(`${url}/${feed}`, { method, headers });
        expect([headers, kept.status, await kept.text()]).toEqual([headers, 304, '']);
        for (const name of ['etag', 'last-modified', 'cache-control', 'vary', 'link'])
          expect(kept.headers.get(name)).toBe(got.headers.get(name));
      }
    }
    const other = { 'if-none-match': '"other"', 'if-modified-since': since };
    expect((await fetch(`${url}/${feed}`, { headers: other })).status).toBe(200);
  });

  test('the other names of a feed answer with its bytes, with a slash at the end, a query or both', async () => {
    const { url } = await serveFolder(plant({ 'a.md': piece('A', { section: 'World' }) }));
    for (const [folder, name, feed] of [
      ['', 'rss', 'rss.xml'],
      ['', 'feed', 'rss.xml'],
      ['', 'feed.xml', 'rss.xml'],
      ['', 'index.xml', 'rss.xml'],
      ['', 'atom', 'atom.xml'],
      ['/sections/world', 'feed', 'rss.xml'],
    ]) {
      const wanted = await (await fetch(`${url}${folder}/${feed}`)).text();
      for (const end of ['', '/', '?_=1', '/?utm_source=x&a']) {
        const got = await fetch(`${url}${folder}/${name}${end}`, { redirect: 'manual' });
        expect([name, end, got.status, await got.text()]).toEqual([name, end, 200, wanted]);
      }
    }
  });

  test('stand below the path of the site, whether a proxy strips it or not, and never come from a header', async () => {
    const folder = plant({
      'a.md': piece('A', { image: 'a.svg' }),
      'a.svg': '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="3"/>',
    });
    const { url } = await serveFolder(folder, { site: 'https://example.org/news' });
    for (const path of [
      '/rss.xml',
      '/atom.xml',
      '/feed.json',
      '/',
      '/feeds',
      '/feeds.opml',
      '/articles/a',
      '/feed.css',
    ]) {
      const [plain, prefixed] = await Promise.all(
        ['', '/news'].map((base) =>
          fetch(`${url}${base}${path}`, {
            headers: { 'x-forwarded-host': 'evil.example', 'x-forwarded-prefix': '/x' },
          }),
        ),
      );
      expect([path, plain?.status, prefixed?.status]).toEqual([path, 200, 200]);
      const text = await plain?.text();
      expect(await prefixed?.text()).toBe(text);
      expect(text).not.toMatch(/evil\.example|127\.0\.0\.1|localhost/);
    }
    const [item] = await items(url);
    expect(item?.url).toBe('https://example.org/news/articles/a');
    const rss = await (await fetch(`${url}/rss.xml`)).text();
    expect(rss).toContain('href="https://example.org/news/rss.xml"');
    expect(rss).toContain('href="/news/feed.css"');
    expect((await fetch(`${url}/newsx/rss.xml`)).status).toBe(404);
  });

  test('a picture of an article is served by its content, whole and in parts', async () => {
    const bytes = Buffer.from(
      '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"><rect width="9"/></svg>',
    );
    const folder = plant({ 'a.md': piece('A', { image: 'pic ture.svg' }), 'pic ture.svg': bytes });
    const { url } = await serveFolder(folder, { watch: false });
    const address =
      /<media:thumbnail url="([^"]+)"/.exec(await (await fetch(`${url}/rss.xml`)).text())?.[1] ?? '';
    const local = url + new URL(address).pathname;
    expect(new URL(address).pathname).toMatch(/^\/media\/[0-9a-f]{16,}\/pic%20ture\.svg$/);
    const whole = await fetch(local);
    expect(whole.headers.get('content-type')).toBe('image/svg+xml');
    expect(whole.headers.get('cache-control')).toContain('immutable');
    expect(whole.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(Buffer.from(await whole.arrayBuffer())).toEqual(bytes);
    for (const [range, slice] of [
      ['bytes=0-3', bytes.subarray(0, 4)],
      ['bytes=10-', bytes.subarray(10)],
      ['bytes=-6', bytes.subarray(-6)],
    ] as const) {
      const part = await fetch(local, { headers: { range } });
      expect([range, part.status]).toEqual([range, 206]);
      expect(Buffer.from(await part.arrayBuffer())).toEqual(slice);
    }
    const beyond = await fetch(local, { headers: { range: 'bytes=4000-' } });
    expect([beyond.status, beyond.headers.get('content-range')]).toEqual([416, `bytes */${bytes.length}`]);
    await beyond.arrayBuffer();
    expect((await fetch(local.replace(/media\/..../, 'media/0000'))).status).toBe(404);
    expect((await fetch(`${url}/media/..%2f..%2fa.md`)).status).toBe(404);
  });
});

describe('at its beginning and its end', () => {
  const broken = { '_config.yml': 'defaults: a: b\n', '_posts/2025-05-04-a.md': piece('A') };
  const begin = async (folder: string) => {
    const port = await freePort();
    const words = ['serve', folder, '--port', port, '--data', join(folder, '../data')];
    return { courant: startCourant(words, folder), url: `http://127.0.0.1:${port}` };
  };

  test('before the first feeds there is a 503 that says when to come back, and then all is well', async () => {
    const folder = plant(broken);
    const { courant, url } = await begin(folder);
    const log = await courant.says('were not regenerated', 'stderr');
    expect(log).toContain(`${join(folder, '_config.yml')}:1:`);
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    for (const path of [
      '/readyz',
      '/rss.xml',
      '/feed',
      '/feed.json',
      '/sections/world/atom.xml',
      '/',
      '/articles/a',
    ]) {
      const early = await fetch(url + path);
      expect([
        path,
        early.status,
        early.headers.get('retry-after'),
        early.headers.get('cache-control'),
      ]).toEqual([path, 503, expect.stringMatching(/^[1-9]\d*$/), 'no-store']);
    }
    expect(await status(url)).toMatchObject({
      state: 'starting',
      last: { fault: expect.stringContaining('_config.yml') },
    });

    put(folder, '_config.yml', 'title: Mended\n');
    await courant.says('/rss.xml');
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
    expect(await titles(url)).toEqual(['A']);
  });

  test('SIGTERM before the first feeds ends it in order too', async () => {
    const { courant } = await begin(plant(broken));
    await courant.says('were not regenerated', 'stderr');
    courant.process.kill('SIGTERM');
    expect(await courant.ended).toMatchObject({ code: 0, signal: null });
  });

  test('SIGTERM lets a running answer end, and takes no new one; the second ends it at once', async () => {
    const big = Buffer.alloc(24 * 1024 * 1024, 'x');
    const folder = plant({ 'a.md': piece('A', { enclosure: 'a.mp3' }), 'a.mp3': big });
    for (const signals of [1, 2]) {
      const { courant, url } = await begin(folder);
      await courant.says('/rss.xml');
      const address =
        /<enclosure url="([^"]+)"/.exec(await (await fetch(`${url}/rss.xml`)).text())?.[1] ?? '';
      const answer = await new Promise<IncomingMessage>((resolve) =>
        get(url + new URL(address).pathname, resolve),
      );
      expect(answer.headers['content-length']).toBe(String(big.length));
      courant.process.kill('SIGTERM');
      await until(
        () =>
          fetch(`${url}/healthz`).then(
            () => false,
            () => true,
          ),
        (refused) => refused,
      );
      if (signals === 2) courant.process.kill('SIGTERM');
      let length = 0;
      let whole = true;
      try {
        if (signals === 2) await courant.ended;
        for await (const chunk of answer) length += (chunk as Buffer).length;
      } catch {
        whole = false;
      }
      expect([signals, whole, length === big.length]).toEqual([signals, signals === 1, signals === 1]);
      expect(await courant.ended).toMatchObject({ code: signals === 1 ? 0 : 143, signal: null });
    }
  });
});

async function freePort(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return String(port);
}

import { cpSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildSite, inventoryOf, site } from '../building/sites.ts';
import { put, serveFolder } from '../support/service.ts';
import { ask, missing, type Nginx, startNginx } from './nginx.ts';

const title = missing === undefined ? 'nginx' : `nginx (skipped: ${missing})`;

const feedPolicy =
  "default-src 'none'; style-src 'self'; img-src 'self' https:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox";

describe.skipIf(missing !== undefined)(`${title} with the static site`, () => {
  let folder: string;
  let out: string;
  let nginx: Nginx;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'courant-deploy-'));
    cpSync('articles', join(folder, 'articles'), { recursive: true });
    // Addresses that need more than the usual rule.
    for (const [name, permalink] of Object.entries({
      a: '/2025/slash/',
      b: '/2025/twin.html',
      c: '/2025/twin',
    })) {
      put(
        join(folder, 'articles'),
        `${name}.md`,
        `---\ntitle: At ${permalink}\ndate: 2025-05-05\npermalink: ${permalink}\n---\nText\n`,
      );
    }
    out = join(folder, 'site');
    await buildSite(join(folder, 'articles'), out);
    nginx = await startNginx('nginx.conf', [['/srv/courant/site', out]]);
  }, 60_000);

  afterAll(async () => {
    await nginx?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const read = (name: string) => readFileSync(join(out, name));
  const pathOf = (key: string) =>
    `/${key === 'index.html' ? '' : key.split('/').map(encodeURIComponent).join('/')}`;

  test('answers every address, with and without a slash at its end, with the bytes and type of the list', async () => {
    const items = Object.entries(inventoryOf(out)).filter(([name]) => name !== '404.html');
    for (const [name, { keys, type }] of items) {
      const bytes = read(name);
      for (const key of keys) {
        for (const path of new Set([pathOf(key), pathOf(key).replace(/\/?$/, '/')])) {
          const { status, headers, body } = await ask(nginx.url + path);
          expect([path, status, headers['content-type']]).toEqual([path, 200, type]);
          expect([path, body.equals(bytes)]).toEqual([path, true]);
        }
      }
    }
    expect(items.length).toBeGreaterThan(100);
  });

  test('answers as the service does, as far as a static server can', async () => {
    const service = await serveFolder(join(folder, 'articles'), {
      site,
      data: join(folder, 'data-of-service'),
    });
    const told = ['content-type', 'cache-control', 'content-security-policy', 'x-content-type-options'];
    const also = ['vary', 'access-control-allow-origin', 'referrer-policy'];
    const items = Object.values(inventoryOf(out)).map(({ keys: [key = ''] }) => key);
    const media = items.filter((key) => key.startsWith('media/'));
    expect(media.length).toBeGreaterThan(3);
    const paths = [
      '/',
      '/feeds',
      '/feeds.opml',
      '/rss.xml',
      '/atom.xml',
      '/feed.json',
      '/feed',
      '/style.css',
      '/feed.css',
    ];
    for (const path of [...paths, '/sections/harbour', '/icon.png', ...media.map(pathOf)]) {
      const [own, theirs] = await Promise.all([ask(nginx.url + path), ask(service.url + path)]);
      const pick = ({ headers }: typeof own) => [...told, ...also].map((name) => [path, name, headers[name]]);
      expect(pick(own)).toEqual(pick(theirs));
    }
  });

  test('sends the compressed copies as they are to those who take them', async () => {
    for (const path of ['/rss.xml', '/feed', '/', '/sections/harbour']) {
      const { headers, body } = await ask(nginx.url + path, { 'Accept-Encoding': 'gzip, br' });
      const plain = await ask(nginx.url + path);
      expect([path, headers['content-encoding'], headers['content-type']]).toEqual([
        path,
        'gzip',
        plain.headers['content-type'],
      ]);
      expect(gunzipSync(body).equals(plain.body)).toBe(true);
      expect(plain.headers['content-encoding']).toBeUndefined();
      expect(headers['content-length']).toBe(String(body.length));
    }
  });

  test.each(['gzip', 'identity'])('answers 304 to who has it already (%s)', async (coding) => {
    for (const path of ['/rss.xml', '/feed/', '/atom.xml', '/feed.json', '/']) {
      const first = await ask(nginx.url + path, { 'Accept-Encoding': coding });
      const { etag = '', 'last-modified': modified = '' } = first.headers;
      const later = new Date(Date.parse(modified) + 60_000).toUTCString();
      const earlier = new Date(Date.parse(modified) - 1000).toUTCString();
      for (const [held, expected] of [
        [{ 'If-None-Match': etag }, 304],
        [{ 'If-None-Match': `W/${etag}` }, 304],
        [{ 'If-None-Match': '"other"' }, 200],
        [{ 'If-Modified-Since': modified }, 304],
        [{ 'If-Modified-Since': later }, 304],
        [{ 'If-Modified-Since': earlier }, 200],
      ] as const) {
        const { status, headers } = await ask(nginx.url + path, { 'Accept-Encoding': coding, ...held });
        expect([path, held, status]).toEqual([path, held, expected]);
        for (const name of ['etag', 'last-modified', 'cache-control', 'vary'])
          expect([path, name, headers[name]]).toEqual([path, name, first.headers[name]]);
      }
    }
  });

  test('tells the time of the last change of a feed, not of the build', async () => {
    const { headers } = await ask(`${nginx.url}/rss.xml`);
    expect(Date.parse(headers['last-modified'] ?? '')).toBe(
      Math.floor(statSync(join(out, 'rss.xml')).mtimeMs),
    );
  });

  test('gives a person who opens a feed the same bytes under a type that browsers show', async () => {
    for (const [path, type] of [
      ['/rss.xml', 'text/xml'],
      ['/feed', 'text/xml'],
      ['/sections/harbour/atom.xml', 'text/xml'],
      ['/feed.json', 'application/json'],
    ] as const) {
      const shown = await ask(nginx.url + path, { 'Sec-Fetch-Dest': 'document' });
      const plain = await ask(nginx.url + path);
      expect([path, shown.status, shown.headers['content-type']]).toEqual([
        path,
        200,
        `${type}; charset=utf-8`,
      ]);
      expect(shown.headers['content-security-policy']).toBe(feedPolicy);
      expect([path, shown.body.equals(plain.body), shown.headers.etag]).toEqual([
        path,
        true,
        plain.headers.etag,
      ]);
    }
  });

  test('takes no notice of a query, and of Range at feeds', async () => {
    const plain = await ask(`${nginx.url}/rss.xml`);
    const asked = await ask(`${nginx.url}/rss.xml?_=1`, { Range: 'bytes=0-9' });
    expect([asked.status, asked.body.equals(plain.body)]).toEqual([200, true]);
  });

  test.each([
    '/nothing',
    '/nowhere/feed',
    '/.courant-build.json',
    '/rss.xml.gz',
    '/.shown/text/rss.xml',
    '/404.html',
  ])('has nothing at %s, and says so on a page that nobody keeps', async (path) => {
    const { status, headers, body } = await ask(nginx.url + path);
    expect([status, headers['cache-control'], headers['content-type']]).toEqual([
      404,
      'no-store',
      'text/html; charset=utf-8',
    ]);
    expect(body.equals(read('404.html'))).toBe(true);
  });

  test('answers OPTIONS for readers that are web pages, and refuses what changes things', async () => {
    const options = await ask(`${nginx.url}/rss.xml`, { Origin: 'https://reader.example' }, 'OPTIONS');
    expect(options.status).toBe(204);
    expect(options.headers).toMatchObject({
      'access-control-allow-origin': '*',
      'access-control-allow-methods': 'GET, HEAD, OPTIONS',
      'access-control-allow-headers': expect.stringContaining('If-None-Match'),
    });
    const post = await ask(`${nginx.url}/rss.xml`, {}, 'POST');
    expect([post.status, post.headers.allow]).toEqual([405, 'GET, HEAD, OPTIONS']);
    const head = await ask(`${nginx.url}/rss.xml`, {}, 'HEAD');
    expect([head.status, head.headers['content-length'], head.headers.allow]).toEqual([
      200,
      String(read('rss.xml').length),
      undefined,
    ]);
    expect((await ask(`${nginx.url}/favicon.ico`)).status).toBe(204);
  });
});

describe.skipIf(missing !== undefined)(`${title} in front of the service`, () => {
  test('lets everything through as it is, below a path too', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'courant-deploy-'));
    cpSync('articles', join(folder, 'articles'), { recursive: true });
    const service = await serveFolder(join(folder, 'articles'), {
      site: `${site}/news`,
      data: join(folder, 'data'),
    });
    const nginx = await startNginx('nginx-proxy.conf', [['127.0.0.1:3000', new URL(service.url).host]]);
    try {
      for (const path of [
        '/rss.xml',
        '/news/atom.xml',
        '/feed/',
        '/',
        '/style.css',
        '/healthz',
        '/nothing',
      ]) {
        for (const coding of ['identity', 'gzip', 'br']) {
          const [through, direct] = await Promise.all(
            [nginx, service].map(({ url }) => ask(url + path, { 'Accept-Encoding': coding })),
          );
          const { date, connection, 'keep-alive': alive, ...headers } = direct?.headers ?? {};
          expect([path, through]).toMatchObject([path, { status: direct?.status, headers }]);
          expect(through?.body.equals(direct?.body ?? Buffer.of())).toBe(true);
        }
      }
      const { etag = '' } = (await ask(`${nginx.url}/rss.xml`)).headers;
      expect(await ask(`${nginx.url}/rss.xml`, { 'If-None-Match': etag })).toMatchObject({
        status: 304,
        headers: { etag },
      });
    } finally {
      await nginx.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

import { describe, expect, test } from 'vitest';
import type { Log } from '../../src/log.ts';
import { bodyOf, desk, headersOf, request, rss, serve, shelved, standing, statusOf } from './desk.ts';

const tag = shelved('/rss.xml').etag;

describe('addresses of the shelf', () => {
  test.each([
    ['/rss.xml', '/rss.xml'],
    ['/rss.xml?_=1699&utm=%zz', '/rss.xml'],
    ['/rss.xml/', '/rss.xml'],
    ['/rss', '/rss.xml'],
    ['/rss/', '/rss.xml'],
    ['/feed', '/rss.xml'],
    ['/feed/', '/rss.xml'],
    ['/feed/?x', '/rss.xml'],
    ['/feed.xml', '/rss.xml'],
    ['/index.xml', '/rss.xml'],
    ['/index.xml/', '/rss.xml'],
    ['/atom', '/atom.xml'],
    ['/atom/', '/atom.xml'],
    ['/feed.json', '/feed.json'],
    ['/tags/caf%C3%A9/rss.xml', '/tags/caf%C3%A9/rss.xml'],
    ['/tags/caf%c3%a9/rss.xml', '/tags/caf%C3%A9/rss.xml'],
    ['/tags/cafe%CC%81/feed/', '/tags/caf%C3%A9/rss.xml'],
    ['http://elsewhere.example/rss.xml', '/rss.xml'],
    ['/', '/'],
    ['/articles/one/', '/articles/one'],
  ])('%s answers with %s, never with a redirect', async (target, topic) => {
    const { port } = await serve();
    const answer = await request(port, `GET ${target} HTTP/1.1`);
    expect(statusOf(answer)).toBe(200);
    expect(headersOf(answer).etag).toBe(shelved(topic).etag);
    expect(bodyOf(answer)).toBe(shelved(topic).identity.toString());
  });

  test.each([
    ['/news/rss.xml', '/rss.xml'],
    ['/rss.xml', '/rss.xml'],
    ['/news/', '/'],
    ['/news', '/'],
    ['/news/feed/', '/rss.xml'],
  ])('below a base path, %s answers with %s', async (target, topic) => {
    const { port } = await serve({ site: { ...desk().site, url: 'https://paper.example/news' } });
    const answer = await request(port, `GET ${target} HTTP/1.1`);
    expect(headersOf(answer).etag).toBe(shelved(topic).etag);
  });

  test.each([
    '/rss.xml%00',
    '/tags%2Fcaf%C3%A9%2Frss.xml',
    '/tags/../rss.xml',
    '/tags/%2e%2e/rss.xml',
    '/tags/caf%E9/rss.xml',
    '/%72ss.xml%',
    '//rss.xml/x',
    '/RSS.XML.bak',
    '/__proto__',
    '/constructor',
  ])('%s is not found and kept by nobody', async (target) => {
    const { port } = await serve();
    const answer = await request(port, `GET ${target} HTTP/1.1`);
    expect(statusOf(answer)).toBe(404);
    expect(headersOf(answer)['cache-control']).toBe('no-store');
  });

  test('an encoded address is looked up in one spelling only', async () => {
    const asked: string[] = [];
    const shelf = {
      find: (topic: string) => {
        asked.push(topic);
        return standing.get(topic);
      },
    };
    const { port } = await serve({ shelf: () => shelf });
    await request(port, 'GET /tags/%63af%c3%a9/rss.xml HTTP/1.1');
    await request(port, 'GET /tags/caf%C3%A9/rss.xml?x HTTP/1.1');
    await request(port, 'GET /rss.xml HTTP/1.1');
    expect(asked).toEqual(['/tags/caf%C3%A9/rss.xml', '/tags/caf%C3%A9/rss.xml', '/rss.xml']);
  });
});

describe('methods', () => {
  test('HEAD is GET without the body', async () => {
    const { port } = await serve();
    const [get, head] = await Promise.all([
      request(port, 'GET /rss.xml HTTP/1.1', 'Accept-Encoding: gzip'),
      request(port, 'HEAD /rss.xml HTTP/1.1', 'Accept-Encoding: gzip'),
    ]);
    expect(bodyOf(head)).toBe('');
    expect({ ...headersOf(head), date: '' }).toEqual({ ...headersOf(get), date: '' });
    expect(headersOf(head)['content-length']).toBe(String(shelved('/rss.xml').gzip.length));
    expect(statusOf(await request(port, 'HEAD /rss.xml HTTP/1.1', `If-None-Match: ${tag}`))).toBe(304);
  });

  test.each(['/rss.xml', '/tags/unknown/feed.json', '/healthz', '*'])(
    'OPTIONS %s answers a preflight',
    async (target) => {
      const { port } = await serve();
      const answer = await request(
        port,
        `OPTIONS ${target} HTTP/1.1`,
        'Origin: https://reader.example',
        'Access-Control-Request-Method: GET',
        'Access-Control-Request-Headers: if-none-match',
      );
      expect(statusOf(answer)).toBe(204);
      const fields = headersOf(answer);
      expect(fields['access-control-allow-origin']).toBe('*');
      expect(fields['access-control-allow-methods']).toBe('GET, HEAD, OPTIONS');
      expect(fields['access-control-allow-headers']).toContain('If-None-Match');
      expect(fields['access-control-max-age']).toBe('86400');
      expect(fields.allow).toBe('GET, HEAD, OPTIONS');
      expect(fields).not.toHaveProperty('content-length');
    },
  );

  test.each(['POST', 'PUT', 'DELETE', 'PATCH', 'TRACE', 'PROPFIND'])(
    '%s is refused by name',
    async (method) => {
      const { port } = await serve();
      const answer = await request(port, `${method} /rss.xml HTTP/1.1`, 'Content-Length: 5\r\n\r\nhello');
      expect(statusOf(answer)).toBe(405);
      expect(headersOf(answer).allow).toBe('GET, HEAD, OPTIONS');
    },
  );
});

describe('trouble', () => {
  const told: string[] = [];
  const log: Log = {
    ...desk().log,
    error: (_facts: unknown, message?: string) => void told.push(message ?? ''),
  };

  test.each(['/rss.xml', '/feed/', '/', '/articles/one', '/tags/x/atom.xml', '/anything'])(
    'before there is a shelf, %s asks to come back',
    async (target) => {
      const { port } = await serve({ shelf: () => undefined });
      const answer = await request(port, `GET ${target} HTTP/1.1`);
      expect(statusOf(answer)).toBe(503);
      expect(headersOf(answer)['retry-after']).toBe('2');
      expect(headersOf(answer)['cache-control']).toBe('no-store');
    },
  );

  test.each([
    ['rejects', () => Promise.reject(new Error('/secret/path'))],
    [
      'throws',
      () => {
        throw new Error('/secret/path');
      },
    ],
  ])('a rendering that %s asks to come back, tells nothing, and is logged', async (_title, find) => {
    told.length = 0;
    const { port } = await serve({ shelf: () => ({ find }), log });
    const answer = await request(port, 'GET /tags/rare/rss.xml HTTP/1.1');
    expect(statusOf(answer)).toBe(503);
    expect(headersOf(answer)['retry-after']).toMatch(/^\d+$/);
    expect(headersOf(answer)['cache-control']).toBe('no-store');
    expect(answer).not.toContain('secret');
    expect(told).toHaveLength(1);
  });

  test('a rendering of the long tail is served, or not found, when it is done', async () => {
    const shelf = {
      find: async (topic: string) => (topic === '/tags/rare/rss.xml' ? shelved('/rss.xml') : undefined),
    };
    const { port } = await serve({ shelf: () => shelf });
    expect(bodyOf(await request(port, 'GET /tags/rare/rss.xml HTTP/1.1'))).toBe(rss);
    expect(bodyOf(await request(port, 'GET /tags/rare/feed/ HTTP/1.1'))).toBe(rss);
    expect(statusOf(await request(port, 'GET /tags/none/rss.xml HTTP/1.1'))).toBe(404);
  });
});

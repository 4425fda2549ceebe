import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { bodyOf, headersOf, request, rss, serve, shelved, speak, standing, statusOf } from './desk.ts';

const tag = shelved('/rss.xml').etag;

describe('on the wire', () => {
  test('two requests in one write are answered in order', async () => {
    const { port } = await serve();
    const ask = (rest: string) => `${rest} HTTP/1.1\r\nHost: a\r\n\r\n`;
    const answers = await speak(port, ask('GET /atom.xml') + ask('HEAD /rss.xml') + ask('GET /feed.json'));
    const tags = [...answers.matchAll(/^ETag: (.*)$/gm)].map(([, etag]) => etag?.trim());
    expect(tags).toEqual(['/atom.xml', '/rss.xml', '/feed.json'].map((topic) => shelved(topic).etag));
    expect(answers.endsWith(shelved('/feed.json').identity.toString())).toBe(true);
  });

  test('a rendering that takes its time does not overtake', async () => {
    const late = new Promise<undefined>((resolve) => setTimeout(resolve, 50, undefined));
    const shelf = {
      find: (topic: string) =>
        topic === '/slow.xml' ? late.then(() => shelved('/atom.xml')) : standing.get(topic),
    };
    const { port } = await serve({ shelf: () => shelf });
    const ask = (target: string) => `GET ${target} HTTP/1.1\r\nHost: a\r\n\r\n`;
    const answers = await speak(port, ask('/slow.xml') + ask('/rss.xml'));
    const tags = [...answers.matchAll(/^ETag: (.*)$/gm)].map(([, etag]) => etag?.trim());
    expect(tags).toEqual([shelved('/atom.xml').etag, tag]);
  });

  test('If-None-Match in two fields is one list', async () => {
    const { port } = await serve();
    const asked = ['If-None-Match: "other"', `If-None-Match: ${tag}`];
    expect(statusOf(await request(port, 'GET /rss.xml HTTP/1.1', ...asked))).toBe(304);
  });

  test('two fields of If-Modified-Since count as the first, as Node has it', async () => {
    const { port } = await serve();
    const asked = ['If-Modified-Since: Mon, 04 May 2026 07:39:00 GMT', 'If-Modified-Since: never'];
    expect(statusOf(await request(port, 'GET /rss.xml HTTP/1.1', ...asked))).toBe(304);
  });

  test('304 and 200 say the same of what both say', async () => {
    const { port } = await serve();
    const full = headersOf(await request(port, 'GET /rss.xml HTTP/1.1'));
    const answer = await request(
      port,
      'GET /rss.xml HTTP/1.1',
      `If-None-Match: ${tag}`,
      'Cache-Control: no-cache',
    );
    expect(statusOf(answer)).toBe(304);
    expect(bodyOf(answer)).toBe('');
    const brief = headersOf(answer);
    for (const name of ['etag', 'last-modified', 'cache-control', 'vary', 'link']) {
      expect(brief[name], name).toBeTruthy();
      expect(brief[name], name).toBe(full[name]);
    }
    expect(Object.keys(brief).filter((name) => /^content-|^transfer/.test(name))).toEqual([]);
  });

  test('no cookie, no server name, nothing chunked; Host and forwarding change no byte', async () => {
    const { port } = await serve();
    const plain = await request(port, 'GET /rss.xml HTTP/1.1', 'User-Agent: ');
    const forwarded = await request(
      port,
      'GET /rss.xml HTTP/1.1',
      'X-Forwarded-Host: evil.example',
      'X-Forwarded-Proto: http',
      'Forwarded: host=evil.example',
    );
    for (const name of ['set-cookie', 'server', 'x-powered-by', 'transfer-encoding', 'location']) {
      expect(headersOf(plain)).not.toHaveProperty(name);
    }
    expect({ ...headersOf(forwarded), date: '' }).toEqual({ ...headersOf(plain), date: '' });
    expect(bodyOf(forwarded)).toBe(rss);
  });

  test('a GET with a body is a GET, and the connection lives on', async () => {
    const { port } = await serve();
    const answers = await speak(
      port,
      'GET /atom.xml HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhelloGET /feed.json HTTP/1.1\r\nHost: a\r\n\r\n',
    );
    expect(answers.match(/HTTP\/1\.1 200 OK/g)).toHaveLength(2);
  });

  test('HTTP/1.0 without Host and an offered upgrade are readers too', async () => {
    const { port } = await serve();
    expect(bodyOf(await speak(port, 'GET /rss.xml HTTP/1.0\r\n\r\n'))).toBe(rss);
    const upgrade = ['Upgrade: h2c', 'HTTP2-Settings: AAMAAABkAAQCAAAAAAIAAAAA', 'Connection: Upgrade'];
    const answer = await speak(port, `GET /rss.xml HTTP/1.1\r\nHost: a\r\n${upgrade.join('\r\n')}\r\n\r\n`);
    expect(bodyOf(answer)).toBe(rss);
  });

  test('a thousand polls leave the same bytes', async () => {
    const { url } = await serve();
    const digests = new Set<string>();
    for (let n = 0; n < 20; n += 1) {
      const answers = await Promise.all(Array.from({ length: 50 }, () => fetch(`${url}/rss.xml?${n}`)));
      for (const answer of answers) {
        digests.add(
          createHash('sha256')
            .update(await answer.text())
            .digest('hex'),
        );
      }
    }
    expect([...digests]).toEqual([createHash('sha256').update(rss).digest('hex')]);
  });
});

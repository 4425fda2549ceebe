import type { IncomingHttpHeaders } from 'node:http';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { type Reply, reply } from '../../src/http/reply.ts';
import type { Representation } from '../../src/publishing/representation.ts';
import { lastModified, now, rss, shelved } from './desk.ts';

const cache = { maxAge: 300, staleWhileRevalidate: 600, staleIfError: 86_400 };

function ask(representation: Representation, asked: IncomingHttpHeaders = {}, at = now): Reply {
  return reply(representation, asked, cache, at);
}

function fields({ headers }: Reply): Record<string, string> {
  const pairs: [string, string][] = [];
  for (let n = 0; n < headers.length; n += 2) pairs.push([headers[n] ?? '', headers[n + 1] ?? '']);
  expect(new Set(pairs.map(([name]) => name.toLowerCase())).size, 'no field twice').toBe(pairs.length);
  return Object.fromEntries(pairs);
}

const rssFeed = shelved('/rss.xml');

describe('a feed', () => {
  test('is answered with all that readers, caches and browsers need', () => {
    expect(fields(ask(rssFeed))).toEqual({
      'Content-Type': 'application/rss+xml; charset=utf-8',
      'Content-Length': String(Buffer.byteLength(rss)),
      ETag: rssFeed.etag,
      'Last-Modified': 'Mon, 04 May 2026 07:39:00 GMT',
      'Cache-Control': 'public, max-age=300, stale-while-revalidate=600, stale-if-error=86400',
      Vary: 'Accept-Encoding, Sec-Fetch-Dest',
      Link: '<https://paper.example/rss.xml>; rel="self"',
      'X-Content-Type-Options': 'nosniff',
      'Content-Security-Policy':
        "default-src 'none'; style-src 'self'; img-src 'self' https:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox",
      'Access-Control-Allow-Origin': '*',
      'Access-Control-Expose-Headers': 'ETag, Last-Modified, Link',
    });
  });

  test('unchanged, repeats what readers overwrite theirs by, and has no body', () => {
    const full = fields(ask(rssFeed));
    const answer = ask(rssFeed, { 'if-none-match': rssFeed.etag });
    expect(answer.status).toBe(304);
    expect(answer.body).toBeUndefined();
    const repeated = ['ETag', 'Last-Modified', 'Cache-Control', 'Vary', 'Link'] as const;
    for (const name of repeated) expect(fields(answer)[name]).toBe(full[name]);
    expect(Object.keys(fields(answer)).sort()).toEqual(
      [...repeated, 'Access-Control-Allow-Origin', 'Access-Control-Expose-Headers'].sort(),
    );
  });

  test.each([
    ['br', (body: Buffer) => brotliDecompressSync(body)],
    ['gzip', (body: Buffer) => gunzipSync(body)],
  ])('goes out in %s with its own length, coding and the same tag', (coding, unpack) => {
    const answer = ask(rssFeed, { 'accept-encoding': coding });
    expect(fields(answer)).toEqual({
      ...fields(ask(rssFeed)),
      'Content-Encoding': coding,
      'Content-Length': String(answer.body?.length),
    });
    expect(unpack(answer.body ?? Buffer.alloc(0)).toString()).toBe(rss);
  });

  test.each([
    ['/rss.xml', 'application/rss+xml; charset=utf-8', 'text/xml; charset=utf-8'],
    ['/atom.xml', 'application/atom+xml; charset=utf-8', 'text/xml; charset=utf-8'],
    ['/feeds.opml', 'text/x-opml; charset=utf-8', 'text/xml; charset=utf-8'],
    ['/feed.json', 'application/feed+json; charset=utf-8', 'application/json; charset=utf-8'],
  ])(
    '%s is %s to readers and, opened in a browser, %s with all else equal',
    (topic, forReaders, forPeople) => {
      const representation = shelved(topic);
      const toReader = ask(representation, { 'sec-fetch-dest': 'empty' });
      const toPerson = ask(representation, { 'sec-fetch-dest': 'document' });
      expect(fields(toReader)['Content-Type']).toBe(forReaders);
      expect(fields(toPerson)).toEqual({ ...fields(toReader), 'Content-Type': forPeople });
      expect(toPerson.body).toBe(toReader.body);
    },
  );

  test('tells no date that is still to come, and tells it once it has come', () => {
    const ahead = { ...rssFeed, lastModified: now + 2000 };
    expect(fields(ask(ahead))).not.toHaveProperty('Last-Modified');
    expect(fields(ask(ahead, { 'if-none-match': ahead.etag }))).not.toHaveProperty('Last-Modified');
    expect(fields(ask(ahead, {}, now + 2000))['Last-Modified']).toBe('Mon, 04 May 2026 12:00:02 GMT');
    expect(fields(ask(ahead, {}, now + 1999))).not.toHaveProperty('Last-Modified');
  });

  test('without a date and an address of its own tells neither', () => {
    const opml = fields(ask(shelved('/feeds.opml')));
    expect(opml).not.toHaveProperty('Last-Modified');
    expect(opml).not.toHaveProperty('Link');
  });

  test('follows a cache policy that changed, and names only what is set', () => {
    ask(rssFeed);
    const answer = reply(rssFeed, {}, { maxAge: 900, staleWhileRevalidate: 0, staleIfError: 0 }, now);
    expect(fields(answer)['Cache-Control']).toBe('public, max-age=900');
  });

  test('is one and the same answer for everyone who asks alike', () => {
    const asked = { 'accept-encoding': 'gzip', 'user-agent': 'a' };
    expect(ask(rssFeed, asked)).toBe(
      ask(rssFeed, { 'accept-encoding': 'gzip', 'user-agent': 'b' }, now + 5000),
    );
  });

  test('is sent whole whatever range is asked for', () => {
    const answer = ask(rssFeed, { range: 'bytes=0-9', 'if-range': rssFeed.etag });
    expect(answer.status).toBe(200);
    expect(fields(answer)).toEqual(fields(ask(rssFeed)));
  });

  test('by date alone is unchanged as well', () => {
    const asked = { 'if-modified-since': new Date(lastModified).toUTCString() };
    expect(ask(rssFeed, asked).status).toBe(304);
  });
});

describe('a page', () => {
  test('has its own policies, no date and no address of its own', () => {
    const page = shelved('/articles/one');
    const answer = fields(ask(page, { 'accept-encoding': 'br', 'sec-fetch-dest': 'document' }));
    expect(answer).toEqual({
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Length': String(page.br.length),
      'Content-Encoding': 'br',
      ETag: page.etag,
      'Cache-Control': 'public, max-age=60',
      Vary: 'Accept-Encoding',
      'X-Content-Type-Options': 'nosniff',
      'Content-Security-Policy':
        "default-src 'none'; style-src 'self'; img-src 'self' https: http: data:; media-src 'self' https: http:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
      'Referrer-Policy': 'strict-origin-when-cross-origin',
    });
    expect(fields(ask(page, { 'if-none-match': page.etag }))).toEqual({
      ETag: page.etag,
      'Cache-Control': 'public, max-age=60',
      Vary: 'Accept-Encoding',
    });
  });
});

import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { onTestFinished } from 'vitest';
import type { Desk } from '../../src/http/desk.ts';
import { createMetrics } from '../../src/http/metrics.ts';
import { close, createServer } from '../../src/http/server.ts';
import { createLog } from '../../src/log.ts';
import { represent } from '../../src/publishing/represent.ts';
import type { Representation } from '../../src/publishing/representation.ts';

export const now = Date.UTC(2026, 4, 4, 12, 0, 0);
export const lastModified = Date.UTC(2026, 4, 4, 7, 39, 0);
export const siteUrl = 'https://paper.example';

/** A document long enough for compression to matter. */
export const rss = `<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0"><channel><title>Wörter</title>${'<item><title>One more</title></item>'.repeat(200)}</channel></rss>\n`;

async function feed(topic: string, contentType: string, text: string): Promise<Representation> {
  return { ...(await represent(topic, contentType, text)), self: `${siteUrl}${topic}`, lastModified };
}

/** What stands on the shelf of these tests. */
export const standing: ReadonlyMap<string, Representation> = new Map(
  (
    await Promise.all([
      feed('/rss.xml', 'application/rss+xml; charset=utf-8', rss),
      feed('/atom.xml', 'application/atom+xml; charset=utf-8', '<feed xmlns="http://www.w3.org/2005/Atom"/>'),
      feed(
        '/feed.json',
        'application/feed+json; charset=utf-8',
        '{"version":"https://jsonfeed.org/version/1.1"}',
      ),
      feed('/tags/caf%C3%A9/rss.xml', 'application/rss+xml; charset=utf-8', '<rss version="2.0"/>'),
      represent('/feeds.opml', 'text/x-opml; charset=utf-8', '<opml version="2.0"/>'),
      represent('/', 'text/html; charset=utf-8', '<!doctype html><title>Paper</title>'),
      represent('/articles/one', 'text/html; charset=utf-8', '<!doctype html><title>One</title>'),
    ])
  ).map((representation) => [representation.topic, representation]),
);

/** A topic of the standing ones; throws rather than letting a test pass on nothing. */
export function shelved(topic: string): Representation {
  const found = standing.get(topic);
  if (found === undefined) throw new Error(`${topic} is not on the shelf of these tests`);
  return found;
}

export function desk(own: Partial<Desk> = {}): Desk {
  return {
    site: {
      url: siteUrl,
      title: 'The Paper',
      description: 'News of the town',
      language: 'en',
      timezone: 'UTC',
      authors: [],
    },
    cache: { maxAge: 300, staleWhileRevalidate: 600, staleIfError: 86_400 },
    clock: () => now,
    log: createLog('silent'),
    metrics: createMetrics(),
    shelf: () => ({ find: (topic) => standing.get(topic) }),
    status: () => ({
      version: '1.2.3',
      state: 'ready',
      started: lastModified,
      articles: 1,
      feeds: 1,
      newest: { title: 'One', permalink: `${siteUrl}/articles/one`, published: lastModified },
      last: { at: now, cause: 'schedule', took: 12 },
      lastGood: now,
      schedule: '*/5 * * * *',
      timezone: 'UTC',
      next: now + 300_000,
      problems: [],
    }),
    caches: () => undefined,
    media: async () => undefined,
    sitePicture: async () => undefined,
    notFoundPage: () => '<!doctype html><title>Nothing here</title>',
    ...own,
  };
}

/** Listens on a free port of this machine until the test ends. */
export async function serve(own: Partial<Desk> = {}): Promise<{ server: Server; url: string; port: number }> {
  const server = createServer(desk(own));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => close(server, 0));
  const { port } = server.address() as AddressInfo;
  return { server, port, url: `http://127.0.0.1:${port}` };
}

/** Sends bytes as they are and gathers all that comes until the other side ends the connection, or `quiet` ms pass. */
export function speak(port: number, bytes: string | Buffer, quiet = 300): Promise<string> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    const finish = (): void => {
      socket.destroy();
      resolve(Buffer.concat(chunks).toString('latin1'));
    };
    socket.setTimeout(quiet, finish);
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('error', finish);
    socket.on('close', finish);
  });
}

/** One request, in as many lines as given, on a connection of its own. */
export function request(port: number, line: string, ...headers: string[]): Promise<string> {
  return speak(port, [line, 'Host: paper.example', 'Connection: close', ...headers, '', ''].join('\r\n'));
}

export function statusOf(answer: string): number {
  return Number(/^HTTP\/1\.1 (\d{3}) /.exec(answer)?.[1]);
}

/** Header fields by lower-case name, of a raw answer. */
export function headersOf(answer: string): Record<string, string> {
  const head = answer.slice(0, answer.indexOf('\r\n\r\n')).split('\r\n').slice(1);
  return Object.fromEntries(
    head.map((line) => [line.split(':')[0]?.toLowerCase(), line.replace(/^[^:]+: */, '')]),
  );
}

export function bodyOf(answer: string): string {
  return Buffer.from(answer.slice(answer.indexOf('\r\n\r\n') + 4), 'latin1').toString('utf8');
}

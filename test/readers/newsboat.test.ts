import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, onTestFinished, test } from 'vitest';
import { plant, put, serveFolder } from '../support/service.ts';
import { lacks } from './programs.ts';

const missing = lacks('newsboat', '--version') ?? lacks('sqlite3', '--version');
const run = promisify(execFile);

/** What newsboat asked and was answered, for it says nothing of that itself. */
async function listenIn(
  target: string,
): Promise<{ url: string; polls: { conditional: boolean; status: number }[] }> {
  const polls: { conditional: boolean; status: number }[] = [];
  const server = createServer(async (request, response) => {
    const { host, connection, ...headers } = request.headers;
    void host;
    void connection;
    const answer = await fetch(target + request.url, { headers: headers as Record<string, string> });
    polls.push({ conditional: headers['if-none-match'] !== undefined, status: answer.status });
    const {
      'content-encoding': coding,
      'content-length': length,
      ...kept
    } = Object.fromEntries(answer.headers);
    void coding;
    void length;
    response.writeHead(answer.status, kept).end(Buffer.from(await answer.arrayBuffer()));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, polls };
}

/** newsboat with a home of its own, subscribed to one feed. */
function subscribe(feed: string) {
  const home = mkdtempSync(join(tmpdir(), 'courant-newsboat-'));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  writeFileSync(join(home, 'urls'), `${feed}\n`);
  writeFileSync(join(home, 'config'), 'download-retries 1\n');
  const cache = join(home, 'cache.db');
  const words = ['-u', join(home, 'urls'), '-c', cache, '-C', join(home, 'config')];
  const env = { ...process.env, HOME: home, XDG_CONFIG_HOME: home, XDG_DATA_HOME: home, TERM: 'dumb' };
  return {
    reload: () => run('newsboat', [...words, '-x', 'reload'], { env, timeout: 30_000 }),
    items: async () => {
      const query =
        'select guid, title, url, author, pubDate, length(content) > 100 as body from rss_item order by pubDate desc';
      const { stdout } = await run('sqlite3', ['-json', cache, query]);
      return stdout.trim() === '' ? [] : JSON.parse(stdout);
    },
  };
}

describe.skipIf(missing !== undefined)(`newsboat${missing === undefined ? '' : ` (${missing})`}`, () => {
  test.each(['rss.xml', 'atom.xml'])(
    'reads every article of the sample site, and then polls for nothing: %s',
    async (file) => {
      const { url } = await serveFolder('articles', { site: 'https://news.example.org' });
      const told = (await (await fetch(`${url}/feed.json`)).json()) as {
        items: {
          id: string;
          title: string;
          url: string;
          authors: { name: string }[];
          date_published: string;
        }[];
      };
      const line = await listenIn(url);
      const newsboat = subscribe(`${line.url}/${file}`);
      // Version 2.21 keeps validators only from the second reload on.
      for (let poll = 0; poll < 3; poll++) await newsboat.reload();
      expect(line.polls.at(-1)).toEqual({ conditional: true, status: 304 });
      // In RSS, newsboat 2.21 takes the last dc:creator of several for the author.
      const byline = (names: string[]) => (file === 'rss.xml' ? names.at(-1) : names.join(', '));
      const expected = told.items.map((item) => ({
        guid: item.id,
        title: item.title,
        url: item.url,
        author: byline(item.authors.map(({ name }) => name)),
        pubDate: Date.parse(item.date_published) / 1000,
        body: 1,
      }));
      expect(await newsboat.items()).toEqual(expected);
    },
  );

  test('sees a new article at the next poll', async () => {
    const folder = plant({ 'one.md': '---\ntitle: One\ndate: 2026-01-01\n---\nThe first.\n' });
    const service = await serveFolder(folder);
    const newsboat = subscribe(`${service.url}/rss.xml`);
    for (let poll = 0; poll < 3; poll++) await newsboat.reload();
    put(folder, 'two.md', '---\ntitle: Two\ndate: 2026-01-02\n---\nThe second.\n');
    await expect
      .poll(async () => (await fetch(`${service.url}/rss.xml`)).text(), { timeout: 5000 })
      .toContain('Two');
    await newsboat.reload();
    expect((await newsboat.items()).map(({ title }: { title: string }) => title)).toEqual(['Two', 'One']);
  });
});

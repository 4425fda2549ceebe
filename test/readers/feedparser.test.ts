import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { serveFolder } from '../support/service.ts';
import { lacks } from './programs.ts';

const python = '/usr/bin/python3';
const missing = lacks(python, '-c', 'import feedparser');

/** Polls twice, the second time with the validators of the first answer, and says what it understood. */
const script = `
import feedparser, json, sys, time
first = feedparser.parse(sys.argv[1])
iso = lambda t: time.strftime('%Y-%m-%dT%H:%M:%SZ', t) if t else None
again = [feedparser.parse(sys.argv[1], etag=e, modified=m).get('status') for e, m in
  ((first.get('etag'), first.get('modified')), (first.get('etag'), None), (None, first.get('modified')))]
print(json.dumps({'bozo': bool(first.bozo), 'version': first.version, 'title': first.feed.get('title'), 'again': again,
  'entries': [{'id': e.get('id'), 'title': e.get('title'), 'link': e.get('link'), 'authors': [a.get('name') for a in e.get('authors', [])],
    'published': iso(e.get('published_parsed')), 'body': e.content[0].value if e.get('content') else None} for e in first.entries]}))
`;

describe.skipIf(missing !== undefined)(`feedparser${missing === undefined ? '' : ` (${missing})`}`, () => {
  test.each(['rss.xml', 'atom.xml'])(
    'understands the sample site as it is told in JSON: %s',
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
      const { stdout } = await promisify(execFile)(python, ['-c', script, `${url}/${file}`]);
      const heard = JSON.parse(stdout);
      expect(heard.bozo).toBe(false);
      expect(heard.again).toEqual([304, 304, 304]);
      expect(told.items.length).toBeGreaterThan(10);
      const plain = (text: string) =>
        text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
      expect(
        heard.entries.map(({ title, body, ...entry }: { title: string; body: string }) => ({
          ...entry,
          title: plain(title),
          hasBody: body.length > 200,
        })),
      ).toEqual(
        told.items.map(({ id, title, url: link, authors, date_published }) => ({
          id,
          title,
          link,
          authors: authors.map(({ name }) => name),
          published: date_published,
          hasBody: true,
        })),
      );
    },
  );
});

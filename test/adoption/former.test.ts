import { describe, expect, test } from 'vitest';
import { readFormer } from '../../src/adoption/former.ts';
import { startFormer } from '../support/former.ts';

const options = { agent: 'Courant/test', cwd: '/', patience: 500 };

async function read(address: string) {
  const asked: string[] = [];
  const result = await readFormer(address, {
    ...options,
    onDocument: (one) => asked.push(new URL(one).pathname + new URL(one).search),
  });
  const former = 'former' in result ? result.former : undefined;
  const problem = 'problem' in result ? result.problem : undefined;
  return { asked, former, problem, ids: former?.items.map(({ id }) => id) };
}

const rss = (ids: readonly (number | string)[], channel = ''): string =>
  `<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><link>/</link>${channel}${ids
    .map((id) => `<item><guid>${id}</guid><link>/${id}</link></item>`)
    .join('')}</channel></rss>`;
const link = (rel: string, href: string): string => `<atom:link rel="${rel}" href="${href}"/>`;

/** Serves documents by path and query. */
function serve(documents: Readonly<Record<string, string | number>>): Promise<string> {
  return startFormer((request, response) => {
    const document = documents[request.url ?? ''] ?? 404;
    if (typeof document === 'number') response.writeHead(document).end();
    else response.end(document);
  });
}

test('the archive of RFC 5005 is read page by page, each item once', async () => {
  const former = await serve({
    '/feed': rss([5, 4], link('prev-archive', '/archive/2')),
    '/archive/2': rss([4, 3], link('prev-archive', '/archive/1') + link('next-archive', '/feed')),
    '/archive/1': rss([2, 1]),
  });
  expect(await read(`${former}/feed`)).toMatchObject({
    ids: ['5', '4', '3', '2', '1'],
    asked: ['/feed', '/archive/2', '/archive/1'],
    former: { documents: 3, home: `${former}/`, notes: [] },
  });
});

test('JSON Feed is read on by next_url', async () => {
  const page = (id: string, next?: string) =>
    JSON.stringify({ version: 'https://jsonfeed.org/version/1.1', next_url: next, items: [{ id }] });
  const former = await serve({ '/feed.json': page('b', '/feed.json?2'), '/feed.json?2': page('a') });
  expect((await read(`${former}/feed.json`)).ids).toEqual(['b', 'a']);
});

const wordpress = '<generator>https://wordpress.org/?v=6.5</generator>';

describe('of WordPress, which names no further page, pages are asked for until', () => {
  test('there is none', async () => {
    const former = await serve({
      '/feed/': rss([4, 3], wordpress),
      '/feed/?paged=2': rss([2, 1], wordpress),
    });
    expect(await read(`${former}/feed/`)).toMatchObject({
      ids: ['4', '3', '2', '1'],
      former: { documents: 2 },
    });
  });

  test('one has nothing new', async () => {
    const former = await startFormer((_, response) => void response.end(rss([2, 1], wordpress)));
    expect(await read(`${former}/feed/`)).toMatchObject({ ids: ['2', '1'], former: { documents: 1 } });
  });

  test('one is a web page', async () => {
    const former = await serve({
      '/feed/': rss([1], wordpress),
      '/feed/?paged=2': '<!doctype html><p>Nothing found',
    });
    expect(await read(`${former}/feed/`)).toMatchObject({ ids: ['1'], former: { documents: 1 } });
  });

  test('but a server that breaks on the way is no end', async () => {
    const former = await serve({ '/feed/': rss([1], wordpress), '/feed/?paged=2': 500 });
    expect((await read(`${former}/feed/`)).problem?.reason).toContain('the answer is 500');
  });
});

test('nothing is taken when a page that the feed names cannot be read', async () => {
  const former = await serve({ '/feed': rss([2], link('prev-archive', '/archive/1')) });
  expect(await read(`${former}/feed`)).toMatchObject({
    problem: { file: `${former}/archive/1`, reason: expect.stringContaining('there is nothing (404)') },
  });
});

test('pages that lead in a circle are read once', async () => {
  const former = await serve({ '/a': rss([1], link('next', '/b')), '/b': rss([2], link('next', '/a')) });
  expect((await read(`${former}/a`)).asked).toEqual(['/a', '/b']);
});

test('pages without end are read a hundred times, and that is told', async () => {
  const former = await startFormer((request, response) => {
    const page = Number(request.url?.slice(1));
    response.end(rss([page], link('next', `/${page + 1}`)));
  });
  const { asked, former: read100 } = await read(`${former}/1`);
  expect(asked).toHaveLength(100);
  expect(read100?.notes).toEqual([
    `100 documents of it were read, and no more; name ${former}/101 to go on from there`,
  ]);
});

test('what it says is on another host is not asked for, but told', async () => {
  const elsewhere: string[] = [];
  const other = await startFormer((request, response) => {
    elsewhere.push(request.url ?? '');
    response.end(rss([1]));
  });
  const former = await serve({ '/feed': rss([2], link('next', `${other}/secret`)) });
  expect(await read(`${former}/feed`)).toMatchObject({
    ids: ['2'],
    former: {
      notes: [`its older items are at ${other}/secret, on another host; name that too if you want them`],
    },
  });
  expect(elsewhere).toEqual([]);
});

test('ids that are damaged are told of, and the rest is read', async () => {
  const former = await startFormer((_, response) => void response.end(Buffer.from(rss(['1é', 2]), 'latin1')));
  expect(await read(`${former}/feed`)).toMatchObject({
    ids: ['1\uFFFD', '2'],
    former: { notes: [expect.stringContaining('is not utf-8 all through')] },
  });
});

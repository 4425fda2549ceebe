import { existsSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseAtomFeed, parseJsonFeed, parseRssFeed } from 'feedsmith';
import { describe, expect, test } from 'vitest';
import { command } from '../support/command.ts';
import { startFormer } from '../support/former.ts';
import { plant, put, serveFolder } from '../support/service.ts';
import { ghost, hugo, jekyll, jsonFeed } from './former/others.ts';
import { wordpress } from './former/wordpress.ts';

const post = (title: string, date: string, more = ''): string =>
  `---\ntitle: ${JSON.stringify(title)}\ndate: ${date}\n${more}---\nThe body of it.\n`;

/** What independent readers take for the ids of each feed, newest first. */
async function idsServed(folder: string): Promise<readonly (readonly unknown[])[]> {
  const service = await serveFolder(folder, { site: 'https://new.example' });
  const get = async (path: string) => (await fetch(service.url + path)).text();
  const ids = [
    (parseRssFeed(await get('/rss.xml')).items ?? []).map(({ guid }) => guid?.value),
    (parseAtomFeed(await get('/atom.xml')).entries ?? []).map(({ id }) => id),
    (parseJsonFeed(await get('/feed.json')).items ?? []).map(({ id }) => id),
  ];
  await service.stop();
  return ids;
}

const everywhere = (...ids: readonly string[]) => [ids, ids, ids];

const systems: readonly {
  readonly name: string;
  readonly feed: string;
  readonly files: Readonly<Record<string, string>>;
  readonly renamed: readonly [from: string, to: string];
  readonly ids: readonly string[];
  readonly ways: readonly string[];
}[] = [
  {
    name: 'WordPress',
    feed: wordpress,
    files: {
      'the-storm-is-over.md': post("It's over: the storm & its price", '2024-05-04T10:39:00Z'),
      'politics/night.md': post('Election night', '2024-05-03T23:30:00Z'),
    },
    renamed: ['politics/night.md', 'archive/2024-election.md'],
    ids: ['https://old.example/?p=4711', 'https://old.example/?post_type=news&p=4700'],
    ways: ['slug', 'headline and day'],
  },
  {
    name: 'Ghost',
    feed: ghost,
    files: {
      'why-we-left.html': `<!doctype html><html><head><title>Why we left</title><link rel="canonical" href="https://old.example/why-we-left/">
        <meta property="article:published_time" content="2024-05-03T07:00:00Z"></head><body><article><p>Body</p></article></body></html>`,
      'b.md': post('Ship it <3', '2024-05-02T07:00:00Z', 'id: 6633f0a1e4b0c10001a1b2c4\n'),
    },
    renamed: ['b.md', 'notes/shipped.md'],
    ids: ['6633f0a1e4b0c10001a1b2c3', '6633f0a1e4b0c10001a1b2c4'],
    ways: ['former address', 'id'],
  },
  {
    name: 'Jekyll',
    feed: jekyll,
    files: {
      '_config.yml': 'title: Jane’s blog\nbaseurl: /blog\ntimezone: Europe/Brussels\n',
      '_posts/2024-05-04-cafe-and-more.md': '---\ntitle: Café & more\n---\nBody\n',
      '_posts/2024-05-01-hello.md': '---\ntitle: Hello again\n---\nBody\n',
    },
    renamed: ['_posts/2024-05-04-cafe-and-more.md', '_posts/2024-05-04-coffee.md'],
    ids: ['https://old.example/blog/2024/05/04/cafe-and-more', 'https://old.example/blog/2024/05/01/hello'],
    ways: ['slug', 'slug'],
  },
  {
    name: 'Hugo',
    feed: hugo,
    files: {
      'hugo.toml': 'title = "Old"\n',
      'content/posts/çay-saati.md': post(
        'Çay saati',
        '2024-05-04T12:00:00+03:00',
        'url: /posts/çay-saati/\n',
      ),
      'content/posts/second-name.md': post(
        'Another',
        '2024-05-03T12:00:00+03:00',
        'aliases: [/posts/first-name/]\n',
      ),
    },
    renamed: ['content/posts/çay-saati.md', 'content/posts/tea.md'],
    ids: ['https://old.example/posts/%C3%A7ay-saati/', 'https://old.example/posts/first-name/'],
    ways: ['address', 'former address'],
  },
  {
    name: 'JSON Feed',
    feed: jsonFeed,
    files: {
      'day.md': post('A day out', '2024-05-04T09:45:00+02:00', 'permalink: /2024/05/04/094500.html\n'),
      'showers.md': post('Rain', '2022-01-01'),
    },
    renamed: ['showers.md', 'weather/showers-of-may.md'],
    ids: ['https://old.example/2024/05/04/094500.html', '20240503'],
    ways: ['address', 'headline'],
  },
];

describe('the ids of a former system are served byte for byte, after a restart and after a rename too', () => {
  test.each(systems)('$name', async ({ feed, files, renamed, ids, ways }) => {
    const folder = plant(files);
    put(dirname(folder), 'former.feed', feed);
    const { out, err } = await command(folder, 'adopt', 'former.feed', '--json');
    expect(err).toBe('');
    const { items } = JSON.parse(out) as { items: { id: string; outcome: string; by?: string }[] };
    expect(items.filter(({ outcome }) => outcome === 'adopted').map(({ id, by }) => [id, by])).toEqual(
      ids.map((id, index) => [id, ways[index]]),
    );
    expect(await idsServed(folder)).toEqual(everywhere(...ids));
    put(folder, renamed[1], readFileSync(join(folder, renamed[0])));
    rmSync(join(folder, renamed[0]));
    expect(await idsServed(folder)).toEqual(everywhere(...ids));
  });
});

const two = {
  'the-storm-is-over.md': post('The storm', '2024-05-04T10:39:00Z'),
  'election-night.md': post('Election night', '2024-05-03T22:00:00Z', 'id: tag:new.example,2024:night\n'),
  'archive/older.md': post('Older', '2020-01-01'),
};

function plantTwo(files: Readonly<Record<string, string>> = two): string {
  const folder = plant(files);
  put(dirname(folder), 'former.xml', wordpress);
  return folder;
}

test('people are told what was adopted and how, and what was not, both ways', async () => {
  const { code, out, err, mentioned } = await command(plantTwo(), 'adopt', 'former.xml');
  expect({ code, err, mentioned }).toEqual({ code: 1, err: '', mentioned: ['Reading former.xml …'] });
  expect(out).toBe(
    [
      'The former feed has 3 items (RSS 2.0).',
      '',
      'Adopted: 1',
      '  articles/the-storm-is-over.md  https://old.example/?p=4711  by its slug',
      '',
      'Refused: 1',
      '  articles/election-night.md  https://old.example/?post_type=news&p=4700  its file gives it an id of its own (tag:new.example,2024:night), and it keeps that',
      '',
      'Items without an article: 1',
      '  Deleted long ago  https://old.example/?p=4600  no article is like it',
      '',
      'Articles without an item: 1',
      '  articles/archive/older.md  Older',
      '',
      '1 article that feeds show now, and older than the newest item, had no item: readers see them as new; a lower `limit` under `feeds` in courant.yaml shows fewer.',
    ].join('\n'),
  );
});

test('a feed is read from its address, with its older pages, and who watches a terminal sees them', async () => {
  const former = await startFormer((request, response) => {
    const isSecond = request.url === '/feed/?paged=2';
    if (request.url?.includes('paged') === true && !isSecond) response.writeHead(404).end();
    else response.end(isSecond ? wordpress.replaceAll(/the-storm-is-over|4711/g, 'older') : wordpress);
  });
  const folder = plant({
    ...two,
    'archive/older.md': post('It’s over: the storm & its price', '2024-05-04T10:39:00Z'),
  });
  const { code, out, mentioned } = await command(folder, 'adopt', `${former}/feed/`);
  expect(mentioned).toEqual(['', '?paged=2', '?paged=3'].map((page) => `Reading ${former}/feed/${page} …`));
  expect(out).toMatch(/^The former feed has 4 items \(RSS 2\.0, in 2 documents\)\.$/m);
  expect(out).toMatch(/^Adopted: 2$/m);
  expect(code).toBe(1);
  expect((await idsServed(folder))[0]).toContain('https://old.example/?p=older');
});

test('a dry run tells the same and changes nothing, not even where nothing was before', async () => {
  const folder = plantTwo();
  const state = join(dirname(folder), 'data/state.jsonl');
  const fresh = await command(folder, 'adopt', 'former.xml', '--dry-run');
  expect(fresh.out).toMatch(/^To be adopted: 1$/m);
  expect(fresh.out).toMatch(/Nothing was changed\.$/);
  expect(existsSync(dirname(state))).toBe(false);
  const ids = await idsServed(folder);
  const before = readFileSync(state);
  await command(folder, 'adopt', 'former.xml', '--dry-run', '--json');
  expect(readFileSync(state)).toEqual(before);
  expect(await idsServed(folder)).toEqual(ids);
});

test('adopting again changes nothing and says so', async () => {
  const folder = plantTwo();
  await command(folder, 'adopt', 'former.xml');
  const state = readFileSync(join(dirname(folder), 'data/state.jsonl'));
  const { out } = await command(folder, 'adopt', 'former.xml');
  expect(out).toMatch(/^Had their ids before: 1$/m);
  expect(out).toMatch(/There was nothing to adopt\.$/);
  expect(readFileSync(join(dirname(folder), 'data/state.jsonl'))).toEqual(state);
});

test('beside a running service it does nothing and says what to do, while a dry run looks', async () => {
  const folder = plantTwo();
  const service = await serveFolder(folder);
  const refused = await command(folder, 'adopt', 'former.xml');
  expect(refused).toMatchObject({ code: 2, out: '' });
  expect(refused.err).toMatch(
    /^nothing was adopted: The data folder \S+data is in use by process \d+; stop that `courant serve`, adopt, and start it again/,
  );
  expect((await command(folder, 'adopt', 'former.xml', '--dry-run')).out).toMatch(/^To be adopted: 1$/m);
  await service.stop();
  expect((await command(folder, 'adopt', 'former.xml')).out).toMatch(/^Adopted: 1$/m);
});

test('that articles were out under other ids before is told', async () => {
  const folder = plantTwo();
  await idsServed(folder);
  const { out } = await command(folder, 'adopt', 'former.xml');
  expect(out).toContain('1 article of these had other ids in feeds from here before');
  expect((await idsServed(folder))[0]).toContain('https://old.example/?p=4711');
});

describe('of a document that cannot be read nothing is adopted, and no trace is left', () => {
  test.each([
    [
      'cut short',
      wordpress.slice(0, wordpress.indexOf('Deleted')),
      /^former\.xml:\d+:\d+: ends in the middle: it was cut short/,
    ],
    [
      'a web page',
      '<!doctype html><link rel="alternate" type="application/rss+xml" href="https://x/feed/">',
      /^former\.xml: is a web page, not a feed: name one of its feeds: https:\/\/x\/feed\/$/,
    ],
    [
      'not well-formed',
      wordpress.replace('</channel>', '</chanel>'),
      /^former\.xml:42:\d+: is not well-formed XML/,
    ],
    ['huge', Buffer.alloc(20_000_001), /^former\.xml: is larger than 20 MB/],
    ['empty', '', /^former\.xml: is empty$/],
  ])('%s', async (_title, text, sentence) => {
    const folder = plant(two);
    put(dirname(folder), 'former.xml', text);
    const { code, out, err } = await command(folder, 'adopt', 'former.xml');
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(sentence);
    expect(existsSync(join(dirname(folder), 'data'))).toBe(false);
  });
});

test.each([
  ['nowhere.xml', 'nowhere.xml: is not there; name the file of a feed, or its address with https://'],
  ['articles', 'articles: is no file; name the file of a feed, or its address with https://'],
  [
    'ftp://old.example/feed',
    'ftp://old.example/feed: leads to a ftp: address; only http: and https: ones are fetched',
  ],
])('%s is told to be none', async (named, sentence) => {
  expect(await command(plant(two), 'adopt', named)).toMatchObject({ code: 2, err: sentence });
});

test('a data folder that cannot be written is told, and is no success', async () => {
  const folder = plantTwo();
  put(dirname(folder), 'data', 'a file in the way');
  const { code, out, err } = await command(folder, 'adopt', 'former.xml');
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toMatch(/data\/state\.jsonl cannot be written: .*a file is in the way/);
  expect(err).toMatch(/not all was adopted, as it could not be written: mend that and adopt again$/);
});

test('an id that would command a terminal is shown without its signs', async () => {
  const folder = plant({ 'a.md': post('A', '2024-05-04') });
  const items = [{ id: '\u001b]0;owned\u0007', title: 'A' }];
  put(dirname(folder), 'former.json', JSON.stringify({ version: 'https://jsonfeed.org/version/1.1', items }));
  const { code, out } = await command(folder, 'adopt', 'former.json');
  expect(code).toBe(1);
  expect(out).toContain('articles/a.md  \uFFFD]0;owned\uFFFD  its id has characters that no feed can carry');
  expect(out).not.toContain('\u001b');
});

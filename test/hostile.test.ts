import { rmSync } from 'node:fs';
import fc from 'fast-check';
import { parseAtomFeed, parseJsonFeed, parseRssFeed } from 'feedsmith';
import { SaxesParser } from 'saxes';
import { expect, test } from 'vitest';
import type { Library } from '../src/articles/library.ts';
import { cleanText } from '../src/articles/reading/text.ts';
import { systemClock } from '../src/clock.ts';
import type { Entry, FormatName } from '../src/feeds/feed.ts';
import { composeBody } from '../src/feeds/formats/body.ts';
import { createPublisher } from '../src/publishing/publisher.ts';
import { harmIn } from './articles/reading/harmless.ts';
import { open } from './storage/tree.ts';
import { site } from './support/feeds.ts';
import { MemoryRegister } from './support/memory.ts';
import { oddNames } from './support/nasty.ts';
import { plant } from './support/service.ts';
import { type Strange, strange } from './support/strange.ts';

/** How many articles are made up, always the same ones; a number in the environment makes up others at every run. */
const asked = Number(process.env.HOSTILE_ARTICLES ?? 0);
const inFolder = 100;

const rules = {
  limit: 2 * inFolder,
  content: 'full',
  ttl: 15,
  sections: false,
  tags: false,
  authors: false,
  made: [],
  withdrawn: 0,
  aliases: new Map(),
} as const;

/** Of every kind of file one that is as it should be: it must be there whatever stands beside it. */
const sound: Readonly<Record<string, string>> = {
  'sound-yaml.md': '---\ntitle: Sound\ndate: 2025-05-04\n---\nText.\n',
  'sound-toml.md': '+++\ntitle = "Sound"\ndate = 2025-05-04\n+++\nText.\n',
  'sound-wire.txt': 'Sound\n\n- World\n- Published Date: 10:39 | 04 May 2025\n\nText.\n',
  'sound-page.html':
    '<html><head><title>Sound</title><meta property="article:published_time" content="2025-05-04"></head><body><article><p>Text.</p></article></body></html>',
};

/** An entry in words that are the same for all formats. */
interface Heard {
  readonly id?: string;
  readonly title?: string;
  readonly link?: string;
  readonly summary: string;
  readonly html: string;
  readonly authors: readonly (string | undefined)[];
  readonly topics: readonly (string | undefined)[];
  /** Seconds. */
  readonly published: number;
  readonly updated?: number;
}

/** feedsmith takes most comments out of CDATA too, where XML has none (XML 1.0 section 2.7). */
const bare = (words: string): string => words.replace(/<!--[\s\S]*?-->/g, '').trim();

/** Every entry of a document, as an independent parser hears it. */
function heard(format: FormatName, text: string): readonly Heard[] {
  const second = (date: string | undefined): number => Math.floor(Date.parse(date ?? '') / 1000);
  if (format === 'rss') {
    return (parseRssFeed(text).items ?? []).map((item) => ({
      id: item.guid?.value,
      title: bare(item.title ?? ''),
      link: item.link,
      summary: bare(item.description ?? ''),
      html: item.content?.encoded ?? '',
      authors: item.dc?.creators ?? [],
      topics: item.categories?.map(({ name }) => name) ?? [],
      published: second(item.pubDate),
    }));
  }
  if (format === 'atom') {
    return (parseAtomFeed(text).entries ?? []).map((item) => ({
      id: item.id,
      title: item.title?.value,
      link: item.links?.[0]?.href,
      summary: item.summary?.value ?? '',
      html: item.content?.value ?? '',
      authors: item.authors?.map(({ name }) => name) ?? [],
      topics: [...new Set(item.categories?.map(({ label }) => label) ?? [])],
      published: second(item.published),
      updated: second(item.updated),
    }));
  }
  return (parseJsonFeed(JSON.parse(text)).items ?? []).map((item) => ({
    id: item.id,
    title: item.title,
    link: item.url,
    summary: item.summary ?? '',
    html: item.content_html ?? '',
    authors: item.authors?.map(({ name }) => name) ?? [],
    topics: item.tags ?? [],
    published: second(item.date_published as string | undefined),
    updated: second(item.date_modified as string | undefined),
  }));
}

function told(format: FormatName, entry: Entry): Heard {
  const { section, tags, published, updated } = entry;
  const said = {
    id: entry.id,
    title: entry.title,
    link: entry.permalink,
    summary: entry.summary,
    html: composeBody(entry, entry.html ?? '', site.language).trim(),
    authors: entry.authors.map(({ name }) => name),
    topics: [...new Set([...(section === undefined ? [] : [section.name]), ...tags.map(({ name }) => name)])],
    published: Math.floor(published / 1000),
  };
  return format === 'rss'
    ? { ...said, title: bare(said.title), summary: bare(said.summary) }
    : { ...said, updated: Math.floor(updated / 1000) };
}

/** An article of nothing but a headline and a summary: formats differ in where they put that. */
function bodied(one: Heard): Heard {
  return one.html.trim() === '' ? { ...one, html: '', summary: '' } : one;
}

function parseStrictly(document: string): void {
  const parser = new SaxesParser({ xmlns: true });
  parser.on('error', (error) => {
    throw error;
  });
  parser.write(document).close();
}

/** Every file is an article, or is named with what is wrong with it. */
function account(files: readonly string[], { articles, problems }: Library): void {
  const read = new Set(articles.map(({ key }) => key));
  const named = new Set(problems.filter(({ severity }) => severity === 'error').map(({ file }) => file));
  const lost = files.filter((file) => !read.has(file) && !named.has(file));
  expect(lost, 'neither read nor named').toEqual([]);
}

/** Its key as well: Unicode in one spelling. */
function nameOf({ name }: Strange, n: number): string {
  return `${n}${oddNames[n % oddNames.length]}-${name}`.normalize('NFC');
}

async function look(folder: string, files: Readonly<Record<string, Strange>>): Promise<void> {
  const register = new MemoryRegister();
  const publisher = createPublisher({
    source: open(folder, { site }),
    site,
    rules,
    register,
    clock: systemClock,
    page: () => undefined,
  });
  await publisher.regenerate('start');
  expect(publisher.last()?.fault).toBeUndefined();
  const shelf = publisher.current();
  if (shelf === undefined) throw new Error('there is no shelf');
  const { library, snapshot } = shelf;
  account([...Object.keys(files), ...Object.keys(sound)], library);

  const byKey = new Map(library.articles.map((article) => [article.key, article]));
  for (const name of Object.keys(sound)) expect([name, byKey.get(name)?.title]).toEqual([name, 'Sound']);
  for (const [name, file] of Object.entries(files)) {
    if (file.told === undefined) continue;
    const { title, tags, author } = file.told;
    const article = byKey.get(name);
    expect([name, article?.title]).toEqual([name, cleanText(title)]);
    expect(article?.authors.map((one) => one.name)).toEqual([cleanText(author)]);
    expect(article?.tags.length).toBeLessThanOrEqual(tags.length);
  }

  const entries: Entry[] = [];
  for (const article of snapshot.out) {
    const entry = await snapshot.entryOf(article);
    if (entry !== undefined) entries.push(entry);
  }
  expect([entries.length, publisher.problems().filter(({ reason }) => /left out of/.test(reason))]).toEqual([
    snapshot.out.length,
    [],
  ]);
  for (const entry of entries) {
    // What is put around the body is written as XML, which HTML reads alike.
    const body = composeBody(entry, entry.html ?? '', site.language).replaceAll('"/>', '">');
    expect([entry.permalink, harmIn(entry.html ?? ''), harmIn(body)]).toEqual([entry.permalink, [], []]);
  }
  for (const [format, topic] of [
    ['rss', '/rss.xml'],
    ['atom', '/atom.xml'],
    ['json', '/feed.json'],
  ] as const) {
    const document = (await shelf.find(topic))?.identity.toString('utf8') ?? '';
    if (format !== 'json') parseStrictly(document);
    expect(heard(format, document).map(bodied)).toEqual(entries.map((entry) => bodied(told(format, entry))));
  }
}

test('articles of any content are read or named, and told by every format as they are', {
  timeout: 600_000,
}, async () => {
  const batches = fc.array(strange, { minLength: inFolder, maxLength: inFolder });
  await fc.assert(
    fc.asyncProperty(batches, async (batch) => {
      const files = Object.fromEntries(batch.map((file, n) => [nameOf(file, n), file]));
      const contents = Object.entries(files).map(([name, { content }]) => [name, content] as const);
      const folder = plant({ ...sound, ...Object.fromEntries(contents) });
      await look(folder, files);
      rmSync(folder, { recursive: true });
    }),
    {
      // A folder is shrunk for minutes; what fails tells its article anyway.
      endOnFailure: true,
      ...(asked > 0 ? { numRuns: Math.ceil(asked / inFolder) } : { numRuns: 20, seed: 20_250_504 }),
    },
  );
});

import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseAtomFeed, parseJsonFeed, parseRssFeed } from 'feedsmith';
import { SaxesParser } from 'saxes';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Instant } from '../src/articles/instant.ts';
import { run } from '../src/commands/run.ts';
import { createLog } from '../src/log.ts';
import { start } from '../src/service.ts';
import { loadSettings } from '../src/settings/sources.ts';
import { startCourant } from './commands/courant.ts';

/*
 * What whole folders become: test/golden/CASE/articles is read, and the three feeds of the site and the problems must be
 * the files beside it, byte for byte. `GOLDEN=write npx vitest run test/golden.test.ts` writes them anew; look at every
 * line of the difference before keeping it.
 */
const golden = fileURLToPath(new URL('golden', import.meta.url));
const cases = readdirSync(golden).sort();
const isWriting = process.env.GOLDEN === 'write';
const documents = ['rss.xml', 'atom.xml', 'feed.json'] as const;
const today = Date.UTC(2025, 5, 1);

type Name = (typeof documents)[number];
type Documents = Readonly<Record<Name, string>>;

/** What the whole service makes of a folder at an instant. */
async function publish(folder: string, now: Instant): Promise<Documents> {
  const data = temporary();
  const flags = { port: '0', data, watch: false };
  const loaded = await loadSettings({ flags, environment: {}, cwd: golden, folder });
  if ('problems' in loaded) throw new Error(JSON.stringify(loaded.problems));
  const service = await start(loaded.settings, { clock: () => now, log: createLog('silent', false) });
  try {
    await service.ready;
    return await fetchDocuments(service.url);
  } finally {
    await service.stop();
  }
}

async function fetchDocuments(url: string): Promise<Documents> {
  const [rss, atom, json] = await Promise.all(
    documents.map(async (name) => (await fetch(`${url}/${name}`)).text()),
  );
  return { 'rss.xml': rss ?? '', 'atom.xml': atom ?? '', 'feed.json': json ?? '' };
}

/** What `courant check` prints. */
async function findProblems(folder: string): Promise<string> {
  const lines: string[] = [];
  const print = (line: string) => void lines.push(`${line}\n`);
  const surroundings = {
    environment: {},
    cwd: folder,
    clock: () => today,
    print,
    complain: print,
    mention: () => {},
  };
  const code = await run(['check', '.', '--data', temporary()], surroundings);
  expect(code).toBe(lines.length === 0 ? 0 : 1);
  return lines.join('');
}

function temporary(): string {
  const folder = mkdtempSync(join(tmpdir(), 'courant-golden-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** The same articles, written in another order and at other times. */
function rewritten(folder: string): string {
  const copy = join(temporary(), 'articles');
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  for (const [index, { parentPath, name }] of files.reverse().entries()) {
    const from = join(parentPath, name);
    const to = join(copy, from.slice(folder.length));
    mkdirSync(dirname(to), { recursive: true });
    cpSync(from, to);
    utimesSync(to, 1_000_000_000 + index, 1_000_000_000 + index);
  }
  return copy;
}

const pathOf = (name: string, file: string): string => join(golden, name, file);

function stored(name: string, file: string): string {
  return existsSync(pathOf(name, file)) ? readFileSync(pathOf(name, file), 'utf8') : '';
}

function hold(name: string, file: Name | 'problems.txt', text: string): void {
  if (isWriting && text === '') rmSync(pathOf(name, file), { force: true });
  else if (isWriting) writeFileSync(pathOf(name, file), text);
  expect(text).toBe(stored(name, file));
}

/** Titles as one of the documents tells them to a stranger. */
function titles(file: Name, text: string): (string | undefined)[] {
  if (file === 'feed.json') return (parseJsonFeed(JSON.parse(text)).items ?? []).map(({ title }) => title);
  const parser = new SaxesParser({ xmlns: true });
  parser.on('error', (error) => {
    throw error;
  });
  parser.write(text).close();
  if (file === 'rss.xml') return (parseRssFeed(text).items ?? []).map(({ title }) => title);
  return (parseAtomFeed(text).entries ?? []).map(({ title }) => title?.value);
}

test('there is something to hold', () => {
  expect(cases.length).toBeGreaterThanOrEqual(18);
});

describe.each(cases)('%s', (name) => {
  const folder = pathOf(name, 'articles');

  test('becomes these three feeds, with these problems', async () => {
    const published = await publish(folder, today);
    for (const file of documents) {
      expect(published[file]).not.toBe('');
      hold(name, file, published[file]);
    }
    hold(name, 'problems.txt', await findProblems(folder));
  });

  test('tells three independent readers the same titles', () => {
    const [rss, atom, json] = documents.map((file) => titles(file, stored(name, file)));
    expect(atom).toEqual(json);
    expect(rss).toEqual(json);
  });

  test('becomes the same bytes from files that were written in another order, at another time', async () => {
    const published = await publish(rewritten(folder), Date.UTC(2031, 1, 2, 3, 4, 5));
    for (const file of documents) expect(published[file]).toBe(stored(name, file));
  });
});

test.each(['wire copy', 'site of Jekyll', 'site of Eleventy', 'several languages'])(
  '%s becomes the same bytes in a process at the other end of the world',
  async (name) => {
    const courant = startCourant(
      ['serve', pathOf(name, 'articles'), '--port', '0', '--data', temporary(), '--no-watch'],
      golden,
      { TZ: 'Asia/Tokyo', LANG: 'ja_JP.UTF-8' },
    );
    const said = await courant.says('Listening at ');
    const published = await fetchDocuments(/Listening at (\S+)/.exec(said)?.[1] ?? '');
    for (const file of documents) expect(published[file]).toBe(stored(name, file));
  },
);

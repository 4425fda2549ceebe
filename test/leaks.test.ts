import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { createLog } from '../src/log.ts';
import { type Service, start } from '../src/service.ts';
import { loadSettings } from '../src/settings/sources.ts';
import { png } from './storage/pictures.ts';
import { plant, put } from './support/service.ts';

type Files = Record<string, string | Uint8Array>;

const today = Date.UTC(2026, 4, 4, 12);
const hour = 3_600_000;

/** What everybody may read. */
const open: Files = {
  'sea.md': `---
title: The sea
date: 2026-05-03 10:00
section: Nature
tags: [water]
author: Jane Roe
image: sea.png
---
Water.
`,
  'sea.png': png(30, 20),
  'land.txt': 'Land\n\n- Nature\n- John Doe\n- Published Date: 10:39 | 02 May 2026\n\nEarth.\n',
};

/** Words that stand in no article that is out. */
const secret = /vex\w+/i;

/** An article that has everything that could show up somewhere, all of it named by one word. */
function article(word: string, ...fields: readonly string[]): string {
  return `---
title: Title ${word}
slug: slug-${word}
summary: Summary ${word}
section: Section ${word}
tags: [Tag ${word}, water]
author: Author ${word}
image: ${word}.png
correction: Correction ${word}
related: ["The sea", "Related ${word}"]
enclosure: { url: "https://cast.example/${word}.mp3", type: audio/mpeg, length: 7 }
${fields.join('\n')}
---
Body ${word}. ![Picture](${word}.png) ![No picture](${word}-lost.png) [No article](${word}-lost.md)
`;
}

const embargoed = 'embargo: 2026-05-04 13:00';
/** Each file, and what hides it. Some have mistakes, of which nothing may be told to the world. */
const hidden: Files = {
  'vexember.md': article('vexember', 'date: 2026-05-01', embargoed),
  'news/vexdraft.md': article('vexdraft', 'date: 2026-05-01', 'draft: true'),
  'vexwithdrawn.md': article('vexwithdrawn', 'date: 2026-05-01', 'status: withdrawn'),
  'vexexpired.md': article('vexexpired', 'date: 2026-05-01', 'expires: 2026-05-02'),
  'vextomorrow.md': article('vextomorrow', 'date: 2026-05-05'),
  '_drafts/vexdrawer.md': article('vexdrawer', 'date: 2026-05-01'),
  'vexundated.md': article('vexundated', 'draft: true', 'updated: never'),
  'vexwrong.md': article('vexwrong', 'date: 2026-05-01', embargoed, 'expires: soon'),
  'vexcopy.md': article('vexcopy', 'date: 2026-05-01', embargoed, 'permalink: /articles/sea'),
  'vextwin.md': article('vextwin', 'date: 2026-05-01', embargoed, 'permalink: /articles/slug-vexember'),
  'vexkilled.txt':
    'KILL: Title vexkilled\n\n- Section vexkilled\n- Author vexkilled\n- Published Date: 10:39 | 01 May 2026\n\nBody vexkilled.\n',
  'vexheld.txt':
    'Title vexheld\n\n- EMBARGOED UNTIL 13:00 | 04 May 2026\n- Author vexheld\n- Published Date: 10:39 | 01 May 2026\n\nBody vexheld.\n',
  'vexpage.html':
    '<html lang="en"><title>Title vexpage</title><meta property="article:published_time" content="2026-05-05T00:00Z"><article><p>Body vexpage</p></article></html>',
};
const words = Object.keys(hidden).map((name) => /vex\w+/.exec(name)?.[0] ?? '');
words.forEach((word, n) => Object.assign(hidden, { [`${word}.png`]: png(40 + n, 40) }));
hidden['news/vexdraft.png'] = png(99, 40);

interface Begun {
  readonly service: Service;
  readonly folder: string;
  setClock(now: number): void;
}

async function begin(files: Files): Promise<Begun> {
  const folder = plant(files);
  const loaded = await loadSettings({
    flags: {
      port: '0',
      'log-level': 'silent',
      data: join(folder, '../data'),
      site: 'https://paper.example',
      // One tick a year, lest it come between two answers that are compared.
      schedule: '0 0 1 1 *',
      watch: false,
    },
    environment: {},
    cwd: folder,
    folder,
  });
  if ('problems' in loaded) throw new Error(JSON.stringify(loaded.problems));
  let now = today;
  const service = await start(loaded.settings, { clock: () => now, log: createLog('silent', false) });
  onTestFinished(() => service.stop());
  await service.ready;
  return {
    service,
    folder,
    setClock: (instant) => {
      now = instant;
    },
  };
}

interface Answer {
  readonly status: number;
  readonly headers: string;
  readonly body: string;
}

async function ask({ service }: Begun, path: string, headers: Record<string, string> = {}): Promise<Answer> {
  const answer = await fetch(service.url + path, { headers, redirect: 'manual' });
  const told = [...answer.headers].filter(([name]) => name !== 'date');
  const body = Buffer.from(await answer.arrayBuffer()).toString('latin1');
  return {
    status: answer.status,
    headers: told.map((field) => field.join(': ')).join('\n'),
    body: body.replaceAll(service.url, ''),
  };
}

/** Every address that can be learned from what is served, with its answer; and those that people and programs guess. */
async function crawl(begun: Begun, guesses: readonly string[] = []): Promise<ReadonlyMap<string, Answer>> {
  const found = new Map<string, Answer>();
  const rest = [
    ...['/', '/feeds', '/feeds.opml', '/rss.xml', '/atom.xml', '/feed.json', '/status', '/metrics', '/healthz'],
    ...['/readyz', '/robots.txt', '/sitemap.xml', '/sitemap_index.xml', '/sitemap-index.xml', '/news-sitemap.xml'],
    ...['/sitemap-news.xml', '/sitemap/1.xml', '/favicon.ico', '/withdrawn', '/archive/1/rss.xml', '/missing'],
    ...guesses,
  ];
  for (let path = rest.pop(); path !== undefined; path = rest.pop()) {
    if (found.has(path)) continue;
    const answer = await ask(begun, path);
    found.set(path, answer);
    for (const accept of ['text/html', 'application/json', '*/*']) {
      found.set(`${path} ${accept}`, await ask(begun, path, { Accept: accept, 'Sec-Fetch-Dest': 'document' }));
    }
    const text = `${answer.headers}\n${answer.body}`.replaceAll('\\/', '/').replaceAll('&amp;', '&');
    for (const [, public_, local] of text.matchAll(/https:\/\/paper\.example(\/[^\s"'<>)\\]*)|(?:href|src)="(\/[^"]*)"/g)) {
      rest.push((public_ ?? local ?? '').replace(/[?#].*$/, ''));
    }
  }
  return found;
}

/** Where somebody who has heard a word would look for what it names. */
function guessesOf(word: string): readonly string[] {
  const files = ['', '/', '/rss.xml', '/atom.xml', '/feed.json', '/archive/1/rss.xml'];
  const folders = [`/sections/section-${word}`, `/tags/tag-${word}`, `/authors/author-${word}`, `/feeds/${word}`];
  return [
    ...folders.flatMap((folder) => files.map((file) => folder + file)),
    ...[`/articles/slug-${word}`, `/articles/${word}`, `/articles/slug-${word}/`, `/${word}.md`, `/${word}`],
    ...[`/articles/slug-${word}.html`, `/articles/slug-${word}/index.html`, `/${word}.png`, `/media/${word}.png`],
  ];
}

describe('what is not out', () => {
  test('changes no answer: the site is byte for byte the one without it', async () => {
    const bare = await begin(open);
    const full = await begin({ ...open, ...hidden });
    const guesses = words.flatMap(guessesOf);
    const expected = await crawl(bare, guesses);
    const served = await crawl(full, guesses);
    expect([...served.keys()].sort()).toEqual([...expected.keys()].sort());
    expect(served.size).toBeGreaterThan(500);
    expect([...served].filter(([, { status }]) => status === 200).length).toBeGreaterThan(60);
    for (const [path, answer] of served) {
      expect([path, answer]).toEqual([path, expected.get(path)]);
      expect(`${path.includes('vex') ? '' : path}\n${answer.headers}\n${answer.body}`).not.toMatch(secret);
    }
    for (const guess of guesses) expect([guess, served.get(guess)?.status]).toEqual([guess, 404]);
  });

  test('shows none of its pictures, also to who knows their content and their name', async () => {
    const full = await begin({ ...open, ...hidden });
    await crawl(full);
    const seen: unknown[] = [];
    for (const [name, content] of Object.entries(hidden)) {
      if (typeof content === 'string') continue;
      const hash = createHash('sha256').update(content).digest('hex').slice(0, 16);
      seen.push([name, (await ask(full, `/media/${hash}/${name}`)).status]);
    }
    expect(seen).toEqual(seen.map(([name]) => [name, 404]));
    rmSync(full.folder, { recursive: true });
    vi.useRealTimers();
    put(full.folder, 'x', String(hour));
  });
});

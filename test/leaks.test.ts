import { createHash } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, test, vi } from 'vitest';
import { png } from './storage/pictures.ts';
import { type Answer, ask, type Begun, serveAt } from './support/clocked.ts';

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
  'vexplace.md': article('vexplace', 'date: 2026-05-01', embargoed, 'permalink: /feeds/vexplace'),
  'vexsoon.md': article('vexsoon', 'date: 2026-05-05', 'expires: soon'),
  'vexgone.md': article('vexgone', 'date: 2026-05-01', 'expires: 2026-05-02', 'updated: never'),
  // It comes out after it has gone: a warning, of an article that is in the library.
  'vexlate.md': article('vexlate', 'date: 2026-05-01', embargoed, 'expires: 2026-05-03'),
  'vexkilled.txt':
    'KILL: Title vexkilled\n\n- Section vexkilled\n- Author vexkilled\n- Published Date: 10:39 | 01 May 2026\n\nBody vexkilled.\n',
  'vexheld.txt':
    'Title vexheld\n\n- EMBARGOED UNTIL 13:00 | 04 May 2026\n- Author vexheld\n- Published Date: 10:39 | 01 May 2026\n\nBody vexheld.\n',
  'vexpage.html':
    '<html lang="en"><title>Title vexpage</title><meta property="article:published_time" content="2026-05-05T00:00Z"><article><p>Body vexpage</p></article></html>',
};
const words = Object.keys(hidden).map((name) => /vex\w+/.exec(name)?.[0] ?? '');
for (const [n, word] of words.entries()) hidden[`${word}.png`] = png(40 + n, 40);
hidden['news/vexdraft.png'] = png(99, 40);

/** Where a file is served to whoever has heard of it, once something that is out shows it. */
const mediaAddress = (key: string, content: string | Uint8Array): string =>
  `/media/${createHash('sha256').update(content).digest('hex').slice(0, 16)}/${key}`;

const pictures = Object.entries(hidden)
  .filter(([key]) => key.endsWith('.png'))
  .map(([key, content]) => mediaAddress(key, content));

const begin = (files: Files): Promise<Begun> => serveAt(today, files);

/** How fast and how large a process is differs from one to the next; what it tells of, and counts, must not. */
function withoutMeasures(path: string, answer: Answer): Answer {
  if (!path.startsWith('/metrics')) return answer;
  const body = answer.body
    .split('\n')
    .filter((line) => !/^(?:nodejs|process)_/.test(line))
    .map((line) => (/^\w+_(?:seconds|bytes)\w*[ {]/.test(line) ? line.replace(/ \S+$/, '') : line))
    .join('\n');
  return { ...answer, body, headers: answer.headers.replace(/^content-length: .*$/m, '') };
}

/** Every address that can be learned from what is served, with its answer; and those that people and programs guess. */
async function crawl(begun: Begun, guesses: readonly string[] = []): Promise<ReadonlyMap<string, Answer>> {
  const found = new Map<string, Answer>();
  const rest = [
    ...[
      '/',
      '/feeds',
      '/feeds.opml',
      '/rss.xml',
      '/atom.xml',
      '/feed.json',
      '/status',
      '/metrics',
      '/healthz',
    ],
    ...[
      '/readyz',
      '/robots.txt',
      '/sitemap.xml',
      '/sitemap_index.xml',
      '/sitemap-index.xml',
      '/news-sitemap.xml',
    ],
    ...[
      '/sitemap-news.xml',
      '/sitemap/1.xml',
      '/favicon.ico',
      '/withdrawn',
      '/archive/1/rss.xml',
      '/missing',
    ],
    ...guesses,
  ];
  for (let path = rest.pop(); path !== undefined; path = rest.pop()) {
    if (found.has(path)) continue;
    const answer = withoutMeasures(path, await ask(begun, path));
    found.set(path, answer);
    for (const accept of ['text/html', 'application/json', '*/*']) {
      const asked = await ask(begun, path, { Accept: accept, 'Sec-Fetch-Dest': 'document' });
      found.set(`${path} ${accept}`, withoutMeasures(path, asked));
    }
    const text = `${answer.headers}\n${answer.body}`.replaceAll('\\/', '/').replaceAll('&amp;', '&');
    for (const [, public_, local] of text.matchAll(
      /https:\/\/paper\.example(\/[^\s"'<>)\\]*)|(?:href|src)="(\/[^"]*)"/g,
    )) {
      rest.push((public_ ?? local ?? '').replace(/[?#].*$/, ''));
    }
  }
  return found;
}

/** Where somebody who has heard a word would look for what it names. */
function guessesOf(word: string): readonly string[] {
  const files = ['', '/', '/rss.xml', '/atom.xml', '/feed.json', '/archive/1/rss.xml'];
  const folders = [
    `/sections/section-${word}`,
    `/tags/tag-${word}`,
    `/authors/author-${word}`,
    `/feeds/${word}`,
  ];
  return [
    ...folders.flatMap((folder) => files.map((file) => folder + file)),
    ...[`/articles/slug-${word}`, `/articles/${word}`, `/articles/slug-${word}/`, `/${word}.md`, `/${word}`],
    ...[
      `/articles/slug-${word}.html`,
      `/articles/slug-${word}/index.html`,
      `/${word}.png`,
      `/media/${word}.png`,
    ],
  ];
}

describe('what is not out', () => {
  test('changes no answer: the site is byte for byte the one without it', async () => {
    const bare = await begin(open);
    const full = await begin({ ...open, ...hidden });
    const guesses = [...words.flatMap(guessesOf), ...pictures];
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

  test('is not named by links of what is out, and no picture shows by a name or hash, be it guessed or known', async () => {
    const linking = `${open['sea.md']}${words.map((word) => `[A](${word}.md) [B](news/${word}.md)`).join(' ')}`;
    const full = await begin({ ...open, ...hidden, 'sea.md': linking });
    const hashes = ['0'.repeat(16), createHash('sha256').update('').digest('hex').slice(0, 16), '*', ''];
    const wrong = words.flatMap((word) => hashes.map((hash) => `/media/${hash}/${word}.png`));
    const guesses = [...wrong, ...pictures];
    const served = await crawl(full, guesses);
    for (const guess of guesses) expect([guess, served.get(guess)?.status]).toEqual([guess, 404]);
    const { body } = await ask(full, '/articles/sea');
    // What has expired was out, and its address is no secret.
    expect([...body.matchAll(/slug-vex\w+/g)].map(([slug]) => slug)).not.toContainEqual(
      expect.not.stringMatching(/slug-vex(?:expired|gone)/),
    );
    for (const word of ['vexember', 'vexwithdrawn', 'vextomorrow', 'vexundated', 'vexwrong']) {
      expect([word, body.includes(`"/articles/${word}.md"`)]).toEqual([word, false]);
    }
  });

  test('appears at its second everywhere, and what expires is gone at its own', async () => {
    const { 'vexember.md': embargoedOne = '', 'vexember.png': picture = '' } = hidden;
    const leaving = article('vexleaving', 'date: 2026-05-01', 'expires: 2026-05-04 13:00');
    const begun = await begin({
      ...open,
      'vexember.md': embargoedOne,
      'vexember.png': picture,
      'vexleaving.md': leaving,
      'vexleaving.png': png(7, 7),
    });
    const at = async (word: string): Promise<readonly boolean[]> => {
      const pages = ['/', '/rss.xml', '/atom.xml', '/feed.json', '/tags/water/rss.xml', '/tags/water'];
      const answers = await Promise.all(pages.map((page) => ask(begun, page)));
      return [
        ...answers.map(({ body }) => body.includes(`Title ${word}`)),
        await found(`/articles/slug-${word}`),
        await found(mediaAddress(`${word}.png`, word === 'vexember' ? picture : png(7, 7))),
      ];
    };
    const found = async (path: string): Promise<boolean> => (await ask(begun, path)).status === 200;
    const everywhere = Array.from({ length: 8 }, () => true);
    const nowhere = everywhere.map(() => false);

    expect([await at('vexember'), await at('vexleaving')]).toEqual([nowhere, everywhere]);
    begun.setClock(today + hour - 1);
    // Longer than the schedule waits in one piece: had it come out a millisecond early, it would be seen.
    await wait(1300);
    expect([await at('vexember'), await at('vexleaving')]).toEqual([nowhere, everywhere]);
    begun.setClock(today + hour);
    await vi.waitFor(async () => expect(await at('vexember')).toEqual(everywhere), { timeout: 5000 });
    expect(await at('vexleaving')).toEqual(nowhere);

    expect(await found('/sections/section-vexember/rss.xml')).toBe(true);
    expect(await found('/authors/author-vexember/feed.json')).toBe(true);
    const { body } = await ask(begun, '/articles/slug-vexember');
    const shown = /\/media\/[0-9a-f]{16}\/vexember\.png/.exec(body)?.[0] ?? 'no picture';
    expect([shown, await found(shown)]).toEqual([shown, true]);
    for (const [path, answer] of await crawl(begun)) {
      expect([
        path,
        /(?:title|slug|body|summary|correction|related|cast.example.)[ -/]?vexleaving/i.test(answer.body),
      ]).toEqual([path, false]);
    }
  });
});

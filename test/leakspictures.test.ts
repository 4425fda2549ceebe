import { createHash } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { buildSite, filesIn } from './building/sites.ts';
import { png } from './storage/pictures.ts';
import { ask, type Begun, serveAt } from './support/clocked.ts';
import { plant, put } from './support/service.ts';

const now = Date.UTC(2026, 4, 4, 12);
const hour = 3_600_000;
const [p, q] = [png(30, 20), png(40, 20)];

const address = (key: string, content: string | Uint8Array = p): string =>
  `/media/${createHash('sha256').update(content).digest('hex').slice(0, 16)}/${key}`;

/** @param fields - lines of front matter */
function piece(title: string, body: string, ...fields: readonly string[]): string {
  const date = fields.some((field) => field.startsWith('date:')) ? [] : ['date: 2026-05-01'];
  return `---\n${[`title: ${title}`, ...date, ...fields].join('\n')}\n---\n${body}\n`;
}

const statusOf = async (begun: Begun, path: string): Promise<number> => (await ask(begun, path)).status;

const open = piece('Open', 'Text.');
const reasons: readonly (readonly [why: string, field: string])[] = [
  ['a draft', 'draft: true'],
  ['withdrawn', 'status: withdrawn'],
  ['embargoed', 'embargo: 2026-05-04 12:00:01'],
  ['of tomorrow', 'date: 2026-05-05'],
  ['expired', 'expires: 2026-05-04 12:00'],
  ['broken', 'expires: soon'],
];

describe('a file of an article that is', () => {
  test.each(reasons)('%s is told from none by nothing', async (_, field) => {
    const ways = [
      ['p.png', piece('A', '![A](p.png)', field), p],
      ['p.png', piece('A', '<img src="p&#46;png">', field), p],
      ['p.png', piece('A', 'Text.', field, 'image: p.png'), p],
      ['talk.mp3', piece('A', 'Text.', field, 'enclosure: talk.mp3'), 'sound'],
      ['report.pdf', piece('A', '[Report](report.pdf)', field), '%PDF'],
    ] as const;
    const asked = ways.map(([name, , content], way) => address(`${way}/${name}`, content));
    const hidden = ways.flatMap(([name, text, content], way) => [
      [`${way}/a.md`, text] as const,
      [`${way}/${name}`, content] as const,
    ]);
    const full = await serveAt(now, { 'open.md': open, ...Object.fromEntries(hidden) });
    const bare = await serveAt(now, { 'open.md': open });
    for (const path of asked) {
      const etag = { 'If-None-Match': `"${path.split('/')[2]}"` };
      const asking: readonly Record<string, string>[] = [
        {},
        { Range: 'bytes=0-3' },
        etag,
        { ...etag, Accept: 'text/html' },
      ];
      for (const headers of asking) {
        for (const method of ['GET', 'HEAD', 'OPTIONS', 'POST']) {
          const answer = await ask(full, path, headers, method);
          expect([path, method, headers, answer]).toEqual([
            path,
            method,
            headers,
            await ask(bare, path, headers, method),
          ]);
          expect(answer.status).toBeGreaterThanOrEqual(method === 'OPTIONS' ? 204 : 404);
        }
      }
    }
  });

  test.each(reasons)('%s is served as soon as another that is out shows it', async (_, field) => {
    const begun = await serveAt(now, {
      'hidden.md': piece('A', '![A](img/p.png)', field, 'image: img/q.png'),
      'open.md': piece('B', '![B](/img/p.png)'),
      'img/p.png': p,
      'img/q.png': q,
    });
    expect(await statusOf(begun, address('img/p.png'))).toBe(200);
    expect(await statusOf(begun, address('img/q.png', q))).toBe(404);
  });
});

test('a file that no article shows is not served, though one that is out has its name in words', async () => {
  const begun = await serveAt(now, {
    'one.md': piece('A', 'Write `![A](p.png)`, or\n\n    ![A](p.png)\n\nfor a picture.'),
    'two.md': piece('B', 'See img/q.png.'),
    'three.md': piece('C', 'Text.', 'summary: See p.png.', 'caption: p.png', 'image_alt: p.png'),
    'p.png': p,
    'img/q.png': q,
  });
  expect(await statusOf(begun, address('p.png'))).toBe(404);
  expect(await statusOf(begun, address('img/q.png', q))).toBe(404);
});

test('a picture comes out with its article at its second, and goes at the second at which that expires', async () => {
  const begun = await serveAt(now, {
    'a.md': piece('A', '![A](p.png)', 'embargo: 2026-05-04 13:00', 'expires: 2026-05-04 14:00'),
    'p.png': p,
  });
  const seen: [Date, number][] = [];
  for (const at of [0, hour - 1, hour, 2 * hour - 1, 2 * hour, hour + 1, hour - 1]) {
    begun.setClock(now + at);
    seen.push([new Date(now + at), await statusOf(begun, address('p.png'))]);
  }
  expect(seen.map(([, status]) => status)).toEqual([404, 404, 200, 200, 404, 200, 404]);
});

describe('while it runs', () => {
  const file = address('x/p.png');
  const watched = { watch: true };
  const soon = (begun: Begun, path: string, status: number) =>
    vi.waitFor(async () => expect(await statusOf(begun, path)).toBe(status), { timeout: 10_000 });

  test('an article that is taken back, in words or by deleting it, takes its picture along', async () => {
    const files = { 'x/a.md': piece('A', '![A](p.png)'), 'x/b.md': piece('B', '![B](p.png)'), 'x/p.png': p };
    const begun = await serveAt(now, { ...files, 'c.md': open, 'd.md': open }, watched);
    expect(await statusOf(begun, '/articles/a')).toBe(200);
    expect(await statusOf(begun, file)).toBe(200);
    put(begun.folder, 'x/a.md', piece('A', '![A](p.png)', 'status: withdrawn'));
    await soon(begun, '/articles/a', 410);
    expect(await statusOf(begun, file), 'the other shows it').toBe(200);
    rmSync(join(begun.folder, 'x/b.md'));
    await soon(begun, '/articles/b', 410);
    await soon(begun, file, 404);
  });

  test('what is added is served with its pictures', async () => {
    const begun = await serveAt(now, { 'c.md': open, 'x/p.png': p }, watched);
    expect(await statusOf(begun, file)).toBe(404);
    put(begun.folder, 'x/a.md', piece('A', '![A](p.png)'));
    await soon(begun, file, 200);
  });

  test('a picture that an article loses stays for pages that are out in the world, as long as the article does', async () => {
    const begun = await serveAt(
      now,
      { 'c.md': open, 'x/a.md': piece('A', '![A](p.png)'), 'x/p.png': p },
      watched,
    );
    expect((await ask(begun, '/articles/a')).body).toContain(file);
    put(begun.folder, 'x/a.md', piece('A', 'Without.'));
    await vi.waitFor(async () => expect((await ask(begun, '/articles/a')).body).toContain('Without.'), {
      timeout: 10_000,
    });
    expect(await statusOf(begun, file)).toBe(200);
    put(begun.folder, 'x/a.md', piece('A', 'Without.', 'draft: true'));
    await soon(begun, file, 404);
  });
});

describe('after a restart, before its article is read for anybody', () => {
  const articles = Array.from({ length: 80 }, (_, n) => {
    const day = String((n % 28) + 1).padStart(2, '0');
    const folder = `${n % 4}/${n}`;
    const shapes = ['![A](p.png)', '<img src=p.png>', '![A][1]\n\n[1]: <./p.png>', '![A](../../img/p.png)'];
    return {
      key: `${folder}/index.md`,
      text: `---\ntitle: Old ${n}\ndate: 20${10 + (n % 10)}-03-${day}\n---\n${shapes[n % 4]}\n`,
      picture: n % 4 === 3 ? 'img/p.png' : `${folder}/p.png`,
      content: png(100 + (n % 4 === 3 ? 3 : n), 9),
    };
  });
  const files = {
    'courant.yaml': 'feeds: { limit: 3 }\n',
    ...Object.fromEntries(articles.flatMap(({ key, text }) => [[key, text]])),
    ...Object.fromEntries(articles.flatMap(({ picture, content }) => [[picture, content]])),
  };

  test.each([
    ['with what is remembered', true],
    ['with nothing remembered', false],
  ])('every picture is served, %s', async (_, isRemembered) => {
    const folder = plant(files);
    const first = await serveAt(now, folder);
    await first.service.stop();
    if (!isRemembered) rmSync(join(folder, '../data'), { recursive: true });
    else expect(readFileSync(join(folder, '../data/facts.jsonl'), 'utf8')).toContain('"mentions"');
    const again = await serveAt(now, folder);
    for (const { picture, content } of articles) {
      expect([picture, await statusOf(again, address(picture, content))]).toEqual([picture, 200]);
    }
  });
});

test('pictures of the site itself are served, also where a draft shows them', async () => {
  const begun = await serveAt(now, {
    'courant.yaml': 'site: { icon: /img/icon.png, logo: /logo.png }\n',
    'open.md': open,
    'draft.md': piece('A', '![A](img/icon.png) ![B](logo.png) ![C](other/logo.png)', 'draft: true'),
    'img/icon.png': p,
    'logo.png': q,
    'other/logo.png': q,
  });
  const asked = [
    ['/img/icon.png', 200],
    ['/logo.png', 200],
    [address('img/icon.png'), 200],
    [address('logo.png', q), 200],
    [address('other/logo.png', q), 404],
  ] as const;
  for (const [path, status] of asked) expect([path, await statusOf(begun, path)]).toEqual([path, status]);
});

test('a picture that is shown by the address it has in pages stays with the article that does so', async () => {
  const begun = await serveAt(now, {
    'hidden.md': piece('A', '![A](p.png) ![B](q.png)', 'status: withdrawn'),
    'one.md': piece('One', `![A](https://paper.example${address('p.png')})`),
    'two.md': piece('Two', `![A](${address('q.png', q)})`),
    'p.png': p,
    'q.png': q,
  });
  expect(await statusOf(begun, address('p.png'))).toBe(200);
  expect(await statusOf(begun, address('q.png', q))).toBe(200);
});

test('two articles that claim one address show the pictures of the one that has it', async () => {
  const begun = await serveAt(now, {
    'a.md': piece('A', '![A](p.png)', 'permalink: /articles/same'),
    'b.md': piece('B', '![B](q.png)', 'permalink: /articles/same'),
    'p.png': p,
    'q.png': q,
  });
  const { body } = await ask(begun, '/articles/same');
  const [shown, lost] = body.includes('p.png')
    ? [address('p.png'), address('q.png', q)]
    : [address('q.png', q), address('p.png')];
  expect([await statusOf(begun, shown), await statusOf(begun, lost)]).toEqual([200, 404]);
});

const tomorrow = {
  'open.md': piece('B', '![B](q.png)'),
  'a.md': piece('A', '![A](p.png)', 'embargo: 2026-05-05 12:00'),
  'draft.md': piece('C', '![A](d.png)', 'draft: true'),
  'p.png': p,
  'q.png': q,
  'd.png': png(1, 1),
};
const shownIn = ['q.png', 'p.png', 'd.png'];

test('a preview shows the pictures of what is out at its time, and still none of drafts', async () => {
  const day = 24 * hour;
  const seen: (readonly number[])[] = [];
  for (const at of [now + day - 1, now + day]) {
    const begun = await serveAt(at, tomorrow, { preview: true });
    const contents = [q, p, png(1, 1)];
    seen.push(
      await Promise.all(shownIn.map((key, index) => statusOf(begun, address(key, contents[index] ?? '')))),
    );
  }
  expect(seen).toEqual([
    [200, 404, 404],
    [200, 200, 404],
  ]);
});

test('a built site holds the pictures of what is out when it is built, and takes them away again', async () => {
  const folder = plant({ ...tomorrow, 'words.md': piece('W', `\`${address('d.png', png(1, 1))}\``) });
  const out = join(folder, '../out');
  const build = async (at: number): Promise<readonly string[]> => {
    await buildSite(folder, out, { clock: () => at });
    const named = filesIn(out).filter((name) => name.startsWith('media/'));
    return named.map((name) => name.replace(/^media\/[0-9a-f]{16}\//, ''));
  };
  const day = 24 * hour;
  expect(await build(now + day - 1)).toEqual(['q.png']);
  expect((await build(now + day)).toSorted()).toEqual(['p.png', 'q.png']);
  expect(await build(now + day - 1)).toEqual(['q.png']);
});

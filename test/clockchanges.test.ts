import { createHash } from 'node:crypto';
import { expect, test, vi } from 'vitest';
import { png } from './storage/pictures.ts';
import { ask, serveAt } from './support/clocked.ts';

const picture = png(30, 20);
const media = `/media/${createHash('sha256').update(picture).digest('hex').slice(0, 16)}/p.png`;

/** Everywhere where an article could show, and what of it. */
const places: readonly (readonly [path: string, sign: RegExp])[] = [
  ['/', /Vexing/],
  ['/rss.xml', /Vexing/],
  ['/atom.xml', /Vexing/],
  ['/feed.json', /Vexing/],
  ['/feeds', /Vexes/],
  ['/feeds.opml', /Vexes/],
  ['/sections/vexes/rss.xml', /Vexing/],
  ['/sitemap.xml', /vexing/],
  ['/articles/vexing', /Vexing/],
  ['/status', /"articles":\s*2\b/],
  ['/archive/1/rss.xml', /Vexing/],
];

test.each([
  ['in the hour that spring skips', '2026-03-29 02:30', '2026-03-29T01:30Z'],
  ['in the hour that autumn has twice', '2026-10-25 02:30', '2026-10-25T00:30Z'],
  ['in the second of the two', '2026-10-25T02:30+01:00', '2026-10-25T01:30Z'],
  ['on a leap day', '2028-02-29 00:00', '2028-02-28T23:00Z'],
  ['at the end of a leap day', '2028-03-01 00:00', '2028-02-29T23:00Z'],
])('an article and its picture come out %s, at its second and not before', async (_, written, instant) => {
  const due = Date.parse(instant);
  const article = (...fields: readonly string[]) =>
    `---\ntitle: Vexing\nslug: vexing\nsection: Vexes\ndate: 2020-01-01\n${fields.join('\n')}\n---\n![P](p.png)\n`;
  const begun = await serveAt(due - 3_600_000, {
    'courant.yaml': 'site: { timezone: Europe/Berlin }\nfeeds: { limit: 1 }\n',
    'old.md': '---\ntitle: Old\ndate: 2019-01-01\n---\nText.\n',
    'a.md': article(`embargo: ${written}`),
    'p.png': picture,
  });
  const seen = async () => {
    const answers = await Promise.all(
      places.map(async ([path, sign]) => [path, sign.test((await ask(begun, path)).body)] as const),
    );
    return [...answers.filter(([, isThere]) => isThere).map(([path]) => path)];
  };
  begun.setClock(due - 1);
  // Longer than the schedule waits in one piece.
  await new Promise((resolve) => setTimeout(resolve, 1200));
  expect([await seen(), (await ask(begun, media)).status]).toEqual([[], 404]);
  begun.setClock(due);
  expect((await ask(begun, media)).status).toBe(200);
  await vi.waitFor(
    async () =>
      expect(await seen()).toEqual(
        places.map(([path]) => path).filter((path) => path !== '/archive/1/rss.xml'),
      ),
    { timeout: 5000 },
  );
});

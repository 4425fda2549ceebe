import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { plant, put, serveFolder } from './support/service.ts';

const article = (title: string) => `---\ntitle: ${title}\ndate: 2026-01-01\ntags: [Sea]\n---\nBody.\n`;

async function text(url: string): Promise<string> {
  return (await fetch(url)).text();
}

test('settings that change while it runs are taken over, and articles with them', async () => {
  const folder = plant({ 'one.md': article('One'), 'courant.yaml': 'site: { title: Before }\n' });
  const { url } = await serveFolder(folder);
  expect(await text(`${url}/rss.xml`)).toContain('<title>Before</title>');
  const id = /<guid[^>]*>([^<]+)/.exec(await text(`${url}/rss.xml`))?.[1];
  put(folder, 'courant.yaml', 'site: { title: After }\nfeeds: { tags: false }\ncache: { max-age: 600 }\n');
  await expect.poll(() => text(`${url}/rss.xml`), { timeout: 5000 }).toContain('<title>After</title>');
  expect(await text(`${url}/rss.xml`)).toContain(`>${id}<`);
  expect((await fetch(`${url}/tags/sea/rss.xml`)).status).toBe(404);
  expect((await fetch(`${url}/rss.xml`)).headers.get('cache-control')).toContain('max-age=600');
  put(folder, 'two.md', article('Two'));
  await expect.poll(() => text(`${url}/rss.xml`), { timeout: 5000 }).toContain('Two');
});

test('settings with a mistake are refused as a whole, said in the status, and forgotten when mended', async () => {
  const folder = plant({ 'one.md': article('One'), 'courant.yaml': 'site: { title: Good }\n' });
  const { url } = await serveFolder(folder);
  put(folder, 'courant.yaml', 'site:\n  title: Changed\n  timezone: Mars/Olympus\n');
  await expect.poll(() => text(`${url}/status`), { timeout: 5000 }).toContain('Mars/Olympus');
  const { problems } = JSON.parse(await text(`${url}/status`));
  expect(problems).toMatchObject([{ file: 'courant.yaml', line: 3, severity: 'error' }]);
  expect(await text(`${url}/rss.xml`)).toContain('<title>Good</title>');
  rmSync(join(folder, 'courant.yaml'));
  await expect
    .poll(async () => JSON.parse(await text(`${url}/status`)).problems, { timeout: 5000 })
    .toEqual([]);
});

const rarely = { schedule: '0 0 1 1 *' };

/** Of a feed and its items. */
async function titles(url: string): Promise<readonly string[]> {
  const found = (await text(`${url}/rss.xml`)).matchAll(/<title>(?:<!\[CDATA\[)?(.*?)(?:\]\]>)?<\/title>/g);
  return Array.from(found, ([, title = '']) => title);
}

/** Enough for settings to be tried for a while. */
const many = Object.fromEntries(
  Array.from({ length: 400 }, (_, nth) => [`more/${nth}.md`, article(`More ${nth}`)]),
);

test('what changes while new settings are tried is not forgotten over them', {
  timeout: 60_000,
}, async () => {
  const folder = plant(many);
  const { url } = await serveFolder(folder, rarely);
  for (let nth = 0; nth < 12; nth++) {
    put(folder, 'courant.yaml', `site: { title: Name ${nth} }\n`);
    await wait(nth * 25);
    put(folder, `change${nth}.md`, article(`Change ${nth}`));
    const both = expect.arrayContaining([`Name ${nth}`, `Change ${nth}`]);
    await expect.poll(() => titles(url), { timeout: 5000 }).toEqual(both);
  }
});

test('settings that change while others are tried are taken over too', { timeout: 60_000 }, async () => {
  const folder = plant(many);
  const { url } = await serveFolder(folder, rarely);
  for (let nth = 0; nth < 12; nth++) {
    put(folder, 'courant.yaml', `site: { title: First ${nth} }\n`);
    await wait(nth * 25);
    put(folder, 'courant.yaml', `site: { title: Last ${nth} }\n`);
    await expect.poll(() => titles(url), { timeout: 5000 }).toContain(`Last ${nth}`);
  }
});

import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { plant, put, serveFolder } from '../support/service.ts';
import { buildSite, filesIn, inventoryOf, marksOf, site, wire } from './sites.ts';

const texts = {
  'one.txt': wire('The first one', '10:39 | 04 May 2025'),
  'two.txt': wire('The second one', '11:39 | 04 May 2025'),
};

function outOf(folder: string): string {
  return join(folder, '../site');
}

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly cache: string;
  readonly bytes: Buffer;
}

function ask(url: string, coding: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    get(url, { agent: false, headers: { Accept: 'text/html', 'Accept-Encoding': coding } }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () => {
        const { statusCode: status = 0, headers } = response;
        const { 'content-type': type = '', 'cache-control': cache = '' } = headers;
        resolve({ status, type, cache, bytes: Buffer.concat(parts) });
      });
    }).on('error', reject);
  });
}

function urlOf(base: string, key: string): string {
  return `${base}/${key === 'index.html' ? '' : key.split('/').map(encodeURIComponent).join('/')}`;
}

describe('the sample newspaper', () => {
  test('as files is what the service serves, at every address and in every coding', async () => {
    const folder = plant({});
    cpSync('articles', folder, { recursive: true });
    const out = outOf(folder);
    const built = await buildSite(folder, out);
    expect(built.faults).toEqual([]);
    const { url } = await serveFolder(folder, { site, data: join(folder, '../other-data') });
    const items = Object.entries(inventoryOf(out));
    expect(items.length).toBeGreaterThan(100);
    for (const [name, { keys, type, cache, compressed }] of items) {
      const bytes = readFileSync(join(out, name));
      for (const key of keys) {
        const answer = await ask(urlOf(url, key), 'identity');
        expect([key, answer.bytes.equals(bytes)]).toEqual([key, true]);
        if (key !== '404.html') expect([key, answer.type]).toEqual([key, type]);
        if (key !== '404.html' && key !== 'robots.txt') expect([key, answer.cache]).toEqual([key, cache]);
      }
      if (!compressed) continue;
      const gzip = readFileSync(join(out, `${name}.gz`));
      const br = readFileSync(join(out, `${name}.br`));
      expect([name, gunzipSync(gzip).equals(bytes), brotliDecompressSync(br).equals(bytes)]).toEqual([
        name,
        true,
        true,
      ]);
    }
  });

  test('leads to nothing of its own that it does not have', async () => {
    const folder = plant({});
    cpSync('articles', folder, { recursive: true });
    const out = outOf(folder);
    await buildSite(folder, out);
    const items = inventoryOf(out);
    const known = new Set(Object.values(items).flatMap(({ keys }) => keys));
    const lacking = new Set<string>();
    let looked = 0;
    for (const [name, { type }] of Object.entries(items)) {
      if (!/html|xml|json/.test(type)) continue;
      const text = readFileSync(join(out, name), 'utf8');
      const own = text.matchAll(/(?:https:\/\/paper\.example|(?:href|src)=")(\/[^\s"'<>\\&?#,]*)/g);
      for (const [, path = ''] of own) {
        const key = decodeURIComponent(path.slice(1)) || 'index.html';
        looked += 1;
        // Not addresses of documents: names of terms in Atom are told apart by these.
        if (!known.has(key) && !/^(?:sections|tags)\/$/.test(key)) lacking.add(`${name} leads to ${path}`);
      }
    }
    expect(looked).toBeGreaterThan(1000);
    expect([...lacking]).toEqual([]);
  });
});

test('a second build touches no file, not even the folder', async () => {
  const folder = plant(texts);
  const out = outOf(folder);
  await buildSite(folder, out);
  const before = marksOf(out);
  expect(await buildSite(folder, out)).toMatchObject({ changed: 0, removed: 0, files: before.size });
  expect(marksOf(out)).toEqual(before);
});

test('an edit touches only the files that it changes, and makes them look later', async () => {
  const folder = plant(texts);
  const out = outOf(folder);
  await buildSite(folder, out, { clock: () => Date.UTC(2026, 0, 1) });
  const before = marksOf(out);
  put(folder, 'one.txt', texts['one.txt'].replace('The body', 'The corrected body'));
  const { changed } = await buildSite(folder, out, { clock: () => Date.UTC(2026, 0, 1) });
  const after = marksOf(out);
  const touched = [...after].filter(([name, marks]) => before.get(name) !== marks).map(([name]) => name);
  expect(touched).toHaveLength(changed);
  expect(touched).toContain('rss.xml.gz');
  expect(touched).toContain('articles/one.html');
  expect(touched.filter((name) => /two|style|404|robots|opml/.test(name))).toEqual([]);
  const timeOf = (marks: string | undefined) => Number(marks?.split(' ')[1]);
  for (const name of touched)
    expect(timeOf(after.get(name)) - timeOf(before.get(name))).toBeGreaterThanOrEqual(1000);
});

test('what goes with an article goes from the site', async () => {
  const folder = plant({ ...texts, 'picture.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>' });
  put(folder, 'three.md', '---\ntitle: Third\ndate: 2025-05-05\nimage: picture.svg\n---\nText\n');
  const out = outOf(folder);
  await buildSite(folder, out);
  expect(filesIn(out).filter((name) => /three|picture/.test(name))).toHaveLength(4);
  rmSync(join(folder, 'three.md'));
  expect(await buildSite(folder, out)).toMatchObject({ removed: 4 });
  expect(filesIn(out).filter((name) => /three|picture/.test(name))).toEqual([]);
});

test('nothing of what is not out at the moment of the build is anywhere in it; at its second it is', async () => {
  const folder = plant({
    ...texts,
    'secret.md': [
      '---',
      'title: Zanzibar wins',
      'date: 2026-02-01T12:00:00Z',
      'section: Hush',
      'tags: [Whisper]',
      'authors: [Ghost Writer]',
      'image: zebra.svg',
      'slug: quagga',
      '---',
      'Okapi.',
    ].join('\n'),
    'draft.md': '---\ntitle: Unready gnu\ndate: 2025-01-01\ndraft: true\n---\nText\n',
    'zebra.svg': '<svg xmlns="http://www.w3.org/2000/svg"><desc>Zebra</desc></svg>',
  });
  const out = outOf(folder);
  const due = Date.UTC(2026, 1, 1, 12);
  const leaks = () => {
    const all = filesIn(out).map((name) => {
      const bytes = readFileSync(join(out, name));
      const plain = name.endsWith('.gz')
        ? gunzipSync(bytes)
        : name.endsWith('.br')
          ? brotliDecompressSync(bytes)
          : bytes;
      return `${name}\n${plain.toString()}`;
    });
    return all.filter((text) => /zanzibar|hush|whisper|ghost|zebra|quagga|okapi|gnu/i.test(text));
  };
  expect(await buildSite(folder, out, { clock: () => due - 1 })).toMatchObject({ nextDue: due });
  expect(leaks()).toEqual([]);
  await buildSite(folder, out, { clock: () => due });
  expect(leaks().length).toBeGreaterThan(10);
  expect(leaks().filter((text) => /gnu/i.test(text))).toEqual([]);
});

test('permalinks with a slash at the end, and those of files, have names that static hosts look for', async () => {
  const page = (permalink: string) =>
    `---\ntitle: At ${permalink}\ndate: 2025-05-05\npermalink: ${permalink}\n---\nText\n`;
  const folder = plant({
    'a.md': page('/2025/with-slash/'),
    'b.md': page('/2025/page.html'),
    'c.md': page('/2025/page'),
    'd.md': page('/2025/crème'),
  });
  const out = outOf(folder);
  expect((await buildSite(folder, out)).faults).toEqual([]);
  const items = Object.entries(inventoryOf(out)).filter(([name]) => name.startsWith('2025/'));
  expect(Object.fromEntries(items.map(([name, { keys }]) => [name, keys]))).toEqual({
    '2025/with-slash/index.html': ['2025/with-slash/index.html', '2025/with-slash'],
    '2025/page.html': ['2025/page.html'],
    '2025/page/index.html': ['2025/page'],
    '2025/crème.html': ['2025/crème'],
  });
});

test('beside a running service, ids are those that it gave, and its data folder is left alone', async () => {
  const folder = plant(texts);
  const data = join(folder, '../data');
  const { url } = await serveFolder(folder, { site, data });
  const journal = () => filesIn(data).map((name) => readFileSync(join(data, name), 'utf8'));
  const out = outOf(folder);
  expect(await buildSite(folder, out, { data })).toMatchObject({ forgetful: true, faults: [] });
  const { bytes } = await ask(`${url}/rss.xml`, 'identity');
  expect(readFileSync(join(out, 'rss.xml')).equals(bytes)).toBe(true);
  // The build has rendered archives, which nobody has asked the service for.
  expect(filesIn(out)).toContain('archive/1/rss.xml');
  expect(journal().join()).not.toContain('/archive/1/rss.xml');
});

test('a file that was damaged in the site is mended by the next build', async () => {
  const folder = plant(texts);
  const out = outOf(folder);
  await buildSite(folder, out);
  const good = readFileSync(join(out, 'atom.xml'));
  writeFileSync(join(out, 'atom.xml'), good.subarray(0, 100));
  rmSync(join(out, 'rss.xml.br'));
  expect(await buildSite(folder, out)).toMatchObject({ faults: [] });
  expect(readFileSync(join(out, 'atom.xml')).equals(good)).toBe(true);
  expect(filesIn(out)).toContain('rss.xml.br');
});

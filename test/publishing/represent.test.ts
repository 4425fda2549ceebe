import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { represent } from '../../src/publishing/represent.ts';

const type = 'application/rss+xml; charset=utf-8';

describe('represent', () => {
  test.each([
    ['nothing', ''],
    ['one letter', 'a'],
    ['many scripts', 'Grüße, 世界, עולם, 👩‍👩‍👧'],
    ['200 kB', '<item>word</item>'.repeat(12_000)],
  ])('packs %s so that every coding says the same', async (_title, text) => {
    const { identity, gzip, br } = await represent('/rss.xml', type, text);
    expect(identity.toString('utf8')).toBe(text);
    expect(gunzipSync(gzip).equals(identity)).toBe(true);
    expect(brotliDecompressSync(br).equals(identity)).toBe(true);
  });

  test('makes equal bytes and tags of equal arguments, and names no date', async () => {
    const first = await represent('/rss.xml', type, '<rss/>');
    expect(await represent('/rss.xml', type, '<rss/>')).toEqual(first);
    expect(first).not.toHaveProperty('lastModified');
    expect(first).toMatchObject({ topic: '/rss.xml', contentType: type });
  });

  test('makes a short weak tag that differs by address and by bytes', async () => {
    const made = await Promise.all([
      represent('/rss.xml', type, '<rss/>'),
      represent('/atom.xml', type, '<rss/>'),
      represent('/rss.xml', type, '<rss />'),
      represent('/rss.xml<', type, 'rss/>'),
    ]);
    for (const { etag } of made) expect(etag).toMatch(/^W\/"[\w-]{22}"$/);
    expect(new Set(made.map(({ etag }) => etag)).size).toBe(made.length);
  });

  test('leaves the event loop free while it packs', async () => {
    const text = Array.from({ length: 60_000 }, (_, n) => `<item>${(n * 7919) % 10_007}</item>`).join('');
    let beats = 0;
    const beat = setInterval(() => {
      beats += 1;
    }, 1);
    const { gzip } = await represent('/rss.xml', type, text);
    clearInterval(beat);
    expect(gzip.length).toBeLessThan(text.length / 3);
    expect(beats).toBeGreaterThan(0);
  });
});

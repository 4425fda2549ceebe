import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { expect, test, vi } from 'vitest';
import { createPublisher } from '../../src/publishing/publisher.ts';
import { site } from '../support/feeds.ts';
import { article, MemoryRegister, MemorySource } from '../support/memory.ts';

const now = Date.UTC(2026, 10, 22, 12);
const rules = {
  limit: 3,
  content: 'full',
  ttl: 15,
  sections: true,
  tags: true,
  authors: true,
  made: [],
  withdrawn: 30,
  aliases: new Map(),
} as const;

test('after some quiet, what stands ready takes fewer octets under the same tag, and an edit keeps the rest', async () => {
  const source = new MemorySource();
  const words = Array.from({ length: 4000 }, (_, n) => `${(n * 7919) % 1009} is ${(n * 31) % 257}`);
  const sport = { name: 'Sport', slug: 'sport' };
  source.put(article({ key: 'a.md' }), `<p>${words.join(' ')}</p>`);
  source.put(article({ key: 'b.md', section: sport }), `<p>${words.reverse().join(' ')}</p>`);
  const parts = { source, site, rules, register: new MemoryRegister(), clock: () => now };
  const publisher = createPublisher({ ...parts, page: () => undefined });
  const standing = (topic: string) => {
    const found = publisher.current()?.standing.get(topic);
    if (found === undefined) throw new Error(`${topic} does not stand ready`);
    return found;
  };
  await publisher.regenerate('start');
  const hasty = standing('/rss.xml');
  await vi.waitFor(() => expect(standing('/rss.xml')).not.toBe(hasty), { timeout: 10_000 });
  const best = standing('/rss.xml');
  expect(best.br.length).toBeLessThan(hasty.br.length);
  expect({ ...best, gzip: 0, br: 0 }).toEqual({ ...hasty, gzip: 0, br: 0 });
  expect(brotliDecompressSync(best.br)).toEqual(hasty.identity);
  expect(gunzipSync(best.gzip)).toEqual(hasty.identity);

  const section = standing('/sections/sport/rss.xml');
  source.put(article({ key: 'c.md' }));
  await publisher.regenerate('change');
  expect(standing('/rss.xml').etag).not.toBe(best.etag);
  expect(standing('/sections/sport/rss.xml')).toBe(section);
  publisher.stop();
});

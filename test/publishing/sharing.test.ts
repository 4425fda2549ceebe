import { expect, test } from 'vitest';
import { createPublisher } from '../../src/publishing/publisher.ts';
import { site } from '../support/feeds.ts';
import { article, MemoryRegister, MemorySource } from '../support/memory.ts';

const now = Date.UTC(2026, 10, 22, 12);
const rules = {
  limit: 2,
  content: 'full',
  ttl: 15,
  sections: false,
  tags: false,
  authors: false,
  made: [],
  withdrawn: 30,
  aliases: new Map(),
} as const;

function publisherOf(from: number, to: number, register: MemoryRegister) {
  const source = new MemorySource();
  for (let n = from; n < to; n += 1) source.put(article({ key: `${n}.md`, published: now - n * 1000 }));
  return createPublisher({ source, site, rules, register, clock: () => now, page: () => undefined });
}

test('two publishers at work at once, as while new settings are tried, give no place twice', async () => {
  const register = new MemoryRegister();
  const both = [publisherOf(0, 12_000, register), publisherOf(3000, 15_000, register)];
  await Promise.all(both.map((publisher) => publisher.regenerate('start')));
  const places = [...register.appearances().values()].map(({ place }) => place);
  expect(places).toHaveLength(15_000);
  expect(new Set(places).size).toBe(15_000);
});

import { expect, test } from 'vitest';
import { ByteCache } from '../../src/publishing/cache.ts';

test('a cache tells how it serves', () => {
  const cache = new ByteCache<string, number>(100);
  cache.set('a', 1, 40);
  cache.set('b', 2, 40);
  cache.get('a');
  cache.tell('hit');
  cache.set('c', 3, 40);
  expect([cache.get('a'), cache.get('b'), cache.get('c')]).toEqual([1, undefined, 3]);
  cache.tell('miss');
  cache.tell('miss');
  expect(cache.use).toEqual({ limit: 100, bytes: 80, entries: 2, hits: 1, misses: 2, evictions: 1 });
});

test('what is replaced, deleted or too large was not evicted', () => {
  const cache = new ByteCache<string, number>(100);
  cache.set('a', 1, 60);
  cache.set('a', 2, 90);
  cache.set('b', 3, 101);
  cache.delete('a');
  expect(cache.use).toEqual({ limit: 100, bytes: 0, entries: 0, hits: 0, misses: 0, evictions: 0 });
});

import { Counter, Gauge, type Registry } from 'prom-client';
import type { CacheUse } from '../../publishing/cache.ts';
import type { Caches } from '../../publishing/publisher.ts';

/** What is kept in memory of what need not be. New settings begin with empty caches. @returns what tells it how they serve. */
export function addCaches(registry: Registry): (caches: Caches) => void {
  const registers = [registry];
  const labelNames = ['cache'];
  const gauges: readonly (readonly [keyof CacheUse, Gauge])[] = [
    [
      'limit',
      new Gauge({
        name: 'courant_cache_limit_bytes',
        help: 'Room in a cache, in bytes.',
        labelNames,
        registers,
      }),
    ],
    [
      'bytes',
      new Gauge({ name: 'courant_cache_bytes', help: 'What is in it, in bytes.', labelNames, registers }),
    ],
    ['entries', new Gauge({ name: 'courant_cache_entries', help: 'Things in it.', labelNames, registers })],
  ];
  const counters: readonly (readonly [keyof CacheUse, Counter])[] = [
    ['hits', new Counter({ name: 'courant_cache_hits_total', help: 'Found in it.', labelNames, registers })],
    [
      'misses',
      new Counter({ name: 'courant_cache_misses_total', help: 'Made anew.', labelNames, registers }),
    ],
    [
      'evictions',
      new Counter({
        name: 'courant_cache_evictions_total',
        help: 'Taken out of it for want of room.',
        labelNames,
        registers,
      }),
    ],
  ];
  return (caches) => {
    for (const [, counter] of counters) counter.reset();
    for (const [cache, use] of Object.entries(caches)) {
      for (const [what, gauge] of gauges) gauge.set({ cache }, use[what]);
      for (const [what, counter] of counters) counter.inc({ cache }, use[what]);
    }
  };
}

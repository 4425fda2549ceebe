import { Counter, Histogram, type Registry } from 'prom-client';
import type { Parts } from '../../publishing/laps.ts';
import type { Run } from '../../publishing/publisher.ts';

/** Seconds: from one edit in a small site to the first reading of a very large one. */
const buckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

/** Regenerations. @returns what is to be told of each. */
export function addRuns(registry: Registry): (run: Run, parts: Parts) => void {
  const registers = [registry];
  const runs = new Counter({
    name: 'courant_regenerations_total',
    help: 'Regenerations of all feeds, by why they were and whether the last good feeds had to be kept.',
    labelNames: ['cause', 'outcome'],
    registers,
  });
  const whole = new Histogram({
    name: 'courant_regeneration_duration_seconds',
    help: 'How long regenerations took.',
    buckets,
    registers,
  });
  const part = new Histogram({
    name: 'courant_regeneration_part_duration_seconds',
    help: 'What that time went to. Compressing is the time for which nothing was left but to wait for it.',
    labelNames: ['part'],
    buckets,
    registers,
  });
  return ({ cause, took, fault }, parts) => {
    // Both from the first on, lest the first failure be no increase.
    runs.inc({ cause, outcome: 'good' }, fault === undefined ? 1 : 0);
    runs.inc({ cause, outcome: 'failed' }, fault === undefined ? 0 : 1);
    whole.observe(Math.max(0, took) / 1000);
    for (const [name, milliseconds] of parts) part.observe({ part: name }, milliseconds / 1000);
  };
}

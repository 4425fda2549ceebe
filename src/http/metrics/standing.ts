import { Gauge, type Registry } from 'prom-client';
import type { Instant } from '../../articles/instant.ts';
import type { Status } from '../../publishing/status.ts';

/** How things stand, which tells nothing of what is not out. @returns what tells it. */
export function addStanding(registry: Registry): (status: Status) => void {
  const registers = [registry];
  const version = new Gauge({
    name: 'courant_build_info',
    help: 'The version that runs.',
    labelNames: ['version'],
    registers,
  });
  const problems = new Gauge({
    name: 'courant_problems',
    help: 'What is wrong with articles and settings.',
    labelNames: ['severity'],
    registers,
  });
  const gauge = (name: string, help: string) => new Gauge({ name: `courant_${name}`, help, registers });
  const started = gauge('start_time_seconds', 'When it was started.');
  const ready = gauge('ready', 'Whether feeds are served, the last good ones included.');
  const stale = gauge('stale', 'Whether the last regeneration failed.');
  const articles = gauge('articles', 'Articles that are out.');
  const feeds = gauge('feeds', 'Feeds that are served.');
  const took = gauge('last_regeneration_seconds', 'How long the last regeneration took.');
  const last = gauge('last_regeneration_timestamp_seconds', 'When the last regeneration was.');
  const lastGood = gauge('last_good_timestamp_seconds', 'When a regeneration last succeeded.');
  const next = gauge('next_regeneration_timestamp_seconds', 'When the schedule has the next one.');

  return (status) => {
    const errors = status.problems.filter(({ severity }) => severity === 'error').length;
    version.set({ version: status.version }, 1);
    started.set(status.started / 1000);
    ready.set(status.state === 'starting' && status.remembered === undefined ? 0 : 1);
    stale.set(status.state === 'stale' ? 1 : 0);
    articles.set(status.articles);
    feeds.set(status.feeds);
    problems.set({ severity: 'error' }, errors);
    problems.set({ severity: 'warning' }, status.problems.length - errors);
    setKnown(took, status.last?.took);
    setKnown(last, status.last?.at);
    setKnown(lastGood, status.lastGood);
    setKnown(next, status.next);
  };
}

/** What is not known yet is left out: 0 would be long ago. @param milliseconds - a span, or an instant. */
function setKnown(gauge: Gauge, milliseconds: number | Instant | undefined): void {
  if (milliseconds === undefined) gauge.remove();
  else gauge.set(milliseconds / 1000);
}

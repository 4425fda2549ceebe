import type { Instant } from '../articles/instant.ts';
import type { Status } from '../publishing/status.ts';

/** Media type of the text format that every Prometheus reads. */
export const metricsType = 'text/plain; version=0.0.4; charset=utf-8';

/** Status as Prometheus scrapes it. Instants are seconds since 1970; what is not known yet is left out. */
export function metricsView(status: Status): string {
  const { version, state, started, articles, feeds, last, lastGood, next, problems } = status;
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  return [
    gauge('build_info', 'The version that runs.', [`{version="${version}"}`, 1]),
    gauge('start_time_seconds', 'When it was started.', ['', seconds(started)]),
    gauge('ready', 'Whether feeds are served, the last good ones included.', [
      '',
      state === 'starting' ? 0 : 1,
    ]),
    gauge('stale', 'Whether the last regeneration failed.', ['', state === 'stale' ? 1 : 0]),
    gauge('articles', 'Articles that are out.', ['', articles]),
    gauge('feeds', 'Feeds that are served.', ['', feeds.length]),
    gauge(
      'problems',
      'What is wrong with articles and settings.',
      ['{severity="error"}', errors],
      ['{severity="warning"}', problems.length - errors],
    ),
    gauge('last_regeneration_seconds', 'How long the last regeneration took.', [
      '',
      last && last.took / 1000,
    ]),
    gauge('last_regeneration_timestamp_seconds', 'When the last regeneration was.', ['', seconds(last?.at)]),
    gauge('last_good_timestamp_seconds', 'When a regeneration last succeeded.', ['', seconds(lastGood)]),
    gauge('next_regeneration_timestamp_seconds', 'When the schedule has the next one.', ['', seconds(next)]),
  ].join('');
}

type Sample = readonly [labels: string, value: number | undefined];

function gauge(name: string, help: string, ...samples: readonly Sample[]): string {
  const told = samples.filter(([, value]) => value !== undefined);
  if (told.length === 0) return '';
  const lines = told.map(([labels, value]) => `courant_${name}${labels} ${value}\n`);
  return `# HELP courant_${name} ${help}\n# TYPE courant_${name} gauge\n${lines.join('')}`;
}

function seconds(instant: Instant | undefined): number | undefined {
  return instant === undefined ? undefined : instant / 1000;
}

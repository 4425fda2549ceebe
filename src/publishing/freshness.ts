import type { Article } from '../articles/article.ts';
import { type Instant, rfc3339 } from '../articles/instant.ts';
import type { Problem } from '../articles/problem.ts';
import type { FeedRules } from '../feeds/catalogue.ts';
import { mismatch, type Selection } from '../feeds/selection.ts';
import type { Snapshot } from './snapshot.ts';

const hour = 3_600_000;

/** A feed of which somebody wants to know when nothing new comes any more. */
interface Watched {
  /** Its setting, as it is written. */
  readonly setting: string;
  readonly hours: number;
  /** When its newest article came out; undefined without one. */
  readonly newest?: Instant;
}

const known = new WeakMap<Snapshot, readonly Watched[]>();

/** Feeds of a snapshot that are stale at `now`. Cheap: what is newest is looked for once. */
export function staleAt(snapshot: Snapshot, now: Instant): readonly Problem[] {
  const { catalogue, site, out } = snapshot;
  const watched = known.get(snapshot) ?? watch(catalogue.index.rules, site.language, out);
  known.set(snapshot, watched);
  return judge(watched, now);
}

/**
 * The feed of the whole site, and those made by hand, whose newest article is older than their `stale-after` allows. The
 * same sentence as long as nothing newer comes, so that it can be told once.
 * @param out - newest first.
 */
export function findStale(
  rules: FeedRules,
  siteLanguage: string,
  out: readonly Article[],
  now: Instant,
): readonly Problem[] {
  return judge(watch(rules, siteLanguage, out), now);
}

function watch(
  { staleAfter, made }: FeedRules,
  siteLanguage: string,
  out: readonly Article[],
): readonly Watched[] {
  // What is too old to be shown is still the newest that there is.
  const newestOf = ({ hours: _, ...selection }: Selection) =>
    out.find((article) => mismatch(selection, article, siteLanguage, 0) === undefined)?.published;
  return [
    ...(staleAfter === undefined
      ? []
      : [{ setting: 'feeds.stale-after', hours: staleAfter, newest: out[0]?.published }]),
    ...made.flatMap(({ name, selection, staleAfter: hours }) =>
      hours === undefined
        ? []
        : [{ setting: `feeds.made: ${name}: stale-after`, hours, newest: newestOf(selection) }],
    ),
  ];
}

function judge(watched: readonly Watched[], now: Instant): readonly Problem[] {
  return watched.flatMap(({ setting, hours, newest }): Problem[] => {
    if (newest !== undefined && now <= newest + hours * hour) return [];
    const fact =
      newest === undefined
        ? 'no article has come out yet'
        : `the newest article came out at ${rfc3339(newest)}, more than ${hours === 1 ? 'an hour' : `${hours} hours`} ago`;
    const reason = `${setting}: ${fact}; see why nothing newer arrives, or allow more hours`;
    return [{ file: 'courant.yaml', reason, severity: 'warning' }];
  });
}

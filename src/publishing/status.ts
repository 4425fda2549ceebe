import type { Instant } from '../articles/instant.ts';
import type { Problem } from '../articles/problem.ts';
import type { Publisher, Run } from './publisher.ts';
import type { Snapshot } from './snapshot.ts';

/** How things stand, for people and programs that watch. Tells nothing of what is not out. */
export interface Status {
  readonly version: string;
  /** `starting` before the first good feeds; `stale` when the last regeneration failed and older feeds are served. */
  readonly state: 'starting' | 'ready' | 'stale';
  readonly started: Instant;
  /** Articles that are out. */
  readonly articles: number;
  readonly feeds: readonly { readonly path: string; readonly title: string }[];
  readonly newest?: { readonly title: string; readonly permalink: string; readonly published: Instant };
  readonly last?: Run;
  /** The end of the last regeneration that succeeded. */
  readonly lastGood?: Instant;
  readonly schedule: string;
  readonly timezone: string;
  readonly next?: Instant;
  readonly problems: readonly Problem[];
}

export interface StatusParts {
  readonly version: string;
  readonly started: Instant;
  readonly publisher: Publisher;
  readonly schedule: string;
  readonly timezone: string;
  readonly next?: Instant;
}

/** How things stand now. Problems of articles that are not out are for `courant check`, not for the world. */
export function describeStatus({ publisher, ...parts }: StatusParts): Status {
  const shelf = publisher.current();
  const last = publisher.last();
  const snapshot = shelf?.snapshot;
  const newest = snapshot?.out[0];
  return {
    ...parts,
    state: shelf === undefined ? 'starting' : last?.fault === undefined ? 'ready' : 'stale',
    articles: snapshot?.out.length ?? 0,
    feeds: [...(snapshot?.catalogue.definitions.values() ?? [])].map(({ path, title }) => ({ path, title })),
    newest: newest && { title: newest.title, permalink: newest.permalink, published: newest.published },
    last,
    lastGood: publisher.lastGood(),
    problems: snapshot === undefined ? [] : publicProblems(publisher.problems(), snapshot),
  };
}

function publicProblems(problems: readonly Problem[], { library, out }: Snapshot): readonly Problem[] {
  const visible = new Set(out.map(({ key }) => key));
  const hidden = new Set(library.articles.map(({ key }) => key).filter((key) => !visible.has(key)));
  return problems.filter(({ file, unpublished }) => unpublished !== true && !hidden.has(file));
}

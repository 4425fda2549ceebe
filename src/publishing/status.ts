import { basename } from 'node:path';
import type { Instant } from '../articles/instant.ts';
import { isPublic, type Problem } from '../articles/problem.ts';
import { idleAt } from './idle.ts';
import type { Publisher, Run } from './publisher.ts';
import type { Snapshot } from './snapshot.ts';

/** How things stand, for people and programs that watch. Tells nothing of what is not out. */
export interface Status {
  readonly version: string;
  /** `starting` before the first good feeds; `stale` when the last regeneration failed and older feeds are served. */
  readonly state: 'starting' | 'ready' | 'stale';
  readonly started: Instant;
  /** While starting, feeds of the former run are served: the instant that they tell of. */
  readonly remembered?: Instant;
  /** Articles that are out. */
  readonly articles: number;
  /** How many there are; `/feeds.opml` names them. */
  readonly feeds: number;
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
  readonly remembered?: Instant;
  /** Undefined until there is one. */
  readonly publisher?: Publisher;
  readonly schedule: string;
  readonly timezone: string;
  readonly next?: Instant;
  /** Of settings that were not taken over. */
  readonly wrongSettings: readonly Problem[];
}

/** How things stand now. Problems of articles that are not out are for `courant check`, not for the world. */
export function describeStatus({ publisher, wrongSettings, ...parts }: StatusParts): Status {
  const shelf = publisher?.current();
  const last = publisher?.last();
  const snapshot = shelf?.snapshot;
  const newest = snapshot?.out[0];
  return {
    ...parts,
    state: shelf === undefined ? 'starting' : last?.fault === undefined ? 'ready' : 'stale',
    articles: snapshot?.out.length ?? 0,
    feeds: snapshot?.catalogue.definitions.size ?? 0,
    newest: newest && { title: newest.title, permalink: newest.permalink, published: newest.published },
    last,
    lastGood: publisher?.lastGood(),
    problems: [
      ...wrongSettings.map((problem) => ({ ...problem, file: basename(problem.file) })),
      ...(publisher === undefined || snapshot === undefined
        ? []
        : [...publicProblems(publisher.problems(), snapshot), ...idleAt(snapshot).outside]),
    ],
  };
}

function publicProblems(problems: readonly Problem[], snapshot: Snapshot): readonly Problem[] {
  if (problems.length === 0) return [];
  const hidden = hiddenAmong(new Set(problems.map(({ file }) => file)), snapshot);
  return problems.filter((problem) => isPublic(problem, snapshot.now) && !hidden.has(problem.file));
}

/** Files that were asked for last of each snapshot, and which of them are of articles that are not out. */
const looked = new WeakMap<
  Snapshot,
  { readonly files: ReadonlySet<string>; readonly hidden: ReadonlySet<string> }
>();

function hiddenAmong(files: ReadonlySet<string>, snapshot: Snapshot): ReadonlySet<string> {
  const before = looked.get(snapshot);
  if (before !== undefined && [...files].every((file) => before.files.has(file))) return before.hidden;
  const { library, out } = snapshot;
  const visible = new Set(out.map(({ key }) => key).filter((key) => files.has(key)));
  const named = library.articles.map(({ key }) => key).filter((key) => files.has(key));
  const hidden = new Set(named.filter((key) => !visible.has(key)));
  looked.set(snapshot, { files, hidden });
  return hidden;
}

import type { Instant } from '../articles/instant.ts';

/** One state of a topic. */
export interface Edition {
  readonly etag: string;
  /** Whole seconds. */
  readonly lastModified: Instant;
}

/** What was served last at each address, and which feeds there have ever been. Outlives a restart. */
export interface EditionRegister {
  /** Changes are of this second at the earliest: editions told before it may have been forgotten in a crash. */
  readonly earliest?: Instant;
  edition(topic: string): Edition | undefined;
  /** Kept in memory at once and on disk soon after. */
  recordEdition(topic: string, edition: Edition): void;
  /** Path and title of every feed that was ever served: one that lost its last article stays, empty, never a 404. */
  knownFeeds(): ReadonlyMap<string, string>;
  recordFeed(path: string, title: string): void;
  /** Resolves when all that was recorded is on disk for good, or cannot be for now; left out where nothing lasts. */
  flush?(): Promise<void>;
}

/**
 * The edition that follows `previous` at an address where `etag` is served from `now` on: `previous` itself when its
 * bytes did not change, else one that is later by a second at least.
 *
 * Later, whatever the clock says, because newsboat drops a 200 whose Last-Modified is not newer than the one it has, yet
 * keeps its ETag: the news in it is never seen. So neither two changes within a second nor a clock set back may make time
 * stand still, and editions are remembered over restarts; where they were lost, the clock is the best guess at something
 * newer than what was told before.
 */
export function nextEdition(
  previous: Edition | undefined,
  etag: string,
  now: Instant,
  earliest: Instant = Number.NEGATIVE_INFINITY,
): Edition {
  if (previous?.etag === etag) return previous;
  const second = Math.max(Math.floor(now / 1000) * 1000, earliest);
  return {
    etag,
    lastModified: previous === undefined ? second : Math.max(second, previous.lastModified + 1000),
  };
}

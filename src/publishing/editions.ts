import type { Instant } from '../articles/instant.ts';

/** One state of a topic. */
export interface Edition {
  readonly etag: string;
  /** Whole seconds. */
  readonly lastModified: Instant;
}

/** What was served last at each address, and which feeds there have ever been. Outlives a restart. */
export interface EditionRegister {
  edition(topic: string): Edition | undefined;
  /** Kept in memory at once and on disk soon after. */
  recordEdition(topic: string, edition: Edition): void;
  /** Path and title of every feed that was ever served: one that lost its last article stays, empty, never a 404. */
  knownFeeds(): ReadonlyMap<string, string>;
  recordFeed(path: string, title: string): void;
}

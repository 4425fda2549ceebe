import type { Instant } from '../articles/instant.ts';
import type { Problem } from '../articles/problem.ts';
import type { Shelf } from './shelf.ts';

/** Why feeds are regenerated. */
export type Cause = 'start' | 'schedule' | 'change' | 'embargo' | 'settings' | 'outdated';

/** One finished regeneration, for people who ask how things stand. */
export interface Run {
  readonly at: Instant;
  readonly cause: Cause;
  /** Milliseconds. */
  readonly took: number;
  /** Why the last good feeds were kept; undefined after a success. */
  readonly fault?: string;
}

export interface Publisher {
  /** The last good shelf; undefined until there is a first one. */
  current(): Shelf | undefined;
  /** One at a time: calls during a run share the one that follows it. Never rejects: trouble is told in `last()`. */
  regenerate(cause: Cause): Promise<void>;
  last(): Run | undefined;
  /** What was wrong at the last reading and rendering. */
  problems(): readonly Problem[];
}

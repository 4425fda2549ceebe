import type { Instant } from '../articles/instant.ts';
import type { Problem } from '../articles/problem.ts';
import type { Run } from './publisher.ts';

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

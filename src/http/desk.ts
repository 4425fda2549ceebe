import type { Site } from '../articles/site.ts';
import type { Media } from '../articles/source.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { Caches } from '../publishing/publisher.ts';
import type { Shelf } from '../publishing/shelf.ts';
import type { Status } from '../publishing/status.ts';
import type { CachePolicy } from './headers.ts';
import type { Metrics } from './metrics.ts';

/** What HTTP asks of the rest of the house. Whatever may change while it runs is asked for at every request. */
export interface Desk {
  readonly site: Site;
  readonly cache: CachePolicy;
  readonly clock: Clock;
  readonly log: Log;
  /** Where requests are counted, and what else there is for /metrics. */
  readonly metrics: Metrics;
  /** What is shown is not out yet: it is for whoever sits at this machine. */
  readonly preview?: boolean;
  /** What can be served now; undefined until there is something for the first time. */
  shelf(): Pick<Shelf, 'find'> | undefined;
  /** While only what was served last is: fulfilled when all can be served, or cannot be yet. Undefined at any other time. */
  loading?(): Promise<void> | undefined;
  status(): Status;
  /** How caches serve; undefined until there are any. */
  caches(): Caches | undefined;
  /** The stored file of that content hash, or undefined. Both as they stand in the address, percent-decoded. */
  media(hash: string, key: string): Promise<Media | undefined>;
  /** A picture of the site itself (icon, logo) by its path below the site, or undefined for any other path. */
  sitePicture(path: string): Promise<Media | undefined>;
  /** HTML for people who follow a dead link. */
  notFoundPage(): string;
}

import type { Site } from './articles/site.ts';

/** Courant, running. */
export interface Service {
  /** Where it listens: `http://127.0.0.1:3000`. */
  readonly url: string;
  readonly site: Site;
  /** Fulfilled when the first good feeds are up. */
  readonly ready: Promise<void>;
  /** Takes no new connections, lets the running requests end, writes what must last. */
  stop(): Promise<void>;
}

import type { Instant } from '../articles/instant.ts';

/** The bytes of one topic in every coding, and their validators. Made once, sent ten thousand times. */
export interface Representation {
  /** The address below the site: `/rss.xml`. */
  readonly topic: string;
  /** With charset: `application/rss+xml; charset=utf-8`; `text/html; charset=utf-8` for a page. */
  readonly contentType: string;
  /** The absolute address that the feed calls its own; undefined for what is no feed. */
  readonly self?: string;
  /** Weak: `W/"…"`, a hash of address and bytes, the same in every coding. */
  readonly etag: string;
  /** When these bytes took the place of others; whole seconds, later at every change. Pages do without. */
  readonly lastModified?: Instant;
  /** 200 where it is left out; 410 for the page of what was taken back. */
  readonly status?: 410;
  /** Its bytes are not expected to change any more: it may be kept longer. */
  readonly settled?: boolean;
  readonly identity: Buffer;
  readonly gzip: Buffer;
  readonly br: Buffer;
}

import type { Instant } from './instant.ts';

export interface Author {
  readonly name: string;
  readonly url?: string;
}

/** A section or a tag: what people read, and what stands in addresses. */
export interface Term {
  readonly name: string;
  readonly slug: string;
}

/** A picture, as told by the article and, for a file beside it, as found in the file. */
export interface Image {
  /** Absolute, http or https. */
  readonly url: string;
  readonly alt?: string;
  readonly caption?: string;
  readonly credit?: string;
  /** Media type, `image/jpeg`. */
  readonly type?: string;
  /** Pixels. */
  readonly width?: number;
  readonly height?: number;
  /** Bytes. */
  readonly length?: number;
}

/** A file that goes with the article: audio, video, a document. */
export interface Enclosure {
  readonly url: string;
  readonly type: string;
  /** Bytes; undefined where the article does not tell and no file is at hand. */
  readonly length?: number;
  readonly title?: string;
  /** Seconds. */
  readonly duration?: number;
  /** Of an episode of a podcast: its number, and that of its season; from 1. */
  readonly episode?: number;
  readonly season?: number;
}

export type Status = 'published' | 'draft' | 'withdrawn';

/**
 * What is kept in memory of something written: facts, never the body.
 * Frozen in meaning: an article whose source did not change is the same object from one reading to the next.
 */
export interface Article {
  /** Where its source keeps it: the path below the folder, `/` between the parts, Unicode NFC. */
  readonly key: string;
  /** Another string whenever what is stored changed. */
  readonly revision: string;
  /** The identity in every feed, for ever: an absolute URI. */
  readonly id: string;
  /** Where people read it: an absolute address. */
  readonly permalink: string;
  readonly slug: string;
  /** Plain text, never empty. */
  readonly title: string;
  readonly authors: readonly Author[];
  readonly section?: Term;
  readonly tags: readonly Term[];
  /** BCP 47; undefined means the site's. */
  readonly language?: string;
  readonly status: Status;
  /** When it is or was first out: its date, or its embargo where that is later. */
  readonly published: Instant;
  /** Never before `published`. */
  readonly updated: Instant;
  /** From this instant it is gone. */
  readonly expires?: Instant;
  /** What was wrong before and is right now: plain text, shown above the body. */
  readonly correction?: string;
  /** Headlines or addresses of related pieces, as written. */
  readonly related: readonly string[];
}

/** Out at `now`: published status, its instant has come, and it has not expired. */
export function isOut(article: Article, now: Instant): boolean {
  return (
    article.status === 'published' &&
    article.published <= now &&
    (article.expires === undefined || now < article.expires)
  );
}

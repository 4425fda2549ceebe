import type { Instant } from '../../../articles/instant.ts';

/** One item of a feed that another program wrote, as far as it tells which article it is. */
export interface FormerItem {
  /** What readers know it by: byte for byte, without the white space around it. */
  readonly id: string;
  /** Where it is read, best first; absolute wherever the feed lets them be. */
  readonly addresses: readonly string[];
  /** Plain text; may be empty. */
  readonly title: string;
  readonly published?: Instant;
}

/** A feed that another program wrote. */
export interface FormerFeed {
  /** In words: `RSS 2.0`. */
  readonly format: string;
  /** In the order of the document. */
  readonly items: readonly FormerItem[];
  /** Items that have neither an id nor an address. */
  readonly nameless: number;
  /** The front page that it belongs to. */
  readonly home?: string;
  /** The program that wrote it, in its own words. */
  readonly generator?: string;
  /** The document with the next older items: RFC 5005 sections 3 and 4, `next_url` of JSON Feed. Absolute. */
  readonly older?: string;
}

/** Why a document is no feed that can be read: to follow its name. */
export interface Fault {
  readonly line?: number;
  /** From 1, in UTF-16 units. */
  readonly column?: number;
  readonly reason: string;
  /** It is a page of a web site, which offers these feeds (none, perhaps). */
  readonly offers?: readonly string[];
}

/** The absolute address that one stands for; itself where nothing tells. */
export function resolveAddress(address: string, base: string | undefined): string {
  return URL.canParse(address, base) ? new URL(address, base).href : address;
}

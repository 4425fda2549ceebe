import type { Author, Enclosure, Image, Term } from '../articles/article.ts';
import type { Instant } from '../articles/instant.ts';
import type { Site } from '../articles/site.ts';
import type { FeedOrder } from './order.ts';
import type { ProfileOptions } from './profiles/profile.ts';
import type { Unfit } from './profiles/profiles.ts';
import type { Selection } from './selection.ts';

/** Which feed there is: its address, its words and what it picks. */
export interface FeedDefinition {
  /** Folder of its three addresses below the site: '' for the whole site, `/sections/world`, `/feeds/breaking`. */
  readonly path: string;
  /** What it is about, without the site: `World`. Undefined for the whole site. */
  readonly name?: string;
  readonly title: string;
  readonly description: string;
  readonly selection: Selection;
  /** Articles on an archive page; the live feed shows fewer than twice as many. Entries at the most, where made by hand. */
  readonly limit: number;
  readonly content: 'full' | 'summary';
  /** Of a feed made by hand; undefined for `published`. */
  readonly order?: FeedOrder;
  /** The page for people that shows the same articles, absolute. */
  readonly page: string;
  readonly language?: string;
  /** For whom it is made; undefined for every reader. */
  readonly profile?: ProfileOptions;
}

/** An article as a feed shows it, in no format yet. Text is plain, HTML is clean, addresses are absolute. */
export interface Entry {
  readonly id: string;
  readonly permalink: string;
  readonly title: string;
  readonly summary: string;
  /** The body alone: no correction, lead picture or related links in it yet. Undefined in a feed of summaries. */
  readonly html?: string;
  readonly authors: readonly Author[];
  readonly section?: Term;
  readonly tags: readonly Term[];
  /** Absolute addresses under which the site's sections and tags have their names. */
  readonly schemes: { readonly sections: string; readonly tags: string };
  readonly image?: Image;
  readonly enclosures: readonly Enclosure[];
  /** Plain text. */
  readonly correction?: string;
  readonly related: readonly RelatedLink[];
  /** BCP 47. */
  readonly language: string;
  /** Its language is not the site's, so that formats mark it. */
  readonly foreign: boolean;
  readonly published: Instant;
  readonly updated: Instant;
  /** From this instant it is gone. */
  readonly expires?: Instant;
}

/** A related headline; with an address where it names an article that is out. */
export interface RelatedLink {
  readonly title: string;
  readonly url?: string;
}

/** A definition filled with entries, in the order of the definition. */
export interface Feed {
  readonly definition: FeedDefinition;
  readonly site: Site;
  readonly entries: readonly Entry[];
  /** The newest change in its content; never the clock. */
  readonly updated: Instant;
  /** Minutes between regenerations that a reader may count on. */
  readonly ttl: number;
  readonly links: FeedLinks;
  /** This is a page of the archive, not the live feed (RFC 5005 section 4). */
  readonly archive: boolean;
  /** What was in it and was taken back, newest first. */
  readonly withdrawn: readonly Tombstone[];
  /** What its profile keeps out. */
  readonly unfit?: readonly Unfit[];
}

/** An article that was taken back (RFC 6721). */
export interface Tombstone {
  readonly id: string;
  readonly at: Instant;
  readonly reason?: string;
  /** Where people read it, for partners that want to be told. */
  readonly permalink?: string;
}

/** Absolute addresses of the feed itself, and the path of the stylesheet for people who open it in a browser. */
export interface FeedLinks {
  readonly self: FormatAddresses;
  /** The live feed, told by its archive pages. */
  readonly current?: FormatAddresses;
  /** The archive page with what came out before. */
  readonly previous?: FormatAddresses;
  /** The archive page with what came out after; a live feed has none. */
  readonly next?: FormatAddresses;
  readonly stylesheet: string;
}

export type FormatName = 'rss' | 'atom' | 'json';

/** The same feed in each format. */
export type FormatAddresses = Readonly<Record<FormatName, string>>;

export interface Format {
  readonly name: FormatName;
  /** Last part of its address: `rss.xml`. */
  readonly file: string;
  /** Without parameters: `application/rss+xml`. */
  readonly mediaType: string;
  readonly write: (feed: Feed) => Pieces;
}

/** A document in pieces, so that what was read back once need not be read back again. */
export interface Pieces {
  /** From the beginning to where entries begin. */
  readonly head: string;
  /** One for each entry, the same object as long as it is the same text; and what stands between two. */
  readonly fragments: readonly Fragment[];
  readonly between: string;
  /** From there to the end. */
  readonly tail: string;
  /** What stands around a fragment when it is read alone: all that it needs to be understood. */
  readonly shell: readonly [before: string, after: string];
}

export interface Fragment {
  /** UTF-8: every document copies it, and none encodes it anew. */
  readonly bytes: Buffer;
}

export const fragmentOf = (text: string): Fragment => ({ bytes: Buffer.from(text, 'utf8') });

/** The whole document, in UTF-8. */
export function joinPieces({ head, fragments, between, tail }: Pieces): Buffer {
  const seam = Buffer.from(between, 'utf8');
  const pieces: Buffer[] = [Buffer.from(head, 'utf8')];
  for (const { bytes } of fragments) {
    if (seam.length > 0 && pieces.length > 1) pieces.push(seam);
    pieces.push(bytes);
  }
  pieces.push(Buffer.from(tail, 'utf8'));
  return Buffer.concat(pieces);
}

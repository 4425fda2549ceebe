import type { Status } from '../article.ts';
import type { Instant } from '../instant.ts';
import type { Problem } from '../problem.ts';

/** A picture as an article names it: its address may be relative, and any of the rest may be missing. */
export interface NamedImage {
  readonly src: string;
  readonly alt?: string;
  readonly caption?: string;
  readonly credit?: string;
  readonly type?: string;
  readonly width?: number;
  readonly height?: number;
  readonly length?: number;
}

export interface NamedEnclosure {
  readonly src: string;
  readonly type?: string;
  readonly length?: number;
  readonly title?: string;
  readonly duration?: number;
  readonly episode?: number;
  readonly season?: number;
}

export interface NamedAuthor {
  readonly name: string;
  readonly url?: string;
}

/**
 * What a file says of its article, in Courant's own words whatever tool it was written for. Strings are clean (well
 * formed, no control characters, no surrounding space) and plain text unless said otherwise; nothing is filled in yet.
 */
export interface Fields {
  id?: string;
  title?: string;
  summary?: string;
  /** First published. */
  date?: Instant;
  updated?: Instant;
  embargo?: Instant;
  expires?: Instant;
  authors?: readonly NamedAuthor[];
  section?: string;
  tags?: readonly string[];
  image?: NamedImage;
  enclosures?: readonly NamedEnclosure[];
  language?: string;
  /** A path or an absolute address, as written. */
  permalink?: string;
  /** Where the piece first stood, elsewhere: an absolute address. */
  canonical?: string;
  /** Paths or addresses where the piece stood before, as written. */
  aliases?: readonly string[];
  slug?: string;
  status?: Status;
  correction?: string;
  related?: readonly string[];
}

/** For `explain`: where a field came from, in words (`front matter "pubDate", line 3`). */
export type Origins = { [field in keyof Fields]?: string };

/** One file, read. */
export interface Reading {
  readonly fields: Fields;
  readonly origins: Origins;
  /** The body as its format has it, to be rendered by `bodyHtml` when it is needed. */
  readonly body: Body;
  /** What was wrong. An `error` among them means that there is no article to make of this. */
  readonly problems: readonly Problem[];
}

export interface Body {
  readonly format: 'html' | 'markdown' | 'wire';
  readonly text: string;
  /** The line of the file on which `text` begins, from 1. */
  readonly line: number;
}

/** A file to read: decoded text, never empty of meaning by accident. */
export interface SourceFile {
  /** See Article.key. */
  readonly key: string;
  /** Without BOM, line ends as `\n`. */
  readonly text: string;
}

export interface ReadingContext {
  /** IANA zone for clock times without an offset. */
  readonly timezone: string;
  /** Fields that hold where the file says nothing: defaults for its folder. Front matter names, as an editor writes them. */
  readonly defaults: Readonly<Record<string, unknown>>;
  /** Whose habits decide where tools differ (a date without a time is UTC in Eleventy, local elsewhere). */
  readonly tool?: Tool;
}

export type Tool = 'jekyll' | 'hugo' | 'eleventy' | 'astro';

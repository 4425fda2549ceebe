import type { Author } from './article.ts';

/** The publication itself. */
export interface Site {
  /** The public base of every absolute address, without a slash at the end; may have a path. */
  readonly url: string;
  readonly title: string;
  readonly description: string;
  /** BCP 47. */
  readonly language: string;
  /** IANA name, for every clock time without an offset. */
  readonly timezone: string;
  /** Byline of articles that name nobody. */
  readonly authors: readonly Author[];
  readonly copyright?: string;
  /** Small square picture, absolute address. */
  readonly icon?: string;
  /** Wide picture, absolute address. */
  readonly logo?: string;
  /** Picture of the whole publication, absolute address. */
  readonly image?: string;
}

import type { Article, Enclosure, Image } from './article.ts';
import type { Library } from './library.ts';
import type { Problem } from './problem.ts';

/** What of an article is read only where it is rendered. */
export interface Content {
  /** The body: HTML cut to the allow-list, every address absolute. */
  readonly html: string;
  /** Plain text as its writer gave it; without it, feeds derive one from the body. */
  readonly summary?: string;
  readonly image?: Image;
  readonly enclosures: readonly Enclosure[];
  /** What turned up in the body only: a picture that is not there, a shortcode that was dropped. */
  readonly problems: readonly Problem[];
}

/** A stored file that articles show: a picture, a recording. */
export interface Media {
  /** Absolute path on this machine; never shown to anyone. */
  readonly path: string;
  readonly type: string;
  readonly length: number;
}

/** What is known of what is different, so that not everything need be looked at. */
export interface Hint {
  /** Paths below the source, as the system spells them, of all that may have changed; undefined when nobody knows. */
  readonly changed?: ReadonlySet<string>;
}

/** Where articles are kept: a folder today, a database later. */
export interface ArticleSource {
  /**
   * Everything that is stored now. What did not change since `previous` is the same object in the result, another one if
   * a picture that it shows did; when nothing changed at all, the result is `previous` itself.
   * @throws when the source as a whole cannot be read; the caller keeps what it has.
   */
  read(previous: Library, hint?: Hint): Promise<Library>;
  /**
   * The body and pictures of an article of the last library.
   * @throws Outdated when what is stored is no longer the revision that the article tells of.
   */
  content(article: Article): Promise<Content>;
  /**
   * The file behind `/media/HASH/KEY`, if the stored file has that content hash and an article that is out now shows it.
   */
  media(hash: string, key: string): Promise<Media | undefined>;
}

/** What is stored has moved on since it was read: read again. */
export class Outdated extends Error {
  override readonly name = 'Outdated';
}

import type { Article } from './article.ts';

/** By what an article may be known again that was published by another system before. */
export interface Trace {
  readonly article: Article;
  /** Under what key the register of ids knows it; undefined when its file gives it an id for all feeds. */
  readonly name?: string;
  /** The id in its file, be it one for feeds or not (`4711`). */
  readonly written?: string;
  /** Addresses and paths where it stood too: its canonical address, its aliases. */
  readonly addresses: readonly string[];
}

/** The traces of all articles that are stored. */
export interface Traces {
  readonly articles: readonly Trace[];
  /** Every key by which the register may know something that is stored, articles or not yet. */
  readonly present: ReadonlySet<string>;
}

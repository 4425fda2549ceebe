import type { Selection } from './selection.ts';

/** What is told of feeds beyond their articles: which there are, and how long. */
export interface FeedRules {
  readonly limit: number;
  readonly content: 'full' | 'summary';
  /** Minutes. */
  readonly ttl: number;
  /** Which terms get feeds: all, none, or those named. */
  readonly sections: boolean | readonly string[];
  readonly tags: boolean | readonly string[];
  readonly authors: boolean | readonly string[];
  readonly made: readonly MadeFeed[];
}

/** A feed made by hand, at `/feeds/NAME/`. */
export interface MadeFeed {
  readonly name: string;
  readonly title: string;
  readonly description?: string;
  readonly selection: Selection;
  readonly limit?: number;
  readonly content?: 'full' | 'summary';
}

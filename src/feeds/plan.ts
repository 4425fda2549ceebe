import type { Article } from '../articles/article.ts';
import type { FeedDefinition, Tombstone } from './feed.ts';

/** Exactly what a live feed or an archive page is to show: all that its bytes are made of but the bodies. */
export interface FeedPlan {
  readonly definition: FeedDefinition;
  /** In the order of the definition. */
  readonly articles: readonly Article[];
  readonly withdrawn: readonly Tombstone[];
  /** Where it stands in the history of its feed. */
  readonly history: History;
}

/** Paths, undefined where there is none. */
export interface History {
  /** `live`; or a page of the archive, that may still grow or is full and keeps its bytes. */
  readonly kind: 'live' | 'growing' | 'full';
  readonly current?: string;
  readonly previous?: string;
  readonly next?: string;
}

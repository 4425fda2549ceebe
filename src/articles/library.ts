import { type Article, isOut } from './article.ts';
import type { Instant } from './instant.ts';
import type { Problem } from './problem.ts';

/** Every article known at one moment, out or not, newest first, with what was wrong. Never edited, only replaced. */
export interface Library {
  readonly articles: readonly Article[];
  readonly problems: readonly Problem[];
}

export const emptyLibrary: Library = { articles: [], problems: [] };

/** Newest first; equal instants by id, so that the order of files decides nothing. */
export function byNewest(a: Article, b: Article): number {
  return b.published - a.published || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

/** What may be seen at `now`, newest first. */
export function articlesOut(library: Library, now: Instant): readonly Article[] {
  return library.articles.filter((article) => isOut(article, now));
}

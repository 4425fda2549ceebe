import type { Article } from '../articles/article.ts';
import type { FeedDefinition } from './feed.ts';

/** By what a feed made by hand says which articles are its newest, and sorts them. */
export const feedOrders = ['published', 'updated'] as const;

export type FeedOrder = (typeof feedOrders)[number];

/** A list is sorted once as long as no article in it changes. */
const sorted = new WeakMap<readonly Article[], readonly Article[]>();

/** Everything that a feed picks in the order in which it shows it. @param picked - newest first. */
export function inOrder(picked: readonly Article[], order: FeedOrder | undefined): readonly Article[] {
  if (order !== 'updated') return picked;
  // Sorting is stable: what changed at one instant stays newest first.
  const known = sorted.get(picked) ?? picked.toSorted((a, b) => b.updated - a.updated);
  sorted.set(picked, known);
  return known;
}

/** What a feed without an archive shows. @param picked - newest first. */
export function latest(
  picked: readonly Article[],
  { order, limit }: Pick<FeedDefinition, 'order' | 'limit'>,
): readonly Article[] {
  return inOrder(picked, order).slice(0, limit);
}

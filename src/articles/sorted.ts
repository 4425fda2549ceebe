/** Negative, zero or positive, as for Array.sort; zero for the same only. */
export type Compare<T> = (a: T, b: T) => number;

/** What is different between two lists. */
export interface Delta<T> {
  readonly removed: ReadonlySet<T>;
  readonly added: ReadonlySet<T>;
}

/**
 * Two lists in one order, compared by identity. Costs a glance at each item, and more only for what lies between the
 * first and the last difference.
 */
export function compareLists<T>(before: readonly T[], after: readonly T[]): Delta<T> {
  if (before === after) return { removed: new Set(), added: new Set() };
  let start = 0;
  while (start < before.length && before[start] === after[start]) start++;
  let last = before.length - 1;
  let end = after.length - 1;
  while (last >= start && end >= start && before[last] === after[end]) {
    last--;
    end--;
  }
  const removed = new Set(before.slice(start, last + 1));
  const added = new Set<T>();
  for (const item of after.slice(start, end + 1)) if (!removed.delete(item)) added.add(item);
  return { removed, added };
}

/** Changes from which it is cheaper to go through the whole list once than through a part of it for each. */
const many = 200;

/** Whether they are fewer than those. */
export function isSmall({ removed, added }: Delta<unknown>): boolean {
  return removed.size + added.size < many;
}

/** A sorted list after a change; the same list when nothing in it changed. Items that are not in it need not be removed. */
export function replaceSorted<T>(
  sorted: readonly T[],
  removed: Iterable<T>,
  added: Iterable<T>,
  compare: Compare<T>,
): readonly T[] {
  const going = [...removed].filter((item) => sorted[placeOf(sorted, item, compare)] === item);
  const coming = [...added];
  if (going.length + coming.length === 0) return sorted;
  if (going.length + coming.length < many) {
    const list = [...sorted];
    removeEach(list, going, compare);
    insertEach(list, coming, compare);
    return list;
  }
  const without = new Set(going);
  return [...sorted.filter((item) => !without.has(item)), ...coming].sort(compare);
}

/** Takes items out of a sorted list, in place. */
export function removeEach<T>(sorted: T[], items: readonly T[], compare: Compare<T>): void {
  for (const item of items) {
    const at = placeOf(sorted, item, compare);
    if (sorted[at] === item) sorted.splice(at, 1);
  }
}

/** Puts items into a sorted list, in place. */
export function insertEach<T>(sorted: T[], items: readonly T[], compare: Compare<T>): void {
  for (const item of items) sorted.splice(placeOf(sorted, item, compare), 0, item);
}

/** The index of the first that does not come before `item`. */
export function placeOf<T>(sorted: readonly T[], item: T, compare: Compare<T>): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compare(sorted[middle] as T, item) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

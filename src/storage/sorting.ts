import { breathe } from '../publishing/breaths.ts';

/** Negative, zero or positive, as for Array.sort; zero for the same only. */
export type Compare<T> = (a: T, b: T) => number;

/** So many take no longer than requests may wait. */
const piece = 1000;

/** Sorts a long list, with a breath now and then. */
export async function sortInPieces<T>(items: readonly T[], compare: Compare<T>): Promise<readonly T[]> {
  let runs: (readonly T[])[] = [];
  for (let at = 0; at < items.length; at += piece) {
    runs.push(items.slice(at, at + piece).sort(compare));
    await breathe();
  }
  while (runs.length > 1) {
    const merged: (readonly T[])[] = [];
    for (let at = 0; at < runs.length; at += 2) {
      merged.push(await mergeSorted(runs[at] ?? [], runs[at + 1] ?? [], compare));
    }
    runs = merged;
  }
  return runs[0] ?? [];
}

/** Two sorted lists as one. */
export async function mergeSorted<T>(
  a: readonly T[],
  b: readonly T[],
  compare: Compare<T>,
): Promise<readonly T[]> {
  if (a.length === 0) return b;
  if (b.length === 0) return a;
  const merged: T[] = [];
  let left = 0;
  let right = 0;
  while (left < a.length && right < b.length) {
    const end = merged.length + piece;
    while (merged.length < end && left < a.length && right < b.length) {
      const [x, y] = [a[left] as T, b[right] as T];
      if (compare(x, y) <= 0) {
        merged.push(x);
        left += 1;
      } else {
        merged.push(y);
        right += 1;
      }
    }
    await breathe();
  }
  return merged.concat(a.slice(left), b.slice(right));
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
function placeOf<T>(sorted: readonly T[], item: T, compare: Compare<T>): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compare(sorted[middle] as T, item) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

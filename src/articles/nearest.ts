/**
 * The word of `words` that was most likely meant by `written`: few letters apart, or begun alike; undefined when none
 * is close. Letter case and `_`, `-` do not count.
 */
export function nearest(written: string, words: Iterable<string>): string | undefined {
  const meant = plain(written);
  if (meant === '') return undefined;
  let best: { readonly word: string; readonly distance: number } | undefined;
  for (const word of words) {
    const candidate = plain(word);
    const begun = meant.length >= 3 && (candidate.startsWith(meant) || meant.startsWith(candidate));
    const distance = begun && candidate.length >= 3 ? 1 : editDistance(meant, candidate);
    if (distance <= Math.max(1, Math.floor(meant.length / 3)) && (!best || distance < best.distance)) {
      best = { word, distance };
    }
  }
  return best?.word;
}

function plain(word: string): string {
  return word.toLowerCase().replace(/[-_ ]/g, '');
}

/** Letters to add, drop, change or swap with their neighbour (optimal string alignment distance). */
export function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const line = [row];
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1];
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      line[column] = Math.min(
        (above[column] ?? 0) + 1,
        (line[column - 1] ?? 0) + 1,
        (above[column - 1] ?? 0) + (same ? 0 : 1),
        swapped ? (before[column - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
      );
    }
    before = above;
    above = line;
  }
  return above[b.length] ?? 0;
}

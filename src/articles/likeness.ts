import type { Fingerprint } from './identity.ts';

/** A stored piece of which the register cannot tell by its key alone what it is. */
export interface Seeker {
  readonly print: Fingerprint;
  /** Its key is remembered too, and is its own if nothing is found: it takes more to be something else. */
  readonly isKnown: boolean;
}

interface Rule {
  /** Marks that are equal mean the same piece; undefined means that there is nothing to compare. */
  readonly mark: (print: Fingerprint) => string | undefined;
  /** Slugs come from names of files: they tell nothing where a name that is remembered holds something else. */
  readonly isOfNames?: true;
}

/** Best first. The first only tells copies of one text apart, of which several are lost at once. */
const rules: readonly Rule[] = [
  { mark: ({ digest, slug }) => digest && `${slug}\n${digest}` },
  { mark: ({ digest }) => digest || undefined },
  { mark: ({ slug, published }) => slug && `${slug}\n${published}`, isOfNames: true },
  { mark: ({ title, published }) => title && `${title}\n${published}` },
];

export const byKey = (a: Fingerprint, b: Fingerprint): number => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0);

/**
 * Which seeker is which of the remembered, each at the most once: by digest, else slug and instant, else title and
 * instant. Of several `vanished` that fit, and of several seekers, the first by key goes first, strangers before all.
 * One that is `displaced`, its key holding something else now, is found only where nothing else that is remembered and no
 * other seeker has the same mark: else it may be a template, and what stands at its key what was made of that.
 *
 * Takes time in proportion to seekers and vanished; to `remembered` too only when a displaced one is found.
 */
export function findLikes<R extends Fingerprint>(
  seekers: readonly Seeker[],
  vanished: readonly R[],
  displaced: readonly R[],
  remembered: Pick<ReadonlyMap<string, R>, 'get'> & { keys(): Iterable<string> },
): ReadonlyMap<Fingerprint, R> {
  const found = new Map<Fingerprint, R>();
  const gone = new Set([...vanished].sort((a, b) => byKey(b, a)));
  const moved = new Set(displaced);
  let left = [...seekers].sort((a, b) => Number(a.isKnown) - Number(b.isKnown) || byKey(a.print, b.print));
  for (const rule of rules) {
    if (gone.size + moved.size === 0 || left.length === 0) break;
    const markOf = ({ print, isKnown }: Seeker): string | undefined =>
      isKnown && rule.isOfNames ? undefined : rule.mark(print);
    const candidates = groupBy(gone, rule.mark);
    const lone =
      moved.size === 0 || rule.isOfNames ? undefined : findLone(left, markOf, moved, rule.mark, remembered);
    left = left.filter((seeker) => {
      const mark = markOf(seeker);
      const match = mark ? (candidates.get(mark)?.pop() ?? lone?.get(mark)) : undefined;
      if (match === undefined || match.key === seeker.print.key) return true;
      gone.delete(match);
      moved.delete(match);
      found.set(seeker.print, match);
      return false;
    });
  }
  return found;
}

/** The displaced by marks that only they and one seeker have. */
function findLone<R extends Fingerprint>(
  seekers: readonly Seeker[],
  markOf: (seeker: Seeker) => string | undefined,
  displaced: ReadonlySet<R>,
  mark: Rule['mark'],
  remembered: Pick<ReadonlyMap<string, R>, 'get'> & { keys(): Iterable<string> },
): ReadonlyMap<string, R> {
  const sought = groupBy(seekers, markOf);
  const lone = new Map<string, R>();
  for (const one of displaced) {
    const its = mark(one);
    if (its && sought.get(its)?.length === 1) lone.set(its, one);
  }
  if (lone.size === 0) return lone;
  for (const key of remembered.keys()) {
    const other = remembered.get(key);
    const its = other && mark(other);
    if (its && lone.has(its) && lone.get(its)?.key !== key) lone.delete(its);
  }
  return lone;
}

function groupBy<T>(some: Iterable<T>, markOf: (one: T) => string | undefined): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of some) {
    const mark = markOf(one);
    if (!mark) continue;
    const alike = groups.get(mark);
    if (alike === undefined) groups.set(mark, [one]);
    else alike.push(one);
  }
  return groups;
}

import type { Article } from '../articles/article.ts';
import { byNewest } from '../articles/library.ts';
import { compareLists, type Delta, isSmall, placeOf, replaceSorted } from '../articles/sorted.ts';
import { finish, type Steps, stepLength } from '../articles/steps.ts';
import type { Chronicle } from './chronicle.ts';

/** A feed's history: every article that ever came out in it has its slot, in the order in which they came out. */
export interface Slots {
  /** With those of what is no longer out. */
  readonly count: number;
  /** The articles that are out in the slots from one index up to another, newest first. */
  slice(from: number, to?: number): readonly Article[];
}

/** How a feed's articles came to be what they are. */
export interface Change {
  /** Those of the snapshot before. */
  readonly before: readonly Article[];
  /** Since then, in this feed and in others. */
  readonly news: Delta<Article>;
}

/** Lists from which it pays to remember the one before. */
const long = 500;

/** Puts articles in the order of their places, which never change. */
export class Places {
  readonly #chronicle: Chronicle;
  /** The last long list of each feed, as it was given and in order. */
  readonly #known = new Map<
    string,
    { readonly given: readonly Article[]; readonly sorted: readonly Article[] }
  >();

  constructor(chronicle: Chronicle) {
    this.#chronicle = chronicle;
  }

  /** @param articles - of the feed at `path` that are out, newest first. @param ghosts - ids of what no longer is. */
  slots(path: string, articles: readonly Article[], ghosts: readonly string[], change?: Change): Slots {
    const sorted = this.#sort(path, articles, change);
    const places = ghosts.map((id) => this.#place(id)).sort((a, b) => a - b);
    // Where each of them is among all slots: behind the articles that came out before it, and the ghosts before it.
    const holes = places.map((place, nth) => nth + this.#countBefore(sorted, place));
    const articlesBefore = (slot: number): number => slot - countLess(holes, slot);
    const count = sorted.length + holes.length;
    return {
      count,
      slice: (from, to = count) =>
        sorted.slice(articlesBefore(from), articlesBefore(Math.min(to, count))).sort(byNewest),
    };
  }

  /** What `slots` would else do at a stretch: put a feed in order of which not just a few articles are news. */
  *prepare(path: string, articles: readonly Article[], change?: Change): Steps<void> {
    if (articles.length < long) return;
    const given = this.#known.get(path)?.given;
    if (given === articles || (given !== undefined && change?.before === given && isSmall(change.news)))
      return;
    this.#known.set(path, { given: articles, sorted: yield* this.#sortInSteps(articles) });
  }

  #place(id: string): number {
    return this.#chronicle.place(id) ?? Number.MAX_SAFE_INTEGER;
  }

  #countBefore(sorted: readonly Article[], place: number): number {
    let low = 0;
    let high = sorted.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#place(sorted[middle]?.id ?? '') < place) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #sort(path: string, articles: readonly Article[], change: Change | undefined): readonly Article[] {
    if (articles.length < long) return finish(this.#sortInSteps(articles));
    const before = this.#known.get(path);
    if (before?.given === articles) return before.sorted;
    const sorted =
      (before && this.#sortNews(before, articles, change)) ?? finish(this.#sortInSteps(articles));
    this.#known.set(path, { given: articles, sorted });
    return sorted;
  }

  /** Undefined when places have changed, which is when ids of another system were taken over. */
  #sortNews(
    { given, sorted }: { readonly given: readonly Article[]; readonly sorted: readonly Article[] },
    articles: readonly Article[],
    change: Change | undefined,
  ): readonly Article[] | undefined {
    const { removed, added } = change?.before === given ? change.news : compareLists(given, articles);
    const come = [...added].filter((article) => articles[placeOf(articles, article, byNewest)] === article);
    const next = replaceSorted(sorted, removed, come, (a, b) => this.#compare(a, b));
    return next.length === articles.length ? next : undefined;
  }

  *#sortInSteps(articles: readonly Article[]): Steps<readonly Article[]> {
    const sorted = articles.toReversed();
    const places = new Float64Array(sorted.length);
    let isSorted = true;
    let index = 0;
    let last = Number.NEGATIVE_INFINITY;
    for (const { id } of sorted) {
      if (index % stepLength === stepLength - 1) yield;
      const place = this.#place(id);
      places[index++] = place;
      isSorted &&= place > last;
      last = place;
    }
    if (isSorted) return sorted;
    const order = Uint32Array.from(sorted.keys());
    // Of equal places, what is newer goes first: it stands further behind.
    order.sort((a, b) => (places[a] ?? 0) - (places[b] ?? 0) || b - a);
    return Array.from(order, (index) => sorted[index]).filter((article) => article !== undefined);
  }

  #compare(a: Article, b: Article): number {
    return this.#place(a.id) - this.#place(b.id) || byNewest(a, b);
  }
}

const ascending = (a: number, b: number): number => a - b;

/** How many of these, in ascending order, are less. */
const countLess = (numbers: readonly number[], limit: number): number => placeOf(numbers, limit, ascending);

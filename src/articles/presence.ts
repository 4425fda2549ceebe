import { type Article, isOut } from './article.ts';
import type { Instant } from './instant.ts';
import { byNewest, type Library } from './library.ts';
import { compareLists, type Delta, replaceSorted } from './sorted.ts';
import { type Steps, stepLength } from './steps.ts';

/** Of a library at one instant: what may be seen, and what is to come or go. Never edited, only replaced. */
export interface Presence {
  readonly library: Library;
  readonly now: Instant;
  /** Newest first; the same list as long as nothing came or went. */
  readonly out: readonly Article[];
  /** Published ones that come out or go after `now` without any change; in no order. */
  readonly waiting: readonly Article[];
}

/** A presence, and how it differs from the one before; without one, from nothing. */
export interface Turn {
  readonly presence: Presence;
  /** Of the library. */
  readonly delta: Delta<Article>;
  /** Of what is out, the newest added first. */
  readonly news: Delta<Article>;
}

/** @param previous - of an earlier library and instant: with it, the cost is that of what changed. */
export function* presenceInSteps(library: Library, now: Instant, previous?: Presence): Steps<Turn> {
  if (previous === undefined) return yield* firstPresence(library, now);
  const delta = compareLists(previous.library.articles, library.articles);
  if (now < previous.now) {
    const out = library.articles.filter((article) => isOut(article, now));
    const waiting = library.articles.filter((article) => isWaiting(article, now));
    return { presence: { library, now, out, waiting }, delta, news: compareLists(previous.out, out) };
  }
  const gone = [...delta.removed].filter((article) => isOut(article, previous.now));
  const come = [...delta.added].filter((article) => isOut(article, now));
  const still = previous.waiting.filter((article) => !delta.removed.has(article));
  for (const article of still) {
    const wasOut = isOut(article, previous.now);
    if (wasOut !== isOut(article, now)) (wasOut ? gone : come).push(article);
  }
  const waiting = [...still, ...delta.added].filter((article) => isWaiting(article, now));
  const out = replaceSorted(previous.out, gone, come, byNewest);
  const news = { removed: new Set(gone), added: newestFirst(come) };
  return { presence: { library, now, out, waiting }, delta, news };
}

function* firstPresence(library: Library, now: Instant): Steps<Turn> {
  const all = new Set<Article>();
  const out: Article[] = [];
  const waiting: Article[] = [];
  let step = 0;
  for (const article of library.articles) {
    if (++step % stepLength === 0) yield;
    all.add(article);
    if (isOut(article, now)) out.push(article);
    if (isWaiting(article, now)) waiting.push(article);
  }
  const nothing: ReadonlySet<Article> = new Set();
  const presence = { library, now, out, waiting };
  const added = out.length === all.size ? all : new Set(out);
  return { presence, delta: { removed: nothing, added: all }, news: { removed: nothing, added } };
}

const newestFirst = (articles: Article[]): ReadonlySet<Article> => new Set(articles.sort(byNewest));

function isWaiting({ status, published, expires }: Article, now: Instant): boolean {
  return status === 'published' && (published > now || (expires !== undefined && expires > now));
}

/** The first instant after that of the presence at which an article comes out or goes, or undefined when none will. */
export function nextChange({ waiting, now }: Presence): Instant | undefined {
  let next: Instant | undefined;
  for (const { published, expires } of waiting) {
    for (const instant of [published, expires]) {
      if (instant !== undefined && instant > now && (next === undefined || instant < next)) next = instant;
    }
  }
  return next;
}

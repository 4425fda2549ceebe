import type { Article, Term } from '../articles/article.ts';
import { authorTerm } from '../articles/byline.ts';
import type { Instant } from '../articles/instant.ts';
import type { Library } from '../articles/library.ts';
import type { Presence, Turn } from '../articles/presence.ts';
import type { Delta } from '../articles/sorted.ts';
import { type Steps, stepLength } from '../articles/steps.ts';

/** An article that has been out: its place in the order in which articles came out, for ever. */
export interface Appearance {
  readonly id: string;
  /** From 0, without gaps. */
  readonly place: number;
  /** Where its source keeps it: see Article.key. */
  readonly key: string;
  readonly permalink: string;
  /** Paths of the feeds of its terms: `/sections/world`. */
  readonly feeds: readonly string[];
}

/** An article that was out and was taken back. */
export interface Withdrawal {
  readonly id: string;
  /** When it was seen to be gone. */
  readonly at: Instant;
  /** What its writer said of it, in plain text. */
  readonly reason?: string;
}

/** All of them by id, in the order in which they were first told of; a Map will do. */
export interface Appearances {
  readonly size: number;
  keys(): Iterable<string>;
  values(): Iterable<Appearance>;
}

/** What came out, and what was taken back. Outlives a restart. */
export interface Chronicle {
  /** May be made for the call; where its place alone matters, ask for that. */
  appearance(id: string): Appearance | undefined;
  place(id: string): number | undefined;
  appearances(): Appearances;
  withdrawals(): ReadonlyMap<string, Withdrawal>;
  recordAppearances(appearances: readonly Appearance[]): void;
  recordWithdrawal(withdrawal: Withdrawal): void;
  /** It is back. */
  recordReturn(id: string): void;
}

/** What is new, to be recorded. */
export interface News {
  readonly appearances: readonly Appearance[];
  readonly withdrawals: readonly Withdrawal[];
  readonly returns: readonly string[];
  /** Articles that are gone in such a number that it looks like another folder or a lost disk; none is withdrawn. */
  readonly gone: number;
  /** Ids of all that were out, are stored no more, and are not withdrawn. */
  readonly missing: ReadonlySet<string>;
  /** Ids of all that came out and are not out now. */
  readonly absent: ReadonlySet<string>;
}

/** What the chronicle was compared with before. */
export interface Compared {
  readonly presence: Presence;
  readonly missing: ReadonlySet<string>;
  readonly absent: ReadonlySet<string>;
}

/**
 * What the chronicle does not know yet. An article is withdrawn when it says so itself, or when it was out and is stored no
 * more; one that expired or waits again for its day is neither.
 * @param previous - with it, only what changed since is looked at.
 */
export function* compareWithChronicle(
  { presence, delta, news }: Turn,
  chronicle: Chronicle,
  previous?: Compared,
): Steps<News> {
  const { library, now } = presence;
  const appearances = yield* findAppearances(news.added, chronicle);
  const absent = yield* gather(previous?.absent ?? chronicle.appearances().keys());
  for (const { id } of news.removed) absent.add(id);
  let step = 0;
  for (const { id } of news.added) {
    if (++step % stepLength === 0) yield;
    absent.delete(id);
  }
  const isWithdrawn = (id: string): boolean => chronicle.withdrawals().has(id);
  const changed = previous === undefined ? undefined : new Set([...delta.removed, ...delta.added].map(idOf));
  const asked = changed ?? (yield* gather(chronicle.appearances().keys(), chronicle.withdrawals().keys()));
  const stored = asked.size === 0 ? () => undefined : yield* storedAmong(changed, library, delta);
  const missing = new Set(previous?.missing);
  const returns: string[] = [];
  const withdrawals: Withdrawal[] = [];
  for (const id of asked) {
    if (++step % stepLength === 0) yield;
    const article = stored(id);
    if (isWithdrawn(id)) {
      if (article?.status === 'published') returns.push(id);
    } else if (chronicle.place(id) !== undefined) {
      if (article?.status === 'withdrawn') withdrawals.push(withdraw(article, now));
      if (article === undefined) missing.add(id);
    }
    if (article !== undefined) missing.delete(id);
  }
  const vanished: Withdrawal[] = [];
  if (missing.size > 0) {
    const broken = new Set(
      library.problems.filter(({ severity }) => severity === 'error').map(({ file }) => file),
    );
    for (const id of missing) {
      if (isWithdrawn(id)) missing.delete(id);
      // A file that is there and cannot be understood was not taken back: somebody is in the middle of writing it.
      else if (!broken.has(chronicle.appearance(id)?.key ?? '')) vanished.push({ id, at: now });
    }
  }
  const all = chronicle.appearances().size - chronicle.withdrawals().size;
  const gone = vanished.length > Math.max(fewGone, all / 2) ? vanished.length : 0;
  const taken = gone === 0 ? [...withdrawals, ...vanished] : withdrawals;
  return { appearances, withdrawals: taken, returns, gone, missing, absent };
}

const idOf = ({ id }: Article): string => id;

function* gather(...some: readonly Iterable<string>[]): Steps<Set<string>> {
  const ids = new Set<string>();
  for (const several of some) {
    for (const id of several) {
      ids.add(id);
      if (ids.size % stepLength === 0) yield;
    }
  }
  return ids;
}

/** What came out, in the order in which it did, and what appears in another place than before. @param come - newest first. */
function* findAppearances(come: Iterable<Article>, chronicle: Chronicle): Steps<readonly Appearance[]> {
  const appearances: Appearance[] = [];
  let next = chronicle.appearances().size;
  const isFirst = next === 0;
  let step = 0;
  for (const article of [...come].reverse()) {
    if (++step % stepLength === 0) yield;
    const known = isFirst ? undefined : chronicle.appearance(article.id);
    const feeds = feedsOf(article);
    const { id, key, permalink } = article;
    if (known?.key === key && known.permalink === permalink && equal(known.feeds, feeds)) continue;
    appearances.push({ id, place: known?.place ?? next++, key, permalink, feeds });
  }
  return appearances;
}

/** @param ids - whom it will be asked for; everyone, without it */
function* storedAmong(
  ids: ReadonlySet<string> | undefined,
  library: Library,
  delta: Delta<Article>,
): Steps<(id: string) => Article | undefined> {
  // Of those that changed, what is stored now was added.
  const articles = ids === undefined ? library.articles : delta.added;
  const stored = new Map<string, Article>();
  let step = 0;
  for (const article of articles) {
    if (++step % stepLength === 0) yield;
    stored.set(article.id, article);
  }
  return (id) => stored.get(id);
}

/** As many files may be deleted at once without a doubt that they were meant to be. */
const fewGone = 10;

function withdraw({ id, correction }: Article, now: Instant): Withdrawal {
  return correction === undefined ? { id, at: now } : { id, at: now, reason: correction };
}

/** The feeds of an article's terms. */
export function feedsOf({ section, tags, authors }: Article): readonly string[] {
  const paths: string[] = [];
  const add = (path: string): void => {
    if (!paths.includes(path)) paths.push(path);
  };
  if (section !== undefined) add(sectionPath(section));
  for (const tag of tags) add(tagPath(tag));
  for (const author of authors) add(authorPath(authorTerm(author)));
  return paths;
}

/** One string for each term, as terms are one object each: a hundred thousand articles name the same few. */
function pathsIn(folder: string): (term: Term) => string {
  const known = new WeakMap<Term, string>();
  return (term) => {
    let path = known.get(term);
    if (path === undefined) {
      path = ['', folder, term.slug].join('/');
      known.set(term, path);
    }
    return path;
  };
}

const sectionPath = pathsIn('sections');
const tagPath = pathsIn('tags');
const authorPath = pathsIn('authors');

function equal(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((path, index) => path === b[index]);
}

import type { Article } from '../articles/article.ts';
import type { Instant } from '../articles/instant.ts';
import type { Library } from '../articles/library.ts';
import { authorSlug } from '../articles/slug.ts';

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

/** What came out, and what was taken back. Outlives a restart. */
export interface Chronicle {
  appearance(id: string): Appearance | undefined;
  appearances(): ReadonlyMap<string, Appearance>;
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
}

/**
 * What the chronicle does not know yet. An article is withdrawn when it says so itself, or when it was out and is stored no
 * more; one that expired or waits again for its day is neither.
 * @param library - all that are stored, and what is wrong. @param out - of these, those that are out, newest first.
 * @param known - articles whose appearance was looked at before, by identity: they are passed over.
 */
export function compareWithChronicle(
  { articles, problems }: Library,
  out: readonly Article[],
  chronicle: Chronicle,
  known: WeakSet<Article>,
  now: Instant,
): News {
  const appearances: Appearance[] = [];
  let next = chronicle.appearances().size;
  for (let index = out.length - 1; index >= 0; index--) {
    const article = out[index];
    if (article === undefined || known.has(article)) continue;
    known.add(article);
    const before = chronicle.appearance(article.id);
    const feeds = feedsOf(article);
    const { id, key, permalink } = article;
    if (before?.key === key && before.permalink === permalink && equal(before.feeds, feeds)) continue;
    appearances.push({ id, place: before?.place ?? next++, key, permalink, feeds });
  }
  const { size } = chronicle.withdrawals();
  // Every article that was ever out is out, or is known to be withdrawn: nothing to look for.
  if (size === 0 && out.length === next) return { appearances, withdrawals: [], returns: [], gone: 0 };
  const stored = new Map(articles.map((article) => [article.id, article]));
  const returns = [...chronicle.withdrawals().keys()].filter((id) => stored.get(id)?.status === 'published');
  const broken = new Set(problems.filter(({ severity }) => severity === 'error').map(({ file }) => file));
  const withdrawals: Withdrawal[] = [];
  const vanished: Withdrawal[] = [];
  for (const { id, key } of chronicle.appearances().values()) {
    if (chronicle.withdrawals().has(id)) continue;
    const article = stored.get(id);
    if (article?.status === 'withdrawn') withdrawals.push(withdraw(article, now));
    // A file that is there and cannot be understood was not taken back: somebody is in the middle of writing it.
    if (article === undefined && !broken.has(key)) vanished.push({ id, at: now });
  }
  const all = chronicle.appearances().size - chronicle.withdrawals().size;
  const gone = vanished.length > Math.max(fewGone, all / 2) ? vanished.length : 0;
  return {
    appearances,
    withdrawals: gone === 0 ? [...withdrawals, ...vanished] : withdrawals,
    returns,
    gone,
  };
}

/** As many files may be deleted at once without a doubt that they were meant to be. */
const fewGone = 10;

function withdraw({ id, correction }: Article, now: Instant): Withdrawal {
  return correction === undefined ? { id, at: now } : { id, at: now, reason: correction };
}

/** The feeds of an article's terms. */
export function feedsOf({ section, tags, authors }: Article): readonly string[] {
  const paths = [
    ...(section === undefined ? [] : [`/sections/${section.slug}`]),
    ...tags.map(({ slug }) => `/tags/${slug}`),
    ...authors.map(({ name }) => `/authors/${authorSlug(name)}`),
  ];
  return [...new Set(paths)];
}

function equal(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((path, index) => path === b[index]);
}

import type { Article, Term } from '../articles/article.ts';
import { byNewest } from '../articles/library.ts';

/** A section, tag or author, and its articles, newest first. */
export interface TermEntry {
  /** Called what its newest article calls it. */
  readonly term: Term;
  readonly picked: readonly Article[];
}

/** By slug, in the order of slugs. What no article touched since the last one is the same object. */
export type TermIndex = ReadonlyMap<string, TermEntry>;

export type TermsOf = (article: Article) => readonly Term[];

export function indexTerms(articles: readonly Article[], termsOf: TermsOf): TermIndex {
  const found = new Map<string, { term: Term; picked: Article[] }>();
  for (const article of articles) {
    for (const term of termsOf(article)) {
      const known = found.get(term.slug);
      if (known === undefined) found.set(term.slug, { term, picked: [article] });
      else if (known.picked.at(-1) !== article) known.picked.push(article);
    }
  }
  return inOrder(found);
}

/** What changed between two lists of articles, both newest first. */
export interface Delta {
  readonly removed: ReadonlySet<Article>;
  readonly added: ReadonlySet<Article>;
}

/** Costs a glance at each article, and more only for what lies between the first and the last difference. */
export function compareLists(before: readonly Article[], after: readonly Article[]): Delta {
  let start = 0;
  while (start < before.length && before[start] === after[start]) start++;
  let end = 0;
  const most = Math.min(before.length, after.length) - start;
  while (end < most && before.at(-1 - end) === after.at(-1 - end)) end++;
  const gone = new Set(before.slice(start, before.length - end));
  const added = new Set<Article>();
  for (const article of after.slice(start, after.length - end)) {
    if (!gone.delete(article)) added.add(article);
  }
  return { removed: gone, added };
}

/** The list after a change, sorted; the same list when nothing in it changed. */
export function applyDelta(
  list: readonly Article[],
  removed: ReadonlySet<Article>,
  added: readonly Article[],
) {
  if (added.length === 0 && !list.some((article) => removed.has(article))) return list;
  return [...list.filter((article) => !removed.has(article)), ...added].sort(byNewest);
}

/** The index after a change; only the terms of changed articles are looked at. */
export function updateTerms(index: TermIndex, { removed, added }: Delta, termsOf: TermsOf): TermIndex {
  const touched = new Map<string, Article[]>();
  for (const article of removed) for (const { slug } of termsOf(article)) touched.set(slug, []);
  for (const article of added) {
    for (const { slug } of termsOf(article)) {
      const list = touched.get(slug);
      if (list === undefined) touched.set(slug, [article]);
      else if (list.at(-1) !== article) list.push(article);
    }
  }
  if (touched.size === 0) return index;
  const next = new Map(index);
  let disorder = false;
  for (const [slug, news] of touched) {
    const picked = applyDelta(index.get(slug)?.picked ?? [], removed, news);
    const [newest] = picked;
    const term = newest && termsOf(newest).find((its) => its.slug === slug);
    if (term === undefined) next.delete(slug);
    else {
      disorder ||= !next.has(slug);
      next.set(slug, { term, picked });
    }
  }
  return disorder ? inOrder(next) : next;
}

function inOrder(found: ReadonlyMap<string, TermEntry>): TermIndex {
  return new Map([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
}

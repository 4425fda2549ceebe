import type { Article, Term } from '../articles/article.ts';
import { byNewest } from '../articles/library.ts';
import { type Delta, replaceSorted } from '../articles/sorted.ts';
import { type Steps, stepLength } from '../articles/steps.ts';

/** A section, tag or author, and its articles, newest first. */
export interface TermEntry {
  /** Called what its newest article calls it. */
  readonly term: Term;
  readonly picked: readonly Article[];
}

export type TermsOf = (article: Article) => readonly Term[];

/** So many that none of a hundred thousand tags shares its place with more than a few hundred. */
const shardCount = 256;

/** Sections, tags or authors by slug. Never edited: the next one shares with this what did not change. */
export class TermIndex {
  static readonly empty: TermIndex = new TermIndex([], []);

  readonly #shards: readonly (ReadonlyMap<string, TermEntry> | undefined)[];
  /** In the order of slugs; the same list as long as there are the same under the same names. */
  readonly terms: readonly Term[];

  private constructor(
    shards: readonly (ReadonlyMap<string, TermEntry> | undefined)[],
    terms: readonly Term[],
  ) {
    this.#shards = shards;
    this.terms = terms;
  }

  get(slug: string): TermEntry | undefined {
    return this.#shards[shardOf(slug)]?.get(slug);
  }

  /** @param news - by slug; undefined for what is no more */
  with(news: ReadonlyMap<string, TermEntry | undefined>): TermIndex {
    if (news.size === 0) return this;
    const shards = [...this.#shards];
    const open = new Map<number, Map<string, TermEntry>>();
    const gone: Term[] = [];
    const named: Term[] = [];
    for (const [slug, entry] of news) {
      const number = shardOf(slug);
      const shard = open.get(number) ?? new Map(shards[number]);
      open.set(number, shard);
      shards[number] = shard;
      const before = shard.get(slug)?.term;
      if (entry === undefined) shard.delete(slug);
      else shard.set(slug, before?.name === entry.term.name ? { ...entry, term: before } : entry);
      if (before !== undefined && before.name !== entry?.term.name) gone.push(before);
      if (entry !== undefined && before?.name !== entry.term.name) named.push(entry.term);
    }
    return new TermIndex(shards, replaceSorted(this.terms, gone, named, bySlug));
  }
}

const bySlug = (a: Term, b: Term): number => (a.slug < b.slug ? -1 : a.slug > b.slug ? 1 : 0);

function shardOf(slug: string): number {
  let hash = 0;
  for (let at = 0; at < slug.length; at++) hash = (Math.imul(hash, 31) + slug.charCodeAt(at)) | 0;
  return (hash >>> 0) % shardCount;
}

export function* indexTerms(articles: readonly Article[], termsOf: TermsOf): Steps<TermIndex> {
  const found = new Map<string, { term: Term; picked: Article[] }>();
  let step = 0;
  for (const article of articles) {
    if (step++ % stepLength === 0) yield;
    for (const term of termsOf(article)) {
      const known = found.get(term.slug);
      if (known === undefined) found.set(term.slug, { term, picked: [article] });
      else if (known.picked[known.picked.length - 1] !== article) known.picked.push(article);
    }
  }
  return TermIndex.empty.with(found);
}

/** The index after a change; only the terms of changed articles are looked at. */
export function updateTerms(
  index: TermIndex,
  { removed, added }: Delta<Article>,
  termsOf: TermsOf,
): TermIndex {
  const touched = new Map<string, Set<Article>>();
  const touch = (article: Article): readonly Set<Article>[] =>
    termsOf(article).map(({ slug }) => {
      const list = touched.get(slug) ?? new Set();
      touched.set(slug, list);
      return list;
    });
  for (const article of removed) touch(article);
  for (const article of added) for (const list of touch(article)) list.add(article);
  const news = new Map<string, TermEntry | undefined>();
  for (const [slug, come] of touched) {
    const picked = replaceSorted(index.get(slug)?.picked ?? [], removed, come, byNewest);
    const [newest] = picked;
    const term = newest && termsOf(newest).find((its) => its.slug === slug);
    news.set(slug, term && { term, picked });
  }
  return index.with(news);
}

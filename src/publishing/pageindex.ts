import type { Article } from '../articles/article.ts';
import { hashOf } from '../articles/namehash.ts';
import type { Site } from '../articles/site.ts';
import { compareLists } from '../articles/sorted.ts';
import { type Steps, stepLength } from '../articles/steps.ts';
import { decodePath, encodePath } from '../feeds/address.ts';

/**
 * Articles that have their page on this site, found by its topic: a hash table of numbers, as a Map would hold the topic of
 * each as a string of its own.
 */
export class PageIndex {
  readonly #articles: readonly Article[];
  readonly #site: Site;
  /** Of the topic of each article. */
  readonly #hashes: Uint32Array;
  /** Index + 1 of an article; 0 where there is none. */
  readonly #table: Uint32Array;

  private constructor(articles: readonly Article[], site: Site, hashes: Uint32Array) {
    this.#articles = articles;
    this.#site = site;
    this.#hashes = hashes;
    this.#table = new Uint32Array(2 ** Math.ceil(Math.log2(articles.length * 1.25 + 1)));
    const mask = this.#table.length - 1;
    for (let index = articles.length - 1; index >= 0; index -= 1) {
      let slot = (this.#hashes[index] ?? 0) & mask;
      while (this.#table[slot] !== 0) slot = (slot + 1) & mask;
      this.#table[slot] = index + 1;
    }
  }

  /**
   * @param articles - of two with one topic, the last has the page
   * @param previous - with it, the cost is little more than that of what changed
   */
  static *of(articles: readonly Article[], site: Site, previous?: PageIndex): Steps<PageIndex> {
    const isOfThisSite = previous !== undefined && previous.#site === site;
    const hashes = isOfThisSite
      ? PageIndex.#hashNews(articles, site, previous)
      : yield* hashAll(articles, site);
    return new PageIndex(articles, site, hashes);
  }

  get(topic: string): Article | undefined {
    const hash = hashOf(topic);
    const mask = this.#table.length - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const index = (this.#table[slot] ?? 0) - 1;
      const article = this.#articles[index];
      if (article === undefined) return undefined;
      if (this.#hashes[index] === hash && topicAt(article.permalink, this.#site) === topic) return article;
    }
  }

  /** An article that is in both has the hash that it had: they are in one order. */
  static #hashNews(articles: readonly Article[], site: Site, previous: PageIndex): Uint32Array {
    const hashes = new Uint32Array(articles.length);
    const before = previous.#articles;
    const known = previous.#hashes;
    const { removed, added } = compareLists(before, articles);
    let from = 0;
    for (const [index, article] of articles.entries()) {
      if (added.has(article)) {
        hashes[index] = hashFor(article, site);
        continue;
      }
      for (let one = before[from]; one !== undefined && removed.has(one); one = before[from]) from += 1;
      hashes[index] = known[from] ?? 0;
      from += 1;
    }
    return hashes;
  }
}

function* hashAll(articles: readonly Article[], site: Site): Steps<Uint32Array> {
  const hashes = new Uint32Array(articles.length);
  for (const [index, article] of articles.entries()) {
    if (index % stepLength === stepLength - 1) yield;
    hashes[index] = hashFor(article, site);
  }
  return hashes;
}

function hashFor({ permalink }: Article, site: Site): number {
  return hashOf(topicAt(permalink, site) ?? '');
}

/** A path that is its own topic: nothing in it is encoded, and no slash stands at its end. */
const plainPath = /^(?:\/[\w.~-]+)+$/;

/** The topic of a page that stands on this site; a permalink elsewhere has none. */
export function topicAt(permalink: string, { url }: Site): string | undefined {
  if (!permalink.startsWith(`${url}/`)) return undefined;
  const address = permalink.slice(url.length);
  if (plainPath.test(address)) return address;
  const path = decodePath(address.replace(/[?#].*$/, ''));
  return path === undefined ? undefined : encodePath(path.length > 1 ? path.replace(/\/$/, '') : path);
}

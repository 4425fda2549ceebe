import type { Article } from '../articles/article.ts';
import { hashOf } from '../articles/namehash.ts';
import type { Site } from '../articles/site.ts';
import { compareLists } from '../articles/sorted.ts';
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

  /**
   * @param articles - of two with one topic, the last has the page
   * @param previous - with it, the cost is little more than that of what changed
   */
  constructor(articles: readonly Article[], site: Site, previous?: PageIndex) {
    this.#articles = articles;
    this.#site = site;
    this.#hashes = PageIndex.#hash(
      articles,
      site,
      previous !== undefined && previous.#site === site ? previous : undefined,
    );
    this.#table = new Uint32Array(2 ** Math.ceil(Math.log2(articles.length * 1.25 + 1)));
    const mask = this.#table.length - 1;
    for (let index = articles.length - 1; index >= 0; index -= 1) {
      let slot = (this.#hashes[index] ?? 0) & mask;
      while (this.#table[slot] !== 0) slot = (slot + 1) & mask;
      this.#table[slot] = index + 1;
    }
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
  static #hash(articles: readonly Article[], site: Site, previous: PageIndex | undefined): Uint32Array {
    const hashes = new Uint32Array(articles.length);
    const before = previous === undefined ? [] : previous.#articles;
    const known = previous === undefined ? hashes : previous.#hashes;
    const { removed, added } = compareLists(before, articles);
    let from = 0;
    for (const [index, article] of articles.entries()) {
      if (added.has(article)) {
        hashes[index] = hashOf(topicAt(article.permalink, site) ?? '');
        continue;
      }
      for (let one = before[from]; one !== undefined && removed.has(one); one = before[from]) from += 1;
      hashes[index] = known[from] ?? 0;
      from += 1;
    }
    return hashes;
  }
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

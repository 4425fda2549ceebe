import type { Article } from '../articles/article.ts';
import type { Problem } from '../articles/problem.ts';
import type { Site } from '../articles/site.ts';
import { type ArticleSource, Outdated } from '../articles/source.ts';
import type { EntryOf } from '../feeds/assemble.ts';
import { composeEntry, linkRelated } from '../feeds/entry.ts';
import type { Entry } from '../feeds/feed.ts';
import { ByteCache } from './cache.ts';

/** Bytes of bodies that are kept at hand; the rest is read again when it is rendered. */
const bodiesKept = 16 * 1024 * 1024;

/**
 * Entries, made once for each article and kept while there is room. An entry is the same object until its article, its
 * pictures or the addresses of its related pieces change.
 */
export class Entries {
  readonly #source: ArticleSource;
  readonly #site: Site;
  readonly #made = new ByteCache<Article, Entry>(bodiesKept);
  readonly #problems = new WeakMap<Article, readonly Problem[]>();

  constructor(source: ArticleSource, site: Site) {
    this.#source = source;
    this.#site = site;
  }

  /** What was wrong with the bodies of these, as far as they were looked at. */
  problems(articles: readonly Article[]): readonly Problem[] {
    return articles.flatMap((article) => this.#problems.get(article) ?? []);
  }

  /** @throws Outdated when the library that the articles come from is no longer what is stored. */
  of(titles: ReadonlyMap<string, Article>): EntryOf {
    return async (article) => {
      const related = linkRelated(article.related, titles);
      const made = this.#made.get(article);
      if (made !== undefined) {
        if (made.related.every(({ url }, index) => url === related[index]?.url)) return made;
        return this.#keep(article, { ...made, related });
      }
      try {
        const content = await this.#source.content(article);
        this.#problems.set(article, content.problems);
        return this.#keep(article, composeEntry(article, content, related, this.#site));
      } catch (error) {
        if (error instanceof Outdated) throw error;
        const reason = `its body cannot be read, so it is left out of feeds: ${error instanceof Error ? error.message : error}`;
        this.#problems.set(article, [{ file: article.key, reason, severity: 'error' }]);
        return undefined;
      }
    };
  }

  #keep(article: Article, entry: Entry): Entry {
    // Two bytes a character, and about as much again for facts and the fragments written from it.
    this.#made.set(article, entry, 2 * ((entry.html?.length ?? 0) + 1024));
    return entry;
  }
}

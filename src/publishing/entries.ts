import type { Article } from '../articles/article.ts';
import { byNewest } from '../articles/library.ts';
import type { Problem } from '../articles/problem.ts';
import type { Site } from '../articles/site.ts';
import { placeOf } from '../articles/sorted.ts';
import { type ArticleSource, Outdated } from '../articles/source.ts';
import type { EntryOf } from '../feeds/assemble.ts';
import { composeEntry, linkRelated, type Titles } from '../feeds/entry.ts';
import type { Entry } from '../feeds/feed.ts';
import { ByteCache, type CacheUse } from './cache.ts';

/** Bytes of bodies that are kept at hand; the rest is read again when it is rendered. */
const bodiesKept = 8 * 1024 * 1024;

/**
 * Entries, made once for each article and kept while there is room. An entry is the same object until its article, its
 * pictures or the addresses of its related pieces change.
 */
export class Entries {
  readonly #source: ArticleSource;
  readonly #site: Site;
  readonly #made = new ByteCache<Article, Entry>(bodiesKept);
  /** Only of articles that have any; by key, for the newest state of each. */
  readonly #problems = new Map<
    string,
    { readonly article: Article; readonly problems: readonly Problem[] }
  >();

  constructor(source: ArticleSource, site: Site) {
    this.#source = source;
    this.#site = site;
  }

  get use(): CacheUse {
    return this.#made.use;
  }

  /** What was wrong with the bodies of these, newest first, as far as they were looked at. */
  problems(articles: readonly Article[]): readonly Problem[] {
    const found = [...this.#problems.values()].filter(
      ({ article }) => articles[placeOf(articles, article, byNewest)] === article,
    );
    return found.sort((a, b) => byNewest(a.article, b.article)).flatMap(({ problems }) => problems);
  }

  #note(article: Article, problems: readonly Problem[]): void {
    if (problems.length > 0) this.#problems.set(article.key, { article, problems });
    else this.#problems.delete(article.key);
  }

  /** @throws Outdated when the library that the articles come from is no longer what is stored. */
  of(titles: Titles): EntryOf {
    return async (article) => {
      const made = this.#madeOf(article, titles);
      this.#made.tell(made === undefined ? 'miss' : 'hit');
      if (made !== undefined) return made;
      try {
        const content = await this.#source.content(article);
        this.#note(article, content.problems);
        const related = linkRelated(article.related, titles);
        return this.#keep(article, composeEntry(article, content, related, this.#site));
      } catch (error) {
        if (error instanceof Outdated) throw error;
        const former = this.#formerOf(article);
        const outcome = former === undefined ? 'it is left out of feeds' : 'it is shown as it was before';
        const reason = `its body cannot be read, so ${outcome}: ${error instanceof Error ? error.message : error}`;
        this.#note(article, [{ file: article.key, reason, severity: 'error' }]);
        return former && this.#madeOf(former, titles);
      }
    };
  }

  #madeOf(article: Article, titles: Titles): Entry | undefined {
    const made = this.#made.get(article);
    if (made === undefined) return undefined;
    const related = linkRelated(article.related, titles);
    if (made.related.every(({ url }, index) => url === related[index]?.url)) return made;
    return this.#keep(article, { ...made, related });
  }

  /** What it was when its body was read last, which may have been an instant before somebody began to write it anew. */
  #formerOf({ key, id, permalink }: Article): Article | undefined {
    let found: Article | undefined;
    for (const made of this.#made.keys()) {
      if (made.key === key && made.id === id && made.permalink === permalink) found = made;
    }
    return found;
  }

  #keep(article: Article, entry: Entry): Entry {
    // Two bytes a character, and about as much again for facts and the fragments written from it.
    this.#made.set(article, entry, 2 * ((entry.html?.length ?? 0) + 1024));
    return entry;
  }
}

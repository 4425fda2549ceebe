import type { Article } from '../../src/articles/article.ts';
import { byNewest, type Library } from '../../src/articles/library.ts';
import { type ArticleSource, type Content, Outdated } from '../../src/articles/source.ts';
import type { Appearance, Chronicle, Withdrawal } from '../../src/publishing/chronicle.ts';
import type { Edition, EditionRegister } from '../../src/publishing/editions.ts';

export function article(own: Partial<Article> & { key: string }): Article {
  const name = own.key.replace(/\.\w+$/, '');
  const published = own.published ?? Date.UTC(2025, 4, 4, 7, 39);
  return {
    revision: '1',
    id: `urn:test:${name}`,
    permalink: `https://paper.example/articles/${name}`,
    slug: name,
    title: `Title of ${name}`,
    authors: [],
    tags: [],
    status: 'published',
    published,
    updated: published,
    related: [],
    ...own,
  };
}

/** A source in memory that behaves as the port asks: same objects for what did not change, Outdated for what did. */
export class MemorySource implements ArticleSource {
  readonly #stored = new Map<string, { article: Article; html: string }>();
  reads = 0;
  contents = 0;
  /** Thrown by the next readings. */
  trouble: Error | undefined;
  /** Awaited by every reading. */
  gate: Promise<void> = Promise.resolve();
  onContent: (() => void) | undefined;

  put(stored: Article, html = `<p>Body of ${stored.key}</p>`): void {
    this.#stored.set(stored.key, { article: stored, html });
  }

  remove(key: string): void {
    this.#stored.delete(key);
  }

  async read(previous: Library): Promise<Library> {
    this.reads++;
    await this.gate;
    if (this.trouble !== undefined) throw this.trouble;
    const articles = [...this.#stored.values()].map(({ article }) => article).sort(byNewest);
    const same =
      articles.length === previous.articles.length && articles.every((a, n) => a === previous.articles[n]);
    return same ? previous : { articles, problems: [] };
  }

  async content(wanted: Article): Promise<Content> {
    this.contents++;
    this.onContent?.();
    const stored = this.#stored.get(wanted.key);
    if (stored?.article !== wanted) throw new Outdated(wanted.key);
    return { html: stored.html, enclosures: [], problems: [] };
  }

  async media(): Promise<undefined> {
    return undefined;
  }
}

export class MemoryRegister implements EditionRegister, Chronicle {
  flush?: () => Promise<void>;
  readonly #appearances = new Map<string, Appearance>();
  readonly #withdrawals = new Map<string, Withdrawal>();
  readonly #editions = new Map<string, Edition>();
  readonly #feeds = new Map<string, string>();
  edition(topic: string): Edition | undefined {
    return this.#editions.get(topic);
  }
  recordEdition(topic: string, edition: Edition): void {
    this.#editions.set(topic, edition);
  }
  knownFeeds(): ReadonlyMap<string, string> {
    return this.#feeds;
  }
  recordFeed(path: string, title: string): void {
    this.#feeds.set(path, title);
  }
  appearance(id: string): Appearance | undefined {
    return this.#appearances.get(id);
  }
  place(id: string): number | undefined {
    return this.#appearances.get(id)?.place;
  }
  appearances(): ReadonlyMap<string, Appearance> {
    return this.#appearances;
  }
  withdrawals(): ReadonlyMap<string, Withdrawal> {
    return this.#withdrawals;
  }
  recordAppearances(appearances: readonly Appearance[]): void {
    for (const appearance of appearances) this.#appearances.set(appearance.id, appearance);
  }
  recordWithdrawal(withdrawal: Withdrawal): void {
    this.#withdrawals.set(withdrawal.id, withdrawal);
  }
  recordReturn(id: string): void {
    this.#withdrawals.delete(id);
  }
}

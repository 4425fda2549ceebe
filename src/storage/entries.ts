import type { Article } from '../articles/article.ts';
import type { Entry } from './entry.ts';

/** Entries by key, and which of them are others than they were. */
export class EntryMap extends Map<string, Entry> {
  /** Keys, and the article that stood there before: since the library was last made. */
  readonly touched = new Map<string, Article | undefined>();
  /** Keys of what must be looked at again though it may not have changed. */
  readonly unsettled = new Set<string>();

  override set(key: string, entry: Entry): this {
    this.#touch(key);
    if (entry.stamp === undefined) this.unsettled.add(key);
    else this.unsettled.delete(key);
    return super.set(key, entry);
  }

  override delete(key: string): boolean {
    this.#touch(key);
    this.unsettled.delete(key);
    return super.delete(key);
  }

  #touch(key: string): void {
    if (!this.touched.has(key)) this.touched.set(key, this.get(key)?.article);
  }
}

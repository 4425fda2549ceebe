import type { Article } from '../articles/article.ts';
import { condense, type Entry } from './entry.ts';
import { forEachOf } from './pace.ts';
import { markFor } from './stamptable.ts';

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

  /** In less memory, and else as it is. */
  condense(key: string): void {
    const entry = this.get(key);
    if (entry !== undefined) super.set(key, condense(entry));
  }

  /** @param fresh - entries, and keys of what is gone */
  async apply(fresh: readonly (Entry | string)[], gone: readonly string[]): Promise<void> {
    for (const key of gone) if (this.has(key)) this.delete(key);
    await forEachOf(fresh, 1, (entry) => {
      if (typeof entry !== 'string') this.set(entry.key, entry);
      else if (this.has(entry)) this.delete(entry);
      return undefined;
    });
  }

  #touch(key: string): void {
    if (!this.touched.has(key)) this.touched.set(key, this.get(key)?.article);
  }
}

/** Which keys are meant by marks. @param keys - among which they are */
export async function keysOf(marks: readonly number[], keys: Iterable<string>): Promise<string[]> {
  const found: string[] = [];
  if (marks.length === 0) return found;
  const wanted = new Set(marks);
  await forEachOf(keys, 1, (key) => {
    if (wanted.has(markFor(key))) found.push(key);
    return undefined;
  });
  return found;
}

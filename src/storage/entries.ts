import type { Article } from '../articles/article.ts';
import type { Fingerprint } from '../articles/identity.ts';
import type { Problem } from '../articles/problem.ts';
import type { ReadingContext } from '../articles/reading/reading.ts';
import { Slots } from '../articles/slots.ts';
import { type Entry, ownKey, plain } from './entry.ts';
import type { Mentions } from './mentions.ts';
import { forEachOf } from './pace.ts';
import { Pack } from './pack.ts';
import { factsOf, PackedArticle } from './packedarticle.ts';
import { articleToPack, Print, withRoomForId } from './packing.ts';
import { markFor } from './stamptable.ts';

/** An entry that is not in force yet: as it is, or the row where it is packed. */
export type Prepared = Entry | number;

/**
 * Entries by key, and which of them are others than they were. Most are packed; what `get` gives of them is made for the
 * call. Their articles are one object each as long as they are the same.
 */
export class EntryMap {
  /** Keys, and the article that stood there before: since the library was last made. */
  readonly touched = new Map<string, Article | undefined>();
  /** Keys of what must be looked at again though it may not have changed. */
  readonly unsettled = new Set<string>();
  /** Of which there is more to tell than a pack holds. */
  readonly #whole = new Map<string, Entry>();
  readonly #pack = new Pack();
  readonly #rows = new Slots((row, key) => this.#pack.key(row) === key);
  /** By row: of those in force, and of those that are prepared. */
  readonly #articles: (PackedArticle | undefined)[] = [];
  readonly #coming = new Map<number, PackedArticle>();
  #packed = 0;

  get size(): number {
    return this.#whole.size + this.#packed;
  }

  has(key: string): boolean {
    return this.#whole.has(key) || this.#rows.find(key) !== -1;
  }

  get(key: string): Entry | undefined {
    return this.#whole.get(key) ?? this.#read(this.#rows.find(key));
  }

  set(key: string, entry: Entry): void {
    this.#put(key, this.prepare(entry));
  }

  delete(key: string): void {
    if (!this.has(key)) return;
    this.#touch(key);
    this.unsettled.delete(key);
    if (!this.#whole.delete(key)) this.#drop(this.#rows.find(key), key);
  }

  *keys(): Iterable<string> {
    yield* this.#whole.keys();
    for (const [row, article] of this.#articles.entries())
      if (article !== undefined) yield this.#pack.key(row);
  }

  *values(): Iterable<Entry> {
    yield* this.#whole.values();
    for (const row of this.#articles.keys()) {
      const entry = this.#read(row);
      if (entry !== undefined) yield entry;
    }
  }

  /** The keys of all, and what each was read with. */
  *contexts(): Iterable<readonly [key: string, context: ReadingContext]> {
    for (const { key, context } of this.#whole.values()) yield [key, context];
    for (const [row, article] of this.#articles.entries()) {
      if (article !== undefined) yield [this.#pack.key(row), this.#pack.context(row)];
    }
  }

  /** Of each, which files it mentions, and how to find out its key. */
  *mentions(): Iterable<readonly [mentions: Mentions, key: () => string]> {
    for (const { key, mentions } of this.#whole.values()) yield [mentions, () => key];
    for (const [row, article] of this.#articles.entries()) {
      if (article !== undefined) yield [this.#pack.mentions(row), () => article.key];
    }
  }

  /** Names that articles have in the register which are not their keys. */
  *names(): Iterable<string> {
    for (const { key, composed } of this.#whole.values()) {
      if (composed !== undefined && composed.name !== ownKey && composed.name !== key) yield composed.name;
    }
  }

  /** The article at a key, and what is wrong with its file. */
  told(key: string): { readonly article?: Article; readonly problems: readonly Problem[] } {
    const row = this.#rows.find(key);
    if (row !== -1) return { article: this.#pack.hasId(row) ? this.#articles[row] : undefined, problems: [] };
    const { article, composed, trouble } = this.#whole.get(key) ?? {};
    const problems = [...(composed?.problems ?? []), ...(trouble === undefined ? [] : [trouble])];
    return { article, problems };
  }

  /** Packs what can be packed; it is in force once it is applied. */
  prepare(entry: Entry): Prepared {
    const article = articleToPack(entry);
    if (article === undefined) return entry;
    const { stamp, context, digest, mentions } = entry;
    const row = this.#pack.add({ article, stamp, context, digest, mentions });
    this.#coming.set(row, article instanceof PackedArticle ? article : new PackedArticle(row, this.#pack));
    return row;
  }

  /** @param fresh - what was prepared, and keys of what is gone */
  async apply(fresh: readonly (Prepared | string)[], gone: readonly string[]): Promise<void> {
    for (const key of gone) this.delete(key);
    await forEachOf(fresh, 1, (one) => {
      if (typeof one === 'string') this.delete(one);
      else this.#put(typeof one === 'number' ? this.#pack.key(one) : one.key, one);
      return undefined;
    });
    this.#coming.clear();
  }

  /** What was prepared never comes into force. */
  abandon(fresh: readonly (Prepared | string)[]): void {
    for (const row of fresh) if (typeof row === 'number') this.#pack.remove(row);
    this.#coming.clear();
  }

  /** Gives its id to an article that has none yet, which nobody has seen until then. */
  name(key: string, id: string): void {
    const whole: { -readonly [field in keyof Entry]: Entry[field] } | undefined = this.#whole.get(key);
    const row = this.#rows.find(key);
    if (whole === undefined && row !== -1) this.#pack.setId(row, id);
    if (whole?.composed?.article === undefined) return;
    const { article, name, problems } = whole.composed;
    const isOnlyNamed = whole.composed.id === undefined && name === key && problems.length === 0;
    whole.article = { ...factsOf(withRoomForId(article)), id };
    whole.composed = isOnlyNamed
      ? plain
      : { id: whole.composed.id, name: name === key ? ownKey : name, problems };
  }

  /** By what an article is to be known that has no id yet, or the id that its file gives; undefined for any other. */
  nameless(key: string): Fingerprint | string | undefined {
    const row = this.#rows.find(key);
    const held = this.#articles[row];
    if (held !== undefined) {
      return this.#pack.hasId(row) ? undefined : new Print(key, held, this.#pack.digest(row));
    }
    const { composed, article, digest = '' } = this.#whole.get(key) ?? {};
    if (composed?.article === undefined || article !== undefined) return undefined;
    return composed.id ?? new Print(composed.name, composed.article, digest);
  }

  #put(key: string, entry: Prepared): void {
    this.#touch(key);
    const before = this.#rows.find(key);
    if (typeof entry === 'number') {
      const article = this.#coming.get(entry);
      if (before !== -1) this.#drop(before, key, article);
      this.#whole.delete(key);
      this.#coming.delete(entry);
      this.#articles[entry] = article;
      article?.moveInto(this.#pack, entry);
      this.#rows.claim(key, entry);
      this.#packed += 1;
    } else {
      if (before !== -1) this.#drop(before, key);
      this.#whole.set(key, entry);
    }
    const stamp = typeof entry === 'number' ? this.#pack.stamp(entry) : entry.stamp;
    if (stamp === undefined) this.unsettled.add(key);
    else this.unsettled.delete(key);
  }

  /** @param heir - the article that goes on to another row */
  #drop(row: number, key: string, heir?: PackedArticle): void {
    const article = this.#articles[row];
    if (article !== heir) article?.moveOut();
    this.#articles[row] = undefined;
    this.#rows.remove(key);
    this.#pack.remove(row);
    this.#packed -= 1;
  }

  #touch(key: string): void {
    if (!this.touched.has(key)) this.touched.set(key, this.told(key).article);
  }

  #read(row: number): Entry | undefined {
    const held = this.#articles[row];
    if (held === undefined) return undefined;
    const pack = this.#pack;
    const key = pack.key(row);
    const isNamed = pack.hasId(row);
    return {
      key,
      path: undefined,
      stamp: pack.stamp(row),
      context: pack.context(row),
      digest: pack.digest(row),
      revision: pack.revision(row),
      composed: isNamed ? plain : { article: held, name: key, problems: [] },
      article: isNamed ? held : undefined,
      mentions: pack.mentions(row),
      trouble: undefined,
    };
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

import { Column, reals, wholes } from '../articles/column.ts';
import type { Fingerprint } from '../articles/identity.ts';
import type { Instant } from '../articles/instant.ts';
import { hashOf } from '../articles/namehash.ts';
import type { Register, Remembered } from '../articles/recognition.ts';
import { Slots } from '../articles/slots.ts';
import type { Names } from './names.ts';
import { Rows } from './rows.ts';
import { stemOf, type Wording } from './wording.ts';

/** So few that it is cheaper to look for each. */
const few = 50;

/** Every article that was ever given an id, by its key: what a Map would hold, in a quarter of the memory. */
export class RememberedArticles implements Register {
  readonly #ids: Names;
  readonly #wording: Wording;
  /** Id, and key, title, slug, digest. */
  readonly #rows = new Rows();
  /** By row. */
  readonly #published = new Column(reals);
  readonly #digests = new Column(wholes);
  /** How many have it, by the number of the id. */
  readonly #holders = new Column(wholes);
  readonly #slots = new Slots((row, key) => this.#keyOf(this.#rows.text(row)) === key);

  /** Both shared with others. */
  constructor(ids: Names, wording: Wording) {
    this.#ids = ids;
    this.#wording = wording;
  }

  get size(): number {
    return this.#rows.count;
  }

  get(key: string): Remembered | undefined {
    const row = this.#slots.find(key);
    if (row === -1) return undefined;
    return this.#read(this.#rows.number(row), this.#rows.text(row), this.#published.at(row));
  }

  set(article: Remembered): void {
    const { key, id, title, slug, published, digest } = article;
    const name = this.#wording.shortenName(key);
    const label = this.#wording.shortenStem(slug, stemOf(key));
    const text = this.#wording.write([name, title, label, digest]);
    const number = this.#ids.hold(id);
    const row = this.#slots.claim(key, this.#rows.length);
    if (row === this.#rows.length) this.#rows.add(number, text);
    else {
      this.#release(row);
      this.#rows.replace(row, number, text);
    }
    this.#published.set(row, published);
    this.#digests.set(row, hashOf(digest));
    this.#holders.set(number, this.#holders.at(number) + 1);
  }

  delete(key: string): void {
    const row = this.#slots.find(key);
    if (row === -1) return;
    this.#slots.remove(key);
    this.#release(row);
    this.#rows.remove(row);
  }

  /** As they are now, in the order in which they came. */
  keys(): Iterable<string> {
    return this.#rows.frozen((_, text) => this.#keyOf(text()));
  }

  hasId(id: string): boolean {
    const number = this.#ids.find(id);
    return number !== -1 && this.#holders.at(number) > 0;
  }

  isAsItWas({ key, digest }: Fingerprint): boolean {
    const row = this.#slots.find(key);
    return row !== -1 && this.#digests.at(row) === hashOf(digest);
  }

  *resembling(prints: readonly Fingerprint[]): Iterable<string> {
    if (this.#rows.count === 0) return;
    const instants = new Set(prints.map(({ published }) => published));
    const digests = new Set(prints.map(({ digest }) => hashOf(digest)));
    const rows =
      prints.length < few ? this.#rowsOf(instants, digests) : this.#rowsAmongAll(instants, digests);
    for (const row of rows) if (this.#rows.has(row)) yield this.#keyOf(this.#rows.text(row));
  }

  #rowsOf(instants: Iterable<Instant>, digests: Iterable<number>): Iterable<number> {
    const found = new Set<number>();
    for (const one of instants)
      for (const row of this.#published.rowsOf(one, this.#rows.length)) found.add(row);
    for (const one of digests) for (const row of this.#digests.rowsOf(one, this.#rows.length)) found.add(row);
    return [...found].sort((a, b) => a - b);
  }

  *#rowsAmongAll(instants: ReadonlySet<Instant>, digests: ReadonlySet<number>): Iterable<number> {
    for (let row = 0; row < this.#rows.length; row += 1) {
      if (instants.has(this.#published.at(row)) || digests.has(this.#digests.at(row))) yield row;
    }
  }

  /** As they are now, in the order in which they came. */
  all(): Iterable<Remembered> {
    const published = this.#published.copy();
    return this.#rows.frozen((number, text, row) => this.#read(number, text(), published[row] ?? 0));
  }

  #release(row: number): void {
    const number = this.#rows.number(row);
    this.#holders.set(number, this.#holders.at(number) - 1);
  }

  #keyOf(text: string): string {
    return this.#wording.lengthen(this.#wording.readFirst(text));
  }

  #read(number: number, text: string, published: Instant): Remembered {
    const [name = '', title = '', label = '', digest = ''] = this.#wording.read(text);
    const key = this.#wording.lengthen(name);
    return {
      key,
      id: this.#ids.text(number),
      title,
      slug: this.#wording.lengthen(label, stemOf(key)),
      published,
      digest,
    };
  }
}

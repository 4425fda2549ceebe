import { Column, reals, wholes } from '../articles/column.ts';
import type { Appearance, Appearances } from '../publishing/chronicle.ts';
import type { Names } from './names.ts';
import { Rows } from './rows.ts';
import { stemOf, type Wording } from './wording.ts';

/** Every article that was ever out, by its id: what a Map would hold, in a quarter of the memory. */
export class RememberedAppearances implements Appearances {
  readonly #ids: Names;
  readonly #wording: Wording;
  /** Id, and key, permalink, feeds. */
  readonly #rows = new Rows();
  /** By the number of the id: row + 1, or 0, and the place. */
  readonly #held = new Column(wholes);
  readonly #places = new Column(reals);

  /** Both shared with others. */
  constructor(ids: Names, wording: Wording) {
    this.#ids = ids;
    this.#wording = wording;
  }

  get size(): number {
    return this.#rows.count;
  }

  /** See Chronicle.place. */
  place(id: string): number | undefined {
    const number = this.#ids.find(id);
    return number === -1 || this.#held.at(number) === 0 ? undefined : this.#places.at(number);
  }

  get(id: string): Appearance | undefined {
    const row = this.#rowOf(id);
    if (row === -1) return undefined;
    const number = this.#rows.number(row);
    return this.#read(number, this.#rows.text(row), this.#places.at(number));
  }

  set({ id, place, key, permalink, feeds }: Appearance): void {
    const name = this.#wording.shortenName(key);
    const address = this.#wording.shortenName(permalink, stemOf(key));
    const paths = feeds.map((path) => this.#wording.shorten(path));
    const text = this.#wording.write([name, address, ...paths]);
    const number = this.#ids.hold(id);
    this.#places.set(number, place);
    const row = this.#held.at(number) - 1;
    if (row === -1) this.#held.set(number, this.#rows.add(number, text) + 1);
    else this.#rows.replace(row, number, text);
  }

  delete(id: string): void {
    const row = this.#rowOf(id);
    if (row === -1) return;
    this.#held.set(this.#rows.number(row), 0);
    this.#rows.remove(row);
  }

  /** As they are now, in the order in which they came. */
  keys(): Iterable<string> {
    return this.#rows.frozen((number) => this.#ids.text(number));
  }

  values(): Iterable<Appearance> {
    const places = this.#places.copy();
    return this.#rows.frozen((number, text) => this.#read(number, text(), places[number] ?? 0));
  }

  #rowOf(id: string): number {
    const number = this.#ids.find(id);
    return number === -1 ? -1 : this.#held.at(number) - 1;
  }

  #read(number: number, text: string, place: number): Appearance {
    const [name = '', address = '', ...feeds] = this.#wording.read(text);
    const key = this.#wording.lengthen(name);
    return {
      id: this.#ids.text(number),
      place,
      key,
      permalink: this.#wording.lengthen(address, stemOf(key)),
      feeds: feeds.map((path) => this.#wording.lengthen(path)),
    };
  }
}

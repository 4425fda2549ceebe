import { Column, wholes } from '../articles/column.ts';

/** Numbers whose lists may be let go before the rest moves together. */
const leastWaste = 1 << 16;

/** A short list of whole numbers for each row, all in one piece of memory outside of the heap. */
export class Lists {
  /** Of each list how many there are, and they. */
  #numbers = new Column(wholes);
  #end = 1;
  /** By row: where its list is; 0 for none. */
  readonly #places = new Column(wholes);
  #rows = 0;
  #waste = 0;

  lengthOf(row: number): number {
    const place = this.#places.at(row);
    return place === 0 ? 0 : this.#numbers.at(place);
  }

  /** 0 beyond the end of the list. */
  at(row: number, index: number): number {
    const place = this.#places.at(row);
    return place === 0 || index >= this.#numbers.at(place) ? 0 : this.#numbers.at(place + 1 + index);
  }

  set(row: number, list: readonly number[]): void {
    this.#rows = Math.max(this.#rows, row + 1);
    const length = this.lengthOf(row);
    if (this.#places.at(row) !== 0) this.#waste += length + 1;
    this.#places.set(row, list.length === 0 ? 0 : this.#add(list));
    if (this.#waste > leastWaste && this.#waste > this.#end / 2) this.#tidy();
  }

  #add(list: readonly number[]): number {
    const place = this.#end;
    this.#numbers.set(place, list.length);
    for (const [index, number] of list.entries()) this.#numbers.set(place + 1 + index, number);
    this.#end += list.length + 1;
    return place;
  }

  #tidy(): void {
    const before = this.#numbers;
    this.#numbers = new Column(wholes);
    this.#end = 1;
    this.#waste = 0;
    for (let row = 0; row < this.#rows; row += 1) {
      const place = this.#places.at(row);
      if (place === 0) continue;
      const list = Array.from({ length: before.at(place) }, (_, index) => before.at(place + 1 + index));
      this.#places.set(row, this.#add(list));
    }
  }
}

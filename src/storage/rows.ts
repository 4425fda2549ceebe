import { Column, wholes } from '../articles/column.ts';
import { Blocks } from './blocks.ts';

/** A number and a text for each row, in the order in which they came. */
export class Rows {
  /** By row: the number; the address of the text, and `removed` where the row is no more. */
  readonly #numbers = new Column(wholes);
  readonly #addresses = new Column(wholes);
  #blocks = new Blocks();
  #length = 0;
  #count = 0;
  /** Bytes of texts that hold, and of those that do not. */
  #live = 0;
  #waste = 0;

  /** How many there are. */
  get count(): number {
    return this.#count;
  }

  /** The row that comes next. */
  get length(): number {
    return this.#length;
  }

  /** Its row, which stays its own. */
  add(number: number, text: string): number {
    const row = this.#length;
    this.#length += 1;
    this.#count += 1;
    this.#write(row, number, text);
    return row;
  }

  replace(row: number, number: number, text: string): void {
    this.#drop(row);
    this.#write(row, number, text);
  }

  /** A row that was removed, for another. */
  refill(row: number, number: number, text: string): void {
    this.#count += 1;
    this.#write(row, number, text);
  }

  remove(row: number): void {
    this.#drop(row);
    this.#addresses.set(row, removed);
    this.#count -= 1;
    this.#tidy();
  }

  /** Whether it was not removed. */
  has(row: number): boolean {
    return row < this.#length && this.#addresses.at(row) !== removed;
  }

  number(row: number): number {
    return this.#numbers.at(row);
  }

  text(row: number): string {
    return this.#blocks.read(this.#addresses.at(row));
  }

  /** What there is now, each as a number and what reads its text, whatever comes later. */
  frozen<T>(make: (number: number, text: () => string, row: number) => T): Iterable<T> {
    const numbers = this.#numbers.copy(this.#length);
    const addresses = this.#addresses.copy(this.#length);
    const texts = this.#blocks.frozen();
    return {
      *[Symbol.iterator]() {
        for (const [row, address] of addresses.entries()) {
          if (address !== removed) yield make(numbers[row] ?? 0, () => texts.read(address), row);
        }
      },
    };
  }

  #write(row: number, number: number, text: string): void {
    this.#numbers.set(row, number);
    const address = this.#blocks.add(text);
    this.#addresses.set(row, address);
    this.#live += this.#blocks.sizeOf(address);
    this.#tidy();
  }

  #drop(row: number): void {
    const size = this.#blocks.sizeOf(this.#addresses.at(row));
    this.#live -= size;
    this.#waste += size;
  }

  /** Once most of the bytes are of texts that no longer hold. */
  #tidy(): void {
    if (this.#waste < this.#live + leastWaste) return;
    const blocks = new Blocks();
    for (let row = 0; row < this.#length; row += 1) {
      const address = this.#addresses.at(row);
      if (address !== removed) this.#addresses.set(row, blocks.add(this.#blocks.read(address)));
    }
    this.#blocks = blocks;
    this.#waste = 0;
  }
}

const removed = 0xffffffff;

/** Bytes. */
const leastWaste = 1 << 20;

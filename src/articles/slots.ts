import { Column, wholes } from './column.ts';
import { hashOf } from './namehash.ts';

/** Which row of a table has which name: a hash table of numbers, a tenth of what a Map of strings takes. */
export class Slots {
  /** Row + 1; 0 where there never was one, -1 where there is none any more. */
  #table = new Int32Array(1024);
  /** By row. */
  readonly #hashes = new Column(wholes);
  #used = 0;
  readonly #isNamed: (row: number, name: string) => boolean;

  /** @param isNamed - whether a row that was added has this very name */
  constructor(isNamed: (row: number, name: string) => boolean) {
    this.#isNamed = isNamed;
  }

  /** The row of a name; -1 when there is none. */
  find(name: string): number {
    const slot = this.#slotOf(name, hashOf(name));
    return (this.#table[slot] ?? 0) - 1;
  }

  /** The row of a name; one that has none is given this one. */
  claim(name: string, row: number): number {
    const hash = hashOf(name);
    const held = this.#table[this.#slotOf(name, hash)] ?? 0;
    if (held > 0) return held - 1;
    if (this.#used >= this.#table.length * 0.8) this.#grow();
    this.#hashes.set(row, hash);
    this.#put(this.#table, row);
    this.#used += 1;
    return row;
  }

  remove(name: string): void {
    const slot = this.#slotOf(name, hashOf(name));
    if (this.#table[slot] !== 0) this.#table[slot] = -1;
  }

  /** The slot that a name has, else an empty one. */
  #slotOf(name: string, hash: number): number {
    const mask = this.#table.length - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const held = this.#table[slot] ?? 0;
      if (held === 0) return slot;
      if (held > 0 && this.#hashes.at(held - 1) === hash && this.#isNamed(held - 1, name)) return slot;
    }
  }

  #put(table: Int32Array, row: number): void {
    const mask = table.length - 1;
    let slot = this.#hashes.at(row) & mask;
    while (table[slot] !== 0) slot = (slot + 1) & mask;
    table[slot] = row + 1;
  }

  /** What was removed leaves no trace in the new table. */
  #grow(): void {
    let count = 0;
    for (const held of this.#table) if (held > 0) count += 1;
    let length = 1024;
    while (length * 0.6 < count) length *= 2;
    const table = new Int32Array(length);
    for (const held of this.#table) if (held > 0) this.#put(table, held - 1);
    this.#table = table;
    this.#used = count;
  }
}

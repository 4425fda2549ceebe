import type { Stats } from 'node:fs';

/** All that a table holds: plain data, that goes from one thread to another. */
export interface Stamps {
  readonly size: number;
  readonly generation: number;
  readonly hashes: Uint32Array<ArrayBuffer>;
  readonly states: Uint32Array<ArrayBuffer>;
  readonly seen: Uint32Array<ArrayBuffer>;
}

/**
 * By the names of files, the state in which each was last seen. Holds hashes of both, of 64 bits each, in one piece of
 * memory: less than three megabytes for a hundred thousand files.
 */
export class StampTable {
  /** Slots that are in use, at most four fifths of all. */
  #size: number;
  #generation: number;
  /** Slots that were seen since `begin`. */
  #met = 0;
  #hashes: Uint32Array<ArrayBuffer>;
  /** Of size, mtime, ctime and inode, two a slot. */
  #states: Uint32Array<ArrayBuffer>;
  /** In which each slot was last seen; 0 where nothing is. */
  #seen: Uint32Array<ArrayBuffer>;

  /** @param stamps - of another table, that is used no more */
  constructor({ size, generation, hashes, states, seen }: Stamps = nothing()) {
    this.#size = size;
    this.#generation = generation;
    this.#hashes = hashes;
    this.#states = states;
    this.#seen = seen;
  }

  /** For another table, which goes on with it. */
  stamps(): Stamps {
    return {
      size: this.#size,
      generation: this.#generation,
      hashes: this.#hashes,
      states: this.#states,
      seen: this.#seen,
    };
  }

  get size(): number {
    return this.#size;
  }

  /** From now on, what is not seen again is gone. */
  begin(): void {
    this.#generation += 1;
    this.#met = 0;
  }

  /** Whether it is in the state in which it was last seen; `again` when it was seen since `begin`. */
  see(key: string, stats: Stats): 'same' | 'other' | 'again' {
    const slot = this.#find(key);
    const at = 2 * slot;
    const states = this.#states;
    const seen = this.#seen[slot];
    if (seen === this.#generation) return 'again';
    this.#seen[slot] = this.#generation;
    this.#met += 1;
    const [first, second] = hashesOfState(stats);
    if (seen !== 0 && states[at] === first && states[at + 1] === second) return 'same';
    states[at] = first;
    states[at + 1] = second;
    if (seen === 0) {
      this.#size += 1;
      if (5 * this.#size > 4 * this.#seen.length) this.#grow();
    }
    return 'other';
  }

  has(key: string): boolean {
    return this.#seen[this.#find(key)] !== 0;
  }

  /** Names that were seen before and not since `begin`, as marks; they stay until they are dropped. */
  unseen(): readonly number[] {
    const marks: number[] = [];
    if (this.#met === this.#size) return marks;
    for (const [slot, seen] of this.#seen.entries()) {
      if (seen !== 0 && seen !== this.#generation) {
        marks.push(markOf(this.#hashes[2 * slot] ?? 0, this.#hashes[2 * slot + 1] ?? 0));
      }
    }
    return marks;
  }

  /** Forgets what was not seen since `begin`. */
  dropUnseen(): void {
    if (this.#met === this.#size) return;
    this.#rebuild(this.#seen.length, (seen) => seen === this.#generation);
  }

  delete(key: string): void {
    const slot = this.#find(key);
    const seen = this.#seen[slot];
    if (seen === 0) return;
    if (seen === this.#generation) this.#met -= 1;
    this.#seen[slot] = 0;
    // What was put further on because of it must be found again.
    this.#rebuild(this.#seen.length, () => true);
  }

  /** The slot of a name, or where it would be put: then its hash is there already. */
  #find(key: string): number {
    const [first, second] = hashesOf(key);
    return this.#place(first, second);
  }

  #place(first: number, second: number): number {
    const hashes = this.#hashes;
    const mask = this.#seen.length - 1;
    for (let slot = first & mask; ; slot = (slot + 1) & mask) {
      if (this.#seen[slot] === 0) {
        hashes[2 * slot] = first;
        hashes[2 * slot + 1] = second;
        return slot;
      }
      if (hashes[2 * slot] === first && hashes[2 * slot + 1] === second) return slot;
    }
  }

  #grow(): void {
    this.#rebuild(2 * this.#seen.length, () => true);
  }

  #rebuild(length: number, isKept: (seen: number) => boolean): void {
    const [hashes, states, seen] = [this.#hashes, this.#states, this.#seen];
    this.#hashes = new Uint32Array(2 * length);
    this.#states = new Uint32Array(2 * length);
    this.#seen = new Uint32Array(length);
    this.#size = 0;
    for (const [slot, when] of seen.entries()) {
      if (when === 0 || !isKept(when)) continue;
      const to = this.#place(hashes[2 * slot] ?? 0, hashes[2 * slot + 1] ?? 0);
      this.#seen[to] = when;
      this.#states.set(states.subarray(2 * slot, 2 * slot + 2), 2 * to);
      this.#size += 1;
    }
  }
}

const nothing = (length = 1024): Stamps => ({
  size: 0,
  generation: 1,
  hashes: new Uint32Array(2 * length),
  states: new Uint32Array(2 * length),
  seen: new Uint32Array(length),
});

const numbers = new Float64Array(4);
const halves = new Uint32Array(numbers.buffer);

/** As for names, of the bits of what tells one state of a file from another; each is mixed, for most are nearly the same. */
function hashesOfState({ size, mtimeMs, ctimeMs, ino }: Stats): readonly [number, number] {
  numbers[0] = size;
  numbers[1] = mtimeMs;
  numbers[2] = ctimeMs;
  numbers[3] = ino;
  let first = 0x811c9dc5;
  let second = 0;
  for (const half of halves) {
    first = Math.imul(first ^ half, 0x85ebca6b);
    first ^= first >>> 13;
    second = Math.imul(second ^ Math.imul(half, 0xcc9e2d51), 0x1b873593);
    second = ((second << 13) | (second >>> 19)) + 0x3c6ef372;
  }
  return [first >>> 0, second >>> 0];
}

/** Two hashes of 32 bits that have little to do with each other (FNV-1a, and the mixing of MurmurHash3). */
function hashesOf(key: string): readonly [number, number] {
  let first = 0x811c9dc5;
  let second = key.length;
  for (let at = 0; at < key.length; at++) {
    const code = key.charCodeAt(at);
    first = Math.imul(first ^ code, 0x01000193);
    second = Math.imul(second ^ Math.imul(code, 0xcc9e2d51), 0x1b873593);
    second = (second << 13) | (second >>> 19);
  }
  return [first >>> 0, second >>> 0];
}

/** 53 bits: as much as a number holds exactly. */
const markOf = (first: number, second: number): number => (first & 0x1fffff) * 0x1_0000_0000 + second;

/** By which `unseen` tells of a name: the same number for the same name, and hardly ever for another. */
export function markFor(key: string): number {
  return markOf(...hashesOf(key));
}

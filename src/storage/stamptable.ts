import type { Stats } from 'node:fs';

/**
 * By the names of files, the state in which each was last seen. Holds hashes of the names, of 64 bits, and numbers in one
 * piece of memory: six megabytes for a hundred thousand files.
 */
export class StampTable {
  /** Slots that are in use, at most two thirds of all. */
  #size = 0;
  #generation = 1;
  #hashes = new Uint32Array(2 * 1024);
  /** Size, mtime, ctime, inode; 0 to 3 of a slot. */
  #states = new Float64Array(4 * 1024);
  /** In which each slot was last seen; 0 where nothing is. */
  #seen = new Uint32Array(1024);

  get size(): number {
    return this.#size;
  }

  /** From now on, what is not seen again is gone. */
  begin(): void {
    this.#generation += 1;
  }

  /** Whether it is in the state in which it was last seen; `again` when it was seen since `begin`. */
  see(key: string, { size, mtimeMs, ctimeMs, ino }: Stats): 'same' | 'other' | 'again' {
    const slot = this.#find(key);
    const at = 4 * slot;
    const states = this.#states;
    const seen = this.#seen[slot];
    if (seen === this.#generation) return 'again';
    this.#seen[slot] = this.#generation;
    const isSame =
      states[at] === size &&
      states[at + 1] === mtimeMs &&
      states[at + 2] === ctimeMs &&
      states[at + 3] === ino;
    if (seen !== 0 && isSame) return 'same';
    states[at] = size;
    states[at + 1] = mtimeMs;
    states[at + 2] = ctimeMs;
    states[at + 3] = ino;
    if (seen === 0) {
      this.#size += 1;
      if (3 * this.#size > 2 * this.#seen.length) this.#grow();
    }
    return 'other';
  }

  has(key: string): boolean {
    return this.#seen[this.#find(key)] !== 0;
  }

  /** Names that were seen before and not since `begin`, as marks; they stay until they are dropped. */
  unseen(): readonly number[] {
    const marks: number[] = [];
    for (const [slot, seen] of this.#seen.entries()) {
      if (seen !== 0 && seen !== this.#generation) {
        marks.push(markOf(this.#hashes[2 * slot] ?? 0, this.#hashes[2 * slot + 1] ?? 0));
      }
    }
    return marks;
  }

  /** Forgets what was not seen since `begin`. */
  dropUnseen(): void {
    this.#rebuild(this.#seen.length, (seen) => seen === this.#generation);
  }

  delete(key: string): void {
    const slot = this.#find(key);
    if (this.#seen[slot] === 0) return;
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
    this.#states = new Float64Array(4 * length);
    this.#seen = new Uint32Array(length);
    this.#size = 0;
    for (const [slot, when] of seen.entries()) {
      if (when === 0 || !isKept(when)) continue;
      const to = this.#place(hashes[2 * slot] ?? 0, hashes[2 * slot + 1] ?? 0);
      this.#seen[to] = when;
      this.#states.set(states.subarray(4 * slot, 4 * slot + 4), 4 * to);
      this.#size += 1;
    }
  }
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

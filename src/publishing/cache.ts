/** How a cache serves, counted since it was made. */
export interface CacheUse {
  readonly limit: number;
  readonly bytes: number;
  readonly entries: number;
  readonly hits: number;
  readonly misses: number;
  /** What had to go for want of room. */
  readonly evictions: number;
}

/** Keeps what was used last, up to a number of bytes; what was used longest ago goes first. */
export class ByteCache<Key, Value> {
  readonly #limit: number;
  readonly #held = new Map<Key, { readonly value: Value; readonly bytes: number }>();
  #bytes = 0;
  #hits = 0;
  #misses = 0;
  #evictions = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  get use(): CacheUse {
    return {
      limit: this.#limit,
      bytes: this.#bytes,
      entries: this.#held.size,
      hits: this.#hits,
      misses: this.#misses,
      evictions: this.#evictions,
    };
  }

  get(key: Key): Value | undefined {
    const found = this.#held.get(key);
    if (found === undefined) return undefined;
    // A Map remembers the order of insertion: last in is last used.
    this.#held.delete(key);
    this.#held.set(key, found);
    return found.value;
  }

  /** Of all that is kept, what was used longest ago first. */
  keys(): Iterable<Key> {
    return this.#held.keys();
  }

  /** Whether what was got could be used: only who asked knows if it still holds, and if there is such a thing at all. */
  tell(outcome: 'hit' | 'miss'): void {
    if (outcome === 'hit') this.#hits += 1;
    else this.#misses += 1;
  }

  /** A value larger than the whole cache is not kept. */
  set(key: Key, value: Value, bytes: number): void {
    this.delete(key);
    if (bytes > this.#limit) return;
    this.#held.set(key, { value, bytes });
    this.#bytes += bytes;
    for (const oldest of this.#held.keys()) {
      if (this.#bytes <= this.#limit) break;
      this.delete(oldest);
      this.#evictions += 1;
    }
  }

  delete(key: Key): void {
    this.#bytes -= this.#held.get(key)?.bytes ?? 0;
    this.#held.delete(key);
  }
}

/** Keeps what was used last, up to a number of bytes; what was used longest ago goes first. */
export class ByteCache<Key, Value> {
  readonly #limit: number;
  readonly #held = new Map<Key, { readonly value: Value; readonly bytes: number }>();
  #bytes = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  get bytes(): number {
    return this.#bytes;
  }

  get(key: Key): Value | undefined {
    const found = this.#held.get(key);
    if (found === undefined) return undefined;
    // A Map remembers the order of insertion: last in is last used.
    this.#held.delete(key);
    this.#held.set(key, found);
    return found.value;
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
    }
  }

  delete(key: Key): void {
    this.#bytes -= this.#held.get(key)?.bytes ?? 0;
    this.#held.delete(key);
  }
}

/** What nearly all ids are: name-based UUIDs as Courant gives them (RFC 9562, in lower case as section 4 has them written). */
const uuid = /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Bytes of one. */
const size = 16;

/** Where each of the bytes stands in the text of an id. */
const places = [9, 11, 13, 15, 18, 20, 23, 25, 28, 30, 33, 35, 37, 39, 41, 43];
const text = Buffer.from('urn:uuid:00000000-0000-0000-0000-000000000000');
const digits = Buffer.from('0123456789abcdef');

/** Ids by number. UUIDs are held as their bytes outside of the heap: a quarter of what their strings take. */
export class Ids {
  #bytes = Buffer.alloc(512 * size);
  readonly #others = new Map<number, string>();

  /** '' where none was set, or it was removed. */
  at(number: number): string {
    return this.#hasBytes(number) ? this.#read(number * size) : (this.#others.get(number) ?? '');
  }

  has(number: number): boolean {
    return this.#hasBytes(number) || this.#others.has(number);
  }

  set(number: number, id: string): void {
    this.remove(number);
    if (!uuid.test(id)) {
      this.#others.set(number, id);
      return;
    }
    if ((number + 1) * size > this.#bytes.length) {
      const longer = Buffer.alloc(Math.ceil(number * 1.25 + 1) * size);
      this.#bytes.copy(longer);
      this.#bytes = longer;
    }
    const hex = id.slice(9).replaceAll('-', '');
    this.#bytes.write(hex, number * size, size, 'hex');
    // The UUID of zeros alone would be none.
    if (!this.#hasBytes(number)) this.#others.set(number, id);
  }

  remove(number: number): void {
    if (this.#hasBytes(number)) this.#bytes.fill(0, number * size, (number + 1) * size);
    else this.#others.delete(number);
  }

  #hasBytes(number: number): boolean {
    const end = (number + 1) * size;
    if (end > this.#bytes.length) return false;
    for (let at = number * size; at < end; at += 1) if (this.#bytes[at] !== 0) return true;
    return false;
  }

  #read(from: number): string {
    for (let index = 0; index < size; index += 1) {
      const byte = this.#bytes[from + index] ?? 0;
      const at = places[index] ?? 0;
      text[at] = digits[byte >>> 4] ?? 0;
      text[at + 1] = digits[byte & 15] ?? 0;
    }
    return text.toString('latin1');
  }
}

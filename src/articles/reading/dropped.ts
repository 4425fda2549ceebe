import type { Spot } from './datum.ts';

/** What was left out of a body, by kind: the first of each, and how many there were. */
export class Dropped {
  readonly #text: string;
  readonly #firstLine: number;
  readonly #kinds = new Map<string, { readonly spot: Spot; readonly remedy: string; count: number }>();
  /** Where the counting of lines has come to. */
  #at = 0;
  #line: number;
  #lineStart = 0;

  constructor(text: string, firstLine: number) {
    this.#text = text;
    this.#firstLine = firstLine;
    this.#line = firstLine;
  }

  /** @param offset never before that of an earlier call */
  add(kind: string, remedy: string, offset: number): void {
    const known = this.#kinds.get(kind);
    if (known !== undefined) {
      known.count += 1;
    } else if (this.#kinds.size < 50) {
      this.#kinds.set(kind, { spot: this.#spotAt(offset), remedy, count: 1 });
    }
  }

  problems(): readonly { readonly spot: Spot; readonly reason: string }[] {
    return [...this.#kinds].map(([kind, { spot, remedy, count }]) => {
      const times = count === 1 ? '' : ` (and ${count - 1} more like it)`;
      return { spot, reason: `${kind}${times} was left out; ${remedy}` };
    });
  }

  #spotAt(offset: number): Spot {
    for (;;) {
      const end = this.#text.indexOf('\n', this.#at);
      if (end === -1 || end >= offset) break;
      this.#line += 1;
      this.#at = end + 1;
      this.#lineStart = this.#at;
    }
    return { line: Math.max(this.#firstLine, this.#line), column: offset - this.#lineStart + 1 };
  }
}

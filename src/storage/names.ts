import { Slots } from './slots.ts';

/** Strings that are held once, each known by its number: from 0, in the order in which they came. */
export class Names {
  readonly #texts: string[] = [];
  readonly #slots = new Slots((number, name) => this.#texts[number] === name);

  /** -1 when it is not held. */
  find(text: string): number {
    return this.#slots.find(text);
  }

  /** The number of a string, which is held from now on. */
  hold(text: string): number {
    const number = this.#slots.claim(text, this.#texts.length);
    if (number === this.#texts.length) this.#texts.push(text);
    return number;
  }

  /** '' for a number that was never given. */
  text(number: number): string {
    return this.#texts[number] ?? '';
  }
}

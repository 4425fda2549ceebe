import { Slots } from '../articles/slots.ts';
import { Ids } from './ids.ts';

/** Ids that are held once, each known by its number: from 0, in the order in which they came. */
export class Names {
  readonly #ids = new Ids();
  #length = 0;
  readonly #slots = new Slots((number, name) => this.#ids.at(number) === name);

  /** -1 when it is not held. */
  find(id: string): number {
    return this.#slots.find(id);
  }

  /** The number of an id, which is held from now on. */
  hold(id: string): number {
    const number = this.#slots.claim(id, this.#length);
    if (number === this.#length) {
      this.#ids.set(number, id);
      this.#length += 1;
    }
    return number;
  }

  /** '' for a number that was never given. */
  text(number: number): string {
    return this.#ids.at(number);
  }
}

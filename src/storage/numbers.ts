/** Objects that a great many rows share, each held once and known by its number: from 0. */
export class Numbers<T extends object> {
  readonly #things: T[] = [];
  readonly #numbers = new Map<T, number>();

  of(thing: T): number {
    const known = this.#numbers.get(thing);
    if (known !== undefined) return known;
    const number = this.#things.push(thing) - 1;
    this.#numbers.set(thing, number);
    return number;
  }

  /** @throws RangeError for a number that was never given */
  at(number: number): T {
    const thing = this.#things[number];
    if (thing === undefined) throw new RangeError(`nothing has the number ${number}`);
    return thing;
  }
}

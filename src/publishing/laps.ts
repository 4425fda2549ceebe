import type { Clock } from '../clock.ts';

/** What a regeneration spends its time on. Compressing is what it waits for compression alone. */
export type Part = 'reading' | 'planning' | 'rendering' | 'compressing';

/** Milliseconds by part; what was not come to is not there. */
export type Parts = ReadonlyMap<Part, number>;

/** Where the time of one regeneration goes: each millisecond into one part, so that the parts add up to the whole. */
export class Laps {
  readonly #clock: Clock;
  readonly #parts = new Map<Part, number>();
  #since: number;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#since = clock();
  }

  get parts(): Parts {
    return this.#parts;
  }

  /** The time since the last call was this part's, or since the beginning. */
  end(part: Part): void {
    const now = this.#clock();
    // A clock that is set back takes nothing away.
    this.#parts.set(part, (this.#parts.get(part) ?? 0) + Math.max(0, now - this.#since));
    this.#since = now;
  }
}

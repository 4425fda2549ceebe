import type { Press } from './press.ts';
import { createRefiner } from './refiner.ts';
import type { Shelf } from './shelf.ts';

/** Compresses standing feeds once more and better, when nothing is going on, so that news need not wait for that. */
export interface Refinement {
  /** A new shelf is up. */
  begin(shelf: Shelf): void;
  /** Something is going on. */
  pause(): void;
}

/** Milliseconds of quiet after a regeneration: with more news coming, it would be for nothing. */
const quiet = 1500;

/** @param onRefined - is given a shelf of the same snapshot to put in the place of the one that `begin` told of. */
export function createRefinement(press: Press, onRefined: (shelf: Shelf) => void): Refinement {
  let timer: NodeJS.Timeout | undefined;
  let current: Shelf | undefined;
  const refiner = createRefiner();

  return {
    begin(shelf) {
      current = shelf;
      clearTimeout(timer);
      timer = setTimeout(() => void work(shelf), quiet);
      timer.unref();
    },
    pause() {
      current = undefined;
      clearTimeout(timer);
      refiner.end();
    },
  };

  /** One document at a time, so that one processor at the most is busy with it. */
  async function work(begun: Shelf): Promise<void> {
    let hasNews = false;
    try {
      while (current === begun && (await press.refineOne(refiner.compress))) hasNews = true;
    } catch {
      // The thread was ended, or could not go on. What is left as it is takes more octets, and nothing else.
    }
    if (current === begun) refiner.end();
    // Refined documents are in the next shelf too.
    if (current === begun && hasNews) onRefined(press.arrange(begun.snapshot));
  }
}

import { setImmediate } from 'node:timers/promises';
import type { Steps } from '../articles/steps.ts';

/** Milliseconds of work at a stretch before requests get their turn. */
const stretch = 4;

let since = performance.now();

/** Lets the event loop turn when there has been work for a while; else costs next to nothing. */
export async function breathe(): Promise<void> {
  if (performance.now() - since < stretch) return;
  await setImmediate();
  since = performance.now();
}

/** Does `work` on every item, on so many `atOnce`, and never holds more promises than that. */
export async function forEachOf<T>(
  items: Iterable<T>,
  atOnce: number,
  work: (item: T) => Promise<void> | undefined,
): Promise<void> {
  const iterator = items[Symbol.iterator]();
  const worker = async (): Promise<void> => {
    for (let next = iterator.next(); !next.done; next = iterator.next()) {
      const done = work(next.value);
      if (done !== undefined) await done;
      if (performance.now() - since >= stretch) await breathe();
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}

/** Does work in steps, with a turn for requests now and then. */
export async function inBreaths<T>(steps: Steps<T>): Promise<T> {
  for (let step = steps.next(); ; step = steps.next()) {
    if (step.done === true) return step.value;
    await breathe();
  }
}

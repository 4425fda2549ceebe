import { setImmediate } from 'node:timers/promises';
import type { Steps } from '../articles/steps.ts';

/** Milliseconds of work at a stretch before requests get their turn. */
const stretch = 4;

let since = performance.now();

/** Whether there has been work for as long as that. */
export function isDue(): boolean {
  return performance.now() - since >= stretch;
}

/** Lets the event loop turn when that is due; else costs next to nothing. */
export async function breathe(): Promise<void> {
  if (!isDue()) return;
  await setImmediate();
  since = performance.now();
}

/** Does work in steps, with a turn for requests now and then. */
export async function inBreaths<T>(steps: Steps<T>): Promise<T> {
  for (let step = steps.next(); ; step = steps.next()) {
    if (step.done === true) return step.value;
    await breathe();
  }
}

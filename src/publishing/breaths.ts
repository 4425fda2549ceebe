import { setImmediate } from 'node:timers/promises';
import type { Steps } from '../articles/steps.ts';

/** Milliseconds of work at a stretch before requests get their turn. */
const stretch = 4;

/** Does work in steps, with a turn for requests now and then. */
export async function inBreaths<T>(steps: Steps<T>): Promise<T> {
  let since = performance.now();
  for (let step = steps.next(); ; step = steps.next()) {
    if (step.done === true) return step.value;
    if (performance.now() - since < stretch) continue;
    await setImmediate();
    since = performance.now();
  }
}

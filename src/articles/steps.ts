/** Work in pieces: whoever does it may let others have their turn at every `yield`. */
export type Steps<T> = Generator<undefined, T, undefined>;

/** Items after which work in steps yields: about a millisecond. */
export const stepLength = 500;

/** What `work` makes of each item. @param length - items after which it yields: as many as take about a millisecond */
export function* mapInSteps<T, R>(
  items: Iterable<T>,
  work: (item: T) => R,
  length = stepLength,
): Steps<readonly R[]> {
  const results: R[] = [];
  for (const item of items) {
    if (results.push(work(item)) % length === 0) yield;
  }
  return results;
}

/** Does all of it without a pause. */
export function finish<T>(steps: Steps<T>): T {
  for (let step = steps.next(); ; step = steps.next()) if (step.done === true) return step.value;
}

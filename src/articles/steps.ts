/** Work in pieces: whoever does it may let others have their turn at every `yield`. */
export type Steps<T> = Generator<undefined, T, undefined>;

/** Items after which work in steps yields: about a millisecond. */
export const stepLength = 500;

/** Does all of it without a pause. */
export function finish<T>(steps: Steps<T>): T {
  for (let step = steps.next(); ; step = steps.next()) if (step.done === true) return step.value;
}

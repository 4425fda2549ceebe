import type { Instant } from './articles/instant.ts';

/** Tells the time. Everything that decides takes `now` as a value; only what starts a decision holds a clock. */
export type Clock = () => Instant;

export const systemClock: Clock = () => Date.now();

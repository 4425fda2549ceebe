/** Chance that comes out the same for the same seed. */
export interface Chance {
  /** From 0, below `end`. */
  whole(end: number): number;
  pick<T>(from: readonly [T, ...T[]]): T;
}

/** Mulberry32: small, and even enough for choosing what happens next. */
export function chanceOf(seed: number): Chance {
  let state = seed;
  const whole = (end: number): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * end);
  };
  return {
    whole,
    pick: (from) => from[whole(from.length)] ?? from[0],
  };
}

import type { Entries, Spot } from './datum.ts';

/** What a block of metadata says, or everything that keeps it from being understood. */
export type Parsed =
  | { readonly entries: Entries }
  | { readonly faults: readonly { readonly spot: Spot; readonly reason: string }[] };

/** Above this no parser is let loose on a block: what a person writes about an article is a thousandth of it. */
export const longestBlock = 100_000;

/** Deeper nesting makes parsers run out of stack; Courant itself reads four levels. */
export const deepestNesting = 50;

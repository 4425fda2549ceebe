import type { Library } from '../articles/library.ts';
import type { Representation } from './representation.ts';

/** What can be served now. A shelf is replaced as a whole, never edited. */
export interface Shelf {
  readonly library: Library;
  /** Standing topics answer at once; one of the long tail is rendered at its first request, once. */
  find(topic: string): Representation | Promise<Representation | undefined> | undefined;
}

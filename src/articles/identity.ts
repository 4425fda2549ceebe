import type { Instant } from './instant.ts';

/** What is known of an article by which to know it again: see `identify`. */
export interface Fingerprint {
  readonly key: string;
  readonly title: string;
  readonly slug: string;
  readonly published: Instant;
  /** Hash of what is stored. */
  readonly digest: string;
}

/** Whether a key is a name that the article gives itself (`id:4711`): it names that article whatever its text and file. */
export const isOwnName = (key: string): boolean => key.startsWith('id:');

/** Tells of a key whether something is stored there now. */
export type Present = Pick<ReadonlySet<string>, 'has'>;

/** Ids, once given, for ever: over edits, renames, moves and restarts. */
export interface IdRegister {
  /**
   * The id of each article that brings none of its own: the one it had before, wherever it was stored, as told by its text
   * and its key; else a new one, made from site and key alone so that a lost register gives it again. `present` knows every
   * key that is stored now; what is not asked is as it was. Order of the answer: order of the asked.
   */
  identify(asked: readonly Fingerprint[], present: Present): readonly string[];
  /** The same with a turn for others now and then, for a great many; one call after the other. */
  identifyMany?(asked: readonly Fingerprint[], present: Present): Promise<readonly string[]>;
  /** Keys of which one of the asked may be what stood there, and has moved; undefined for a pause. See `akin`. */
  akin?(asked: readonly Fingerprint[]): Iterable<string | undefined>;
}

/** An id that the register gives, and to what. */
export interface Holding {
  /** See Fingerprint.key. */
  readonly key: string;
  readonly id: string;
  /** It is the id that the article had in another system. */
  readonly isAdopted: boolean;
}

/** An article of the register that has an id of another system from now on. */
export interface Adoption {
  /** See Fingerprint.key. */
  readonly key: string;
  readonly id: string;
  /** Under what key the register had this id until now: an article that is stored no more. */
  readonly from?: string;
}

/** A rule that picks articles. Every part that is given must hold; lists mean any of them. Terms and authors by slug. */
export interface Selection {
  readonly sections?: readonly string[];
  readonly tags?: readonly string[];
  readonly authors?: readonly string[];
  /** BCP 47 ranges: `en` also picks `en-GB`. */
  readonly languages?: readonly string[];
  /** Hours since publication at the most. */
  readonly hours?: number;
  readonly not?: Omit<Selection, 'hours' | 'not'>;
}

import type { Article } from './article.ts';
import { Slots } from './slots.ts';

/** Who claims a name: most names one article, some several. */
type Claim = Article | Set<Article>;

/** Articles by what each claims for itself, such as its id: what a Map of strings would hold, without the strings. */
export class Claimants {
  readonly #nameOf: (article: Article) => string;
  readonly #rivals: Set<ReadonlySet<Article>>;
  /** By row; undefined for a row that is free. */
  readonly #claims: (Claim | undefined)[] = [];
  readonly #free: number[] = [];
  readonly #slots = new Slots((row, name) => this.#isNamed(row, name));

  /**
   * @param nameOf - always the same for one article
   * @param rivals - is kept to hold all who share a name with another
   */
  constructor(nameOf: (article: Article) => string, rivals: Set<ReadonlySet<Article>>) {
    this.#nameOf = nameOf;
    this.#rivals = rivals;
  }

  add(article: Article): void {
    const next = this.#free.at(-1) ?? this.#claims.length;
    const row = this.#slots.claim(this.#nameOf(article), next);
    const claim = this.#claims[row];
    if (claim === undefined) {
      this.#free.pop();
      this.#claims[row] = article;
    } else if (claim instanceof Set) {
      claim.add(article);
    } else if (claim !== article) {
      const both = new Set([claim, article]);
      this.#claims[row] = both;
      this.#rivals.add(both);
    }
  }

  remove(article: Article): void {
    const name = this.#nameOf(article);
    const row = this.#slots.find(name);
    const claim = this.#claims[row];
    if (claim === article) {
      this.#slots.remove(name);
      this.#claims[row] = undefined;
      this.#free.push(row);
    } else if (claim instanceof Set && claim.delete(article)) {
      const [only] = claim;
      if (claim.size > 1 || only === undefined) return;
      this.#claims[row] = only;
      this.#rivals.delete(claim);
    }
  }

  #isNamed(row: number, name: string): boolean {
    const claim = this.#claims[row];
    const [one] = claim instanceof Set ? claim : [claim];
    return one !== undefined && this.#nameOf(one) === name;
  }
}

/** A checked value, or what is wrong with it as the rest of a sentence: `has no scheme: write https://example.org`. */
export type Verdict<T> = { readonly value: T } | { readonly wrong: string };

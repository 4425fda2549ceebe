import type { Author, Term } from './article.ts';
import { authorSlug } from './slug.ts';

/** Authors of a great many articles are few objects: what stands in addresses is made once of each. */
const terms = new WeakMap<Author, Term>();

/** An author as a term; see authorSlug. */
export function authorTerm(author: Author): Term {
  const known = terms.get(author);
  if (known !== undefined) return known;
  const { name } = author;
  const term = { name, slug: authorSlug(name) };
  terms.set(author, term);
  return term;
}

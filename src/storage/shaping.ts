import type { Article, Author, Term } from '../articles/article.ts';
import type { Composed } from '../articles/compose.ts';
import type { Inspection } from './inspection.ts';

/** What was inspected as it is kept, however it came here. @param key - of the file */
export type Shape = (inspection: Inspection, key: string) => Inspection;

const none: readonly never[] = [];

/** Drafts in one shape, with room for an id, and one object for what is one: there may be a hundred thousand of them. */
export function createShaping(): Shape {
  const pool = createPool();

  function shape(composed: Composed, key: string, revision: string): Composed {
    const draft = composed.article;
    if (draft === undefined) return composed;
    const { authors, section, tags, related } = draft;
    const article = {
      key,
      revision,
      id: '',
      permalink: draft.permalink,
      slug: draft.slug,
      title: draft.title,
      authors: pool.authors(authors),
      section: section && pool.term(section),
      tags: tags.length === 0 ? none : tags.map(pool.term),
      language: draft.language,
      status: draft.status,
      published: draft.published,
      updated: draft.updated,
      expires: draft.expires,
      correction: draft.correction,
      related: related.length === 0 ? none : related,
    } satisfies { readonly [field in keyof Required<Article>]: Article[field] };
    const { id, name, problems } = composed;
    const kept = {
      article,
      name: name === key ? key : name,
      problems: problems.length === 0 ? none : problems,
    };
    return id === undefined ? kept : { ...kept, id };
  }

  return (inspection, key) => {
    if ('trouble' in inspection || inspection.composed === undefined) return inspection;
    const { digest, composed } = inspection;
    const revision = inspection.revision === digest ? digest : inspection.revision;
    return { ...inspection, revision, composed: shape(composed, key, revision) };
  };
}

/** Equal terms, and equal lists of authors, are one object: there are few of them in a great many articles. */
function createPool() {
  /** By slug, those of every spelling: nearly always there is one. */
  const terms = new Map<string, Term[]>();
  /** Of one author without an address, by name; the others as JSON. */
  const lone = new Map<string, readonly Author[]>();
  const others = new Map<string, readonly Author[]>();

  function share<T>(pool: Map<string, T>, name: string, one: T): T {
    const known = pool.get(name);
    if (known !== undefined) return known;
    pool.set(name, one);
    return one;
  }

  return {
    term(term: Term): Term {
      const spellings = terms.get(term.slug);
      if (spellings === undefined) {
        terms.set(term.slug, [term]);
        return term;
      }
      for (const known of spellings) if (known.name === term.name) return known;
      spellings.push(term);
      return term;
    },
    authors(authors: readonly Author[]): readonly Author[] {
      const [first] = authors;
      return first !== undefined && authors.length === 1 && first.url === undefined
        ? share(lone, first.name, authors)
        : share(others, JSON.stringify(authors), authors);
    },
  };
}

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
  const terms = new Map<string, Term>();
  const authors = new Map<string, readonly Author[]>();
  const share =
    <T>(pool: Map<string, T>, nameOf: (one: T) => string) =>
    (one: T): T => {
      const name = nameOf(one);
      const known = pool.get(name);
      if (known !== undefined) return known;
      pool.set(name, one);
      return one;
    };
  return {
    term: share(terms, ({ name, slug }: Term) => `${slug}\n${name}`),
    authors: share(authors, (names: readonly Author[]) => JSON.stringify(names)),
  };
}

import type { Article, Author, Term } from '../articles/article.ts';
import { type Composed, termOf } from '../articles/compose.ts';
import type { Inspection } from './inspection.ts';
import type { Told, ToldAuthors, ToldDraft, ToldRest } from './telling.ts';

/** What was inspected as it is kept, of what was told of it. @param key - of the file */
export type Shape = (told: Told, key: string) => Inspection;

const none: readonly never[] = [];
const nothing: ToldRest = {};

/** Drafts in one shape, with room for an id, and one object for what is one: there may be a hundred thousand of them. */
export function createShaping(): Shape {
  const pool = createPool();

  function shapeDraft(told: ToldDraft, key: string, revision: string): Article {
    const [permalink, slug, title, authors, section, tags, published, updated, rest] = told;
    const { language, status = 'published', expires, correction, related = none } = rest ?? {};
    return {
      key,
      revision,
      id: '',
      permalink,
      slug,
      title,
      authors: pool.authors(authors),
      section: section === 0 ? undefined : pool.term(section),
      tags: tags.length === 0 ? none : tags.map(pool.term),
      language,
      status,
      published,
      updated: published + updated,
      expires,
      correction,
      related,
    } satisfies { readonly [field in keyof Required<Article>]: Article[field] };
  }

  return (told, key) => {
    if (!isWhole(told)) return told;
    const [digest, marked, stamp, draft, rest = nothing] = told;
    const { isEmpty = false, mentions, fault, id, name = key, problems = none } = rest;
    const revision = marked === 0 ? digest : marked;
    const article = draft === 0 || draft === 1 ? undefined : shapeDraft(draft, key, revision);
    const known: Composed = article === undefined ? { name, problems } : { article, name, problems };
    const composed = draft === 1 ? undefined : id === undefined ? known : { ...known, id };
    return { digest, revision, stamp, isEmpty, composed, mentions, fault };
  };
}

const isWhole = (told: Told): told is Exclude<Told, { readonly trouble: string }> => Array.isArray(told);

/** Equal terms, and equal lists of authors, are one object: there are few of them in a great many articles. */
function createPool() {
  const terms = new Map<string, Term>();
  /** Of one author without an address, by name; the others as JSON. */
  const lone = new Map<string, readonly Author[]>();
  const others = new Map<string, readonly Author[]>();
  return {
    term(name: string): Term {
      const known = terms.get(name);
      if (known !== undefined) return known;
      const term = termOf(name);
      terms.set(name, term);
      return term;
    },
    authors(told: ToldAuthors): readonly Author[] {
      const [only] = told;
      const isLone = told.length === 1 && typeof only === 'string';
      const pool = isLone ? lone : others;
      const name = isLone ? only : JSON.stringify(told);
      const known = pool.get(name);
      if (known !== undefined) return known;
      const made = told.map((author) => (typeof author === 'string' ? { name: author } : author));
      pool.set(name, made);
      return made;
    },
  };
}

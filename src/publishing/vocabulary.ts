import type { Article } from '../articles/article.ts';
import { nearest } from '../articles/nearest.ts';
import { authorSlug } from '../articles/slug.ts';
import { type Selection, speaks } from '../feeds/selection.ts';

/** The sections, tags, authors and languages that articles have: what stands in settings to what people read. */
export type Vocabulary = Readonly<Record<Kind, ReadonlyMap<string, string>>>;

type Kind = keyof typeof nouns;

const nouns = { sections: 'section', tags: 'tag', authors: 'author', languages: 'language' };
const kinds = Object.keys(nouns) as readonly Kind[];

/** @param articles - newest first: a term is called what its newest article calls it. */
export function vocabularyOf(articles: readonly Article[], siteLanguage: string): Vocabulary {
  const [sections, tags, languages] = [new Map(), new Map(), new Map()];
  const names = new Set<string>();
  const add = (to: Map<string, string>, slug: string, name: string) => to.has(slug) || to.set(slug, name);
  for (const { section, tags: its, authors, language = siteLanguage } of articles) {
    if (section !== undefined) add(sections, section.slug, section.name);
    for (const { slug, name } of its) add(tags, slug, name);
    for (const { name } of authors) names.add(name);
    languages.set(language, language);
  }
  const authors = new Map<string, string>();
  for (const name of names) add(authors, authorSlug(name), name);
  return { sections, tags, authors, languages };
}

/** Something that a selection names and that no article has. */
export interface Absence {
  /** ``section `wolrd` `` without the space at the end. */
  readonly what: string;
  /** What there is and was most likely meant. */
  readonly meant?: string;
}

/** @param named - the terms that may be told in place of what is not there. */
export function absences(selection: Selection, there: Vocabulary, named: Vocabulary): readonly Absence[] {
  return kinds.flatMap((kind) =>
    missing(selection, kind, there).map((written) => {
      const others = [...named[kind]].filter(([slug]) => !selection[kind]?.includes(slug));
      const meant = closest(kind, written, new Map(others));
      return { what: `${nouns[kind]} \`${written}\``, ...(meant === undefined ? {} : { meant }) };
    }),
  );
}

/** Whether one of its lists names nothing but what is not there, so that it can pick nothing. */
export function isHopeless(selection: Selection, there: Vocabulary): boolean {
  return kinds.some((kind) => {
    const wanted = selection[kind];
    return wanted !== undefined && missing(selection, kind, there).length === wanted.length;
  });
}

function missing(selection: Selection, kind: Kind, there: Vocabulary): readonly string[] {
  const has = (written: string) =>
    kind === 'languages'
      ? [...there.languages.keys()].some((language) => speaks([written], language))
      : there[kind].has(written);
  return (selection[kind] ?? []).filter((written) => !has(written));
}

/** Tags of languages are too short to be misspelt: the same language is meant, as it is spoken elsewhere. */
function closest(kind: Kind, written: string, names: ReadonlyMap<string, string>): string | undefined {
  if (kind !== 'languages') return names.get(nearest(written, names.keys()) ?? '');
  const [primary = ''] = written.split('-');
  return [...names.keys()].find((language) => speaks([primary], language));
}

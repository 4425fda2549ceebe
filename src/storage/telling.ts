import type { Term } from '../articles/article.ts';
import type { Composed, Draft } from '../articles/compose.ts';
import type { Inspection } from './inspection.ts';

/** Authors, of whom most have a name and nothing else. */
export type ToldAuthors = readonly (string | Draft['authors'][number])[];

/** A draft without what its key and revision are, which are told beside it; a term by its name, which its slug is made of. */
export type ToldDraft = readonly [
  permalink: string,
  slug: string,
  title: string,
  authors: ToldAuthors,
  section: string | 0,
  tags: readonly string[],
  published: number,
  /** Milliseconds after `published`. */
  updated: number,
  rest?: Partial<Pick<Draft, 'language' | 'status' | 'expires' | 'correction' | 'related'>>,
];

type Whole = Extract<Inspection, { readonly digest: string }>;

/** What few inspections have. */
export type ToldRest = Partial<
  Pick<Whole, 'mentions' | 'fault'> & Pick<Composed, 'id' | 'name' | 'problems'>
> & {
  readonly isEmpty?: true;
};

/**
 * An inspection as it goes from thread to thread and to the disk, as JSON: half as long as the inspection itself, as there
 * may be a hundred thousand. Its revision is told only where it is not the digest, its name only where it is not the key.
 */
export type Told =
  | Exclude<Inspection, Whole>
  | readonly [
      digest: string,
      revision: string | 0,
      stamp: string,
      /** 1 where nothing was composed, 0 where that gave no article. */
      draft: ToldDraft | 0 | 1,
      rest?: ToldRest,
    ];

/** `createShaping` makes the same inspection of it again. @param key - of the file. */
export function tell(inspection: Inspection, key: string): Told {
  if ('trouble' in inspection) return inspection;
  const { digest, revision, stamp, isEmpty, composed, mentions, fault } = inspection;
  const draft = composed === undefined ? 1 : composed.article === undefined ? 0 : tellDraft(composed.article);
  const { id, name = key, problems = [] } = composed ?? {};
  const rest: ToldRest = {
    ...(isEmpty && { isEmpty }),
    ...(mentions !== undefined && { mentions }),
    ...(fault && { fault }),
    ...(id !== undefined && { id }),
    ...(name !== key && { name }),
    ...(problems.length > 0 && { problems }),
  };
  const told = [digest, revision === digest ? 0 : revision, stamp, draft] as const;
  return isBare(rest) ? told : [...told, rest];
}

function tellDraft(draft: Draft): ToldDraft {
  const { permalink, slug, title, authors, section, tags, published, updated } = draft;
  const { language, status, expires, correction, related } = draft;
  const rest = {
    ...(language !== undefined && { language }),
    ...(status !== 'published' && { status }),
    ...(expires !== undefined && { expires }),
    ...(correction !== undefined && { correction }),
    ...(related.length > 0 && { related }),
  };
  const told = [
    permalink,
    slug,
    title,
    authors.map((author) => (author.url === undefined ? author.name : author)),
    section?.name ?? 0,
    tags.map(({ name }: Term) => name),
    published,
    updated - published,
  ] as const;
  return isBare(rest) ? told : [...told, rest];
}

/** Whether there is nothing in it: for objects of which most have nothing. */
export function isBare(rest: object): boolean {
  for (const _ in rest) return false;
  return true;
}

import type { Recognised, Remembered } from '../articles/recognition.ts';
import type { Appearance, Withdrawal } from '../publishing/chronicle.ts';
import type { Edition } from '../publishing/editions.ts';

/** An article has the id of another system from now on. */
export interface Adopted {
  readonly adopted: Remembered;
  /** The id that it had here until then. */
  readonly was?: string;
  /** The key of an article stored no more that had the id until then. */
  readonly from?: string;
}

/** One thing that happened to what is remembered: a line of the journal. */
export type StateRecord =
  | Recognised
  | { readonly topic: string; readonly edition: Edition }
  | { readonly feed: string; readonly title: string }
  | { readonly appeared: Appearance }
  | { readonly withdrawn: Withdrawal }
  | { readonly returned: string }
  | Adopted;

/**
 * A record as it is written: articles and appearances, of which there are a hundred thousand, as lists of their parts.
 * What was written before that has their names as well, and is read too.
 */
export function compact(record: StateRecord): unknown {
  if ('article' in record) return { ...record, article: articleParts(record.article) };
  if ('adopted' in record) return { ...record, adopted: articleParts(record.adopted) };
  if (!('appeared' in record)) return record;
  const { id, place, key, permalink, feeds } = record.appeared;
  return { appeared: [id, place, key, permalink, feeds] };
}

const articleParts = ({ key, id, title, slug, published, digest }: Remembered): readonly unknown[] => [
  key,
  id,
  title,
  slug,
  published,
  digest,
];

/** Whether any JSON value is a record, with every part that is needed; undefined when not. */
export function parseRecord(value: unknown): StateRecord | undefined {
  if (!isObject(value)) return undefined;
  if (isObject(value.article)) {
    const article = parseArticle(value.article);
    if (article === undefined) return undefined;
    return typeof value.from === 'string' ? { article, from: value.from } : { article };
  }
  if (isObject(value.adopted)) return parseAdopted(value, value.adopted);
  if (isObject(value.edition)) {
    const { topic, edition } = value;
    const { etag, lastModified } = edition;
    if (typeof topic !== 'string' || typeof etag !== 'string' || !isInstant(lastModified)) return undefined;
    return { topic, edition: { etag, lastModified } };
  }
  if (isObject(value.appeared)) {
    const appeared = parseAppearance(value.appeared);
    return appeared && { appeared };
  }
  if (isObject(value.withdrawn)) {
    const withdrawn = parseWithdrawal(value.withdrawn);
    return withdrawn && { withdrawn };
  }
  if (typeof value.returned === 'string') return { returned: value.returned };
  const { feed, title } = value;
  return typeof feed === 'string' && typeof title === 'string' ? { feed, title } : undefined;
}

function parseArticle(value: Record<string, unknown> | readonly unknown[]): Remembered | undefined {
  const { key, id, title, slug, published, digest } = isList(value) ? articleOf(value) : value;
  if (typeof key !== 'string' || typeof id !== 'string' || typeof title !== 'string') return undefined;
  if (typeof slug !== 'string' || !isInstant(published) || typeof digest !== 'string') return undefined;
  return { key, id, title, slug, published, digest };
}

const articleOf = ([key, id, title, slug, published, digest]: readonly unknown[]) => ({
  key,
  id,
  title,
  slug,
  published,
  digest,
});

function parseAdopted(value: Record<string, unknown>, article: Record<string, unknown>): Adopted | undefined {
  const adopted = parseArticle(article);
  if (adopted === undefined) return undefined;
  const { was, from } = value;
  return {
    adopted,
    ...(typeof was === 'string' ? { was } : {}),
    ...(typeof from === 'string' ? { from } : {}),
  };
}

function parseAppearance(value: Record<string, unknown> | readonly unknown[]): Appearance | undefined {
  const { id, place, key, permalink, feeds } = isList(value) ? appearanceOf(value) : value;
  if (typeof id !== 'string' || !isInstant(place) || typeof key !== 'string') return undefined;
  if (typeof permalink !== 'string' || !Array.isArray(feeds)) return undefined;
  return { id, place, key, permalink, feeds: feeds.filter((path) => typeof path === 'string') };
}

const appearanceOf = ([id, place, key, permalink, feeds]: readonly unknown[]) => ({
  id,
  place,
  key,
  permalink,
  feeds,
});

function parseWithdrawal(value: Record<string, unknown>): Withdrawal | undefined {
  const { id, at, reason } = value;
  if (typeof id !== 'string' || !isInstant(at)) return undefined;
  return typeof reason === 'string' ? { id, at, reason } : { id, at };
}

const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

const isInstant = (value: unknown): value is number => Number.isSafeInteger(value);

import type { Recognised, Remembered } from '../articles/recognition.ts';
import type { Edition } from '../publishing/editions.ts';

/** One thing that happened to what is remembered: a line of the journal. */
export type StateRecord =
  | Recognised
  | { readonly topic: string; readonly edition: Edition }
  | { readonly feed: string; readonly title: string };

/** Whether any JSON value is a record, with every part that is needed; undefined when not. */
export function parseRecord(value: unknown): StateRecord | undefined {
  if (!isObject(value)) return undefined;
  if (isObject(value.article)) {
    const article = parseArticle(value.article);
    if (article === undefined) return undefined;
    return typeof value.from === 'string' ? { article, from: value.from } : { article };
  }
  if (isObject(value.edition)) {
    const { topic, edition } = value;
    const { etag, lastModified } = edition;
    if (typeof topic !== 'string' || typeof etag !== 'string' || !isInstant(lastModified)) return undefined;
    return { topic, edition: { etag, lastModified } };
  }
  const { feed, title } = value;
  return typeof feed === 'string' && typeof title === 'string' ? { feed, title } : undefined;
}

function parseArticle(value: Record<string, unknown>): Remembered | undefined {
  const { key, id, title, slug, published, digest } = value;
  if (typeof key !== 'string' || typeof id !== 'string' || typeof title !== 'string') return undefined;
  if (typeof slug !== 'string' || !isInstant(published) || typeof digest !== 'string') return undefined;
  return { key, id, title, slug, published, digest };
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

const isInstant = (value: unknown): value is number => Number.isSafeInteger(value);

import type { Article } from '../articles/article.ts';
import type { Instant } from '../articles/instant.ts';
import { relatedArticles } from '../feeds/entry.ts';
import type { EditionRegister } from './editions.ts';
import type { Representation } from './representation.ts';
import type { Shelf } from './shelf.ts';

/** The documents that stood ready last, to be served at once at the next start, while the articles are read. */
export interface Remembrance {
  readonly documents: readonly Representation[];
  /** Of the snapshot that they show: before it, something of them was not out yet. */
  readonly from: Instant;
  /** From this instant on something of them has gone, or has come out; undefined when time alone changes nothing. */
  readonly until?: Instant;
}

/**
 * What is to be remembered of a shelf, and the articles without which it would be wrong: those that are shown, and those
 * that are named as related. Undefined while newer documents are being made.
 * @param until - when something of it comes out or goes by itself.
 */
export function remember(
  { standing, plans, snapshot }: Pick<Shelf, 'standing' | 'plans' | 'snapshot'>,
  until: Instant | undefined,
  register: Pick<EditionRegister, 'edition'>,
): { readonly remembrance: Remembrance; readonly articles: ReadonlySet<Article> } | undefined {
  const documents = [...standing.values()];
  const isLast = ({ topic, etag, lastModified }: Representation): boolean => {
    const edition = register.edition(topic);
    return edition?.etag === etag && edition.lastModified === lastModified;
  };
  if (documents.length === 0 || !documents.every(isLast)) return undefined;
  const articles = new Set(plans.flatMap((plan) => plan.articles));
  for (const { related } of [...articles]) {
    for (const article of relatedArticles(related, snapshot.titles)) articles.add(article);
  }
  return {
    remembrance: { documents, from: snapshot.now, ...(until === undefined ? {} : { until }) },
    articles,
  };
}

/** Whether it may be shown at `now`: not before the snapshot, for then a clock was set back, and not once it is over. */
export function holdsAt({ from, until }: Remembrance, now: Instant): boolean {
  return from <= now && (until === undefined || now < until);
}

/** What can be served of it: topics that stood ready, under their own names. */
export function remembered({ documents }: Remembrance): Pick<Shelf, 'find'> {
  const topics = new Map(documents.map((document) => [document.topic, document]));
  return { find: (topic) => topics.get(topic) };
}

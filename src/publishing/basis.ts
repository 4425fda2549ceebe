import type { Article } from '../articles/article.ts';
import { linkRelated } from '../feeds/entry.ts';
import type { FeedDefinition } from '../feeds/feed.ts';
import type { Snapshot } from './snapshot.ts';

/** All that the bytes of a feed are made of. Equal basis, equal bytes: what has one is not rendered again. */
export interface Basis {
  readonly definition: FeedDefinition;
  readonly articles: readonly Article[];
  /** Addresses of related pieces, which come and go with other articles. */
  readonly related: string;
}

export function basisOf(definition: FeedDefinition, snapshot: Snapshot): Basis {
  const articles = snapshot.catalogue.articles(definition.path).slice(0, definition.limit);
  const related = articles.flatMap((article) =>
    linkRelated(article.related, snapshot.titles).map(({ url }) => url ?? ''),
  );
  return { definition, articles, related: related.join('\n') };
}

export function sameBasis(a: Basis, b: Basis): boolean {
  return (
    a.related === b.related &&
    a.articles.length === b.articles.length &&
    a.articles.every((article, index) => article === b.articles[index]) &&
    sameWords(a.definition, b.definition)
  );
}

function sameWords(a: FeedDefinition, b: FeedDefinition): boolean {
  return (
    a === b ||
    (a.title === b.title &&
      a.description === b.description &&
      a.content === b.content &&
      a.page === b.page &&
      a.limit === b.limit &&
      a.language === b.language)
  );
}

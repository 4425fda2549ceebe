import type { Article } from '../articles/article.ts';
import { linkRelated, type Titles } from '../feeds/entry.ts';
import type { FeedDefinition, Tombstone } from '../feeds/feed.ts';
import type { FeedPlan, History } from '../feeds/plan.ts';

/** All that the bytes of a feed are made of. Equal basis, equal bytes: what has one is not rendered again. */
export interface Basis {
  readonly plan: FeedPlan;
  /** Addresses of related pieces, which come and go with other articles. */
  readonly related: string;
}

export function basisOf(plan: FeedPlan, titles: Titles): Basis {
  const related = plan.articles.flatMap((article) =>
    linkRelated(article.related, titles).map(({ url }) => url ?? ''),
  );
  return { plan, related: related.join('\n') };
}

export function sameBasis(a: Basis, b: Basis): boolean {
  return (
    a.related === b.related &&
    sameMembers(a.plan.articles, b.plan.articles) &&
    sameHistory(a.plan.history, b.plan.history) &&
    sameWords(a.plan.definition, b.plan.definition) &&
    sameGraves(a.plan.withdrawn, b.plan.withdrawn)
  );
}

function sameMembers(a: readonly Article[], b: readonly Article[]): boolean {
  return a.length === b.length && a.every((article, index) => article === b[index]);
}

function sameHistory(a: History, b: History): boolean {
  return a.kind === b.kind && a.current === b.current && a.previous === b.previous && a.next === b.next;
}

function sameGraves(a: readonly Tombstone[], b: readonly Tombstone[]): boolean {
  return a.length === b.length && a.every(({ id, at }, index) => id === b[index]?.id && at === b[index]?.at);
}

function sameWords(a: FeedDefinition, b: FeedDefinition): boolean {
  return (
    a === b ||
    (a.title === b.title &&
      a.description === b.description &&
      a.content === b.content &&
      a.page === b.page &&
      a.limit === b.limit &&
      a.profile === b.profile &&
      a.language === b.language)
  );
}

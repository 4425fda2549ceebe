import type { Article } from '../articles/article.ts';
import type { Instant } from '../articles/instant.ts';
import { byNewest } from '../articles/library.ts';
import type { Site } from '../articles/site.ts';
import { compareLists, type Delta, replaceSorted } from '../articles/sorted.ts';
import type { Steps } from '../articles/steps.ts';
import type { FeedRules } from './catalogue.ts';
import type { Kind } from './kinds.ts';
import { partnerRules } from './partnerrules.ts';
import { mismatch, type Selection } from './selection.ts';
import { indexTerms, TermIndex, updateTerms } from './terms.ts';

const hour = 3_600_000;

/** What feeds pick: what one catalogue hands to the next. */
export interface CatalogueIndex {
  readonly rules: FeedRules;
  readonly articles: readonly Article[];
  /** By kind, in the order of kinds. */
  readonly terms: readonly TermIndex[];
  /** In the order of the rules. */
  readonly made: readonly (readonly Article[])[];
}

/** @param before - of the catalogue before, and `news`, how the articles differ since, where that is known */
export function* nextIndex(
  articles: readonly Article[],
  site: Site,
  rules: FeedRules,
  now: Instant,
  kinds: readonly Kind[],
  before: CatalogueIndex | undefined,
  news: Delta<Article> | undefined,
): Steps<CatalogueIndex> {
  const known = before?.rules === rules ? before : undefined;
  const delta = known && (news ?? compareLists(known.articles, articles));
  const same = delta !== undefined && delta.added.size + delta.removed.size === 0;
  const fits = (selection: Selection) => (article: Article) =>
    mismatch(selection, article, site.language, now) === undefined;
  const indexes: TermIndex[] = [];
  for (const [place, { rule, terms }] of kinds.entries()) {
    const before = known?.terms[place];
    if (rule === false) indexes.push(TermIndex.empty);
    else if (delta && before) indexes.push(updateTerms(before, delta, terms));
    else indexes.push(yield* indexTerms(articles, terms));
  }
  return {
    rules,
    articles: same && known !== undefined ? known.articles : articles,
    terms: indexes,
    made: rules.made.map((made, nth) => {
      const { selection } = partnerRules(made, rules);
      const before = known?.made[nth];
      // What the passing of time takes away cannot be told from a change of articles alone.
      if (selection.hours !== undefined)
        return since(articles, now - selection.hours * hour).filter(fits(selection));
      if (delta === undefined || before === undefined) return articles.filter(fits(selection));
      return replaceSorted(before, delta.removed, [...delta.added].filter(fits(selection)), byNewest);
    }),
  };
}

/** @param articles - newest first */
function since(articles: readonly Article[], instant: Instant): readonly Article[] {
  const end = articles.findIndex(({ published }) => published < instant);
  return end === -1 ? articles : articles.slice(0, end);
}

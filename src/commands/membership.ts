import { type Article, isOut } from '../articles/article.ts';
import { type Instant, rfc3339 } from '../articles/instant.ts';
import { articlesOut, byNewest, type Library } from '../articles/library.ts';
import type { Site } from '../articles/site.ts';
import { divide } from '../feeds/archive.ts';
import { catalogue, type FeedRules } from '../feeds/catalogue.ts';
import type { FeedDefinition } from '../feeds/feed.ts';
import { inOrder } from '../feeds/order.ts';
import { mismatch } from '../feeds/selection.ts';

/** How an article stands to a feed. */
export interface Membership {
  readonly definition: FeedDefinition;
  /** From 1, in the order of the feed; undefined when the feed does not show it. */
  readonly position?: number;
  /** Why the feed does not show it. */
  readonly reason?: string;
  /** The feed is not about it: another section, tag or author. */
  readonly foreign: boolean;
}

/** How an article stands to every feed there is at `now`, and to those that there would be if it were out. */
export function memberships(
  article: Article,
  library: Library,
  site: Site,
  rules: FeedRules,
  now: Instant,
): readonly Membership[] {
  const hidden = whyHidden(article, now);
  const out = articlesOut(library, now);
  const feeds = catalogue(hidden === undefined ? out : [...out, article].sort(byNewest), site, rules, now);
  return [...feeds.definitions.values()].map((definition) => {
    const unfit = mismatch(definition.selection, article, site.language, now);
    if (unfit !== undefined)
      return { definition, reason: unfit, foreign: !/^(\/feeds\/|$)/.test(definition.path) };
    if (hidden !== undefined) return { definition, reason: hidden, foreign: false };
    const isMade = definition.path.startsWith('/feeds/');
    const articles = inOrder(feeds.articles(definition.path), definition.order);
    const newer = articles.indexOf(article);
    const shown = isMade
      ? definition.limit
      : articles.length - divide(articles.length, definition.limit).before;
    if (newer < shown) return { definition, position: newer + 1, foreign: false };
    const ahead = definition.order === 'updated' ? 'changed later' : 'are newer';
    const reason = `${newer} articles ${ahead}, and it shows the newest ${shown}${isMade ? '' : '; it is in the archive'}`;
    return { definition, reason, foreign: false };
  });
}

/** Why nobody may see it at `now`; undefined when everybody may. */
export function whyHidden(article: Article, now: Instant): string | undefined {
  if (isOut(article, now)) return undefined;
  if (article.status === 'draft') return 'it is a draft';
  if (article.status === 'withdrawn') return 'it was withdrawn';
  if (article.published > now) return `it is not out before ${rfc3339(article.published)}`;
  return `it expired at ${article.expires === undefined ? 'an earlier time' : rfc3339(article.expires)}`;
}

import type { Article } from '../articles/article.ts';
import type { Instant } from '../articles/instant.ts';
import { articlesOut, type Library } from '../articles/library.ts';
import type { Problem } from '../articles/problem.ts';
import type { Site } from '../articles/site.ts';
import { type ArticleSource, Outdated } from '../articles/source.ts';
import { assemble, type EntryOf } from '../feeds/assemble.ts';
import { catalogue, type FeedRules } from '../feeds/catalogue.ts';
import { indexTitles } from '../feeds/entry.ts';
import type { Feed } from '../feeds/feed.ts';
import { latest } from '../feeds/order.ts';
import { profileFor } from '../feeds/profiles/profiles.ts';
import { Entries } from './entries.ts';

/** What the profile of a feed keeps out of it, each reason with its remedy. @param out - where the articles are found. */
export function tellUnfit({ definition, unfit = [] }: Feed, out: readonly Article[]): readonly Problem[] {
  const { partner } = profileFor(definition.profile);
  return unfit.flatMap(({ entry, reasons }) => {
    const file = out.find(({ id }) => id === entry.id)?.key ?? entry.permalink;
    return reasons.map((reason): Problem => {
      return {
        file,
        reason: `is left out of ${definition.path} for ${partner}: ${reason}`,
        severity: 'warning',
      };
    });
  });
}

/** The same of all feeds at `now`, for somebody who publishes nothing. */
export async function findUnfit(
  library: Library,
  source: ArticleSource,
  site: Site,
  rules: FeedRules,
  now: Instant,
): Promise<readonly Problem[]> {
  if (rules.made.every(({ profile }) => profile === undefined)) return [];
  const out = articlesOut(library, now);
  const feeds = catalogue(out, site, rules, now);
  const titles = indexTitles(out);
  const entryOf = untilOutdated(new Entries(source, site).of(() => titles));
  const problems: Problem[] = [];
  for (const definition of feeds.definitions.values()) {
    if (definition.profile === undefined) continue;
    const articles = latest(feeds.articles(definition.path), definition);
    const plan = { definition, articles, withdrawn: [], history: { kind: 'live' } } as const;
    problems.push(...tellUnfit(await assemble(plan, entryOf, site, rules.ttl), out));
  }
  return problems;
}

/** What changes while it is looked at is passed over. */
function untilOutdated(entryOf: EntryOf): EntryOf {
  return async (article) => {
    try {
      return await entryOf(article);
    } catch (error) {
      if (error instanceof Outdated) return undefined;
      throw error;
    }
  };
}

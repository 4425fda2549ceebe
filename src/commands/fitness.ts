import type { Article } from '../articles/article.ts';
import type { Site } from '../articles/site.ts';
import type { ArticleSource } from '../articles/source.ts';
import { fitEntries, profileFor } from '../feeds/profiles/profiles.ts';
import { Entries } from '../publishing/entries.ts';
import type { Membership } from './membership.ts';

/** Memberships, without those in feeds whose partner would not take the article: these tell why. */
export async function withPartners(
  memberships: readonly Membership[],
  article: Article,
  source: ArticleSource,
  site: Site,
): Promise<readonly Membership[]> {
  const entryOf = new Entries(source, site).of(() => new Map());
  return Promise.all(
    memberships.map(async (membership): Promise<Membership> => {
      const { definition, position } = membership;
      if (definition.profile === undefined || position === undefined) return membership;
      const entry = await entryOf(article);
      if (entry === undefined) return membership;
      const shown = definition.content === 'full' ? entry : { ...entry, html: undefined };
      const frame = { site, language: definition.language ?? site.language };
      const profile = profileFor(definition.profile);
      const [unfit] = fitEntries([shown], profile, frame).unfit;
      if (unfit === undefined) return membership;
      return { definition, reason: `${profile.partner}: ${unfit.reasons.join('; ')}`, foreign: false };
    }),
  );
}

import type { FeedRules, MadeFeed } from './catalogue.ts';
import type { FeedDefinition } from './feed.ts';
import { profileFor } from './profiles/profiles.ts';

/** What a feed made by hand picks and shows, within what its partner takes. */
export function partnerRules(
  { selection, limit, content, profile: options }: MadeFeed,
  rules: FeedRules,
): Pick<FeedDefinition, 'selection' | 'limit' | 'content' | 'language'> {
  const profile = profileFor(options);
  const { hours = Number.POSITIVE_INFINITY, languages = [] } = selection;
  const oldest = Math.min(hours, profile.hours ?? hours);
  return {
    selection: Number.isFinite(oldest) ? { ...selection, hours: oldest } : selection,
    limit: Math.min(limit ?? rules.limit, profile.limit ?? Number.POSITIVE_INFINITY),
    content: content ?? (profile.full ? 'full' : rules.content),
    // Partners take one language a feed; readers go by what each entry says.
    language: options !== undefined && languages.length === 1 ? languages[0] : undefined,
  };
}

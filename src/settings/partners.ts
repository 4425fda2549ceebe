import { z } from 'zod';
import { findCategory } from '../feeds/profiles/categories.ts';
import { type ProfileOptions, profileNames } from '../feeds/profiles/profile.ts';
import { checkPicture } from './address.ts';
import { checked, group, list, oneOf, text } from './leaf.ts';
import type { Verdict } from './verdict.ts';

const picture = checked(checkPicture, '/cover.jpg');
const truth = z.boolean({ error: 'must be true or false' });
const categories = checked(checkCategory, 'News');

const podcastSettings = group(
  {
    category: z.union([categories.transform((one) => [one]), list(categories, '[News, Technology]').min(1)], {
      error: 'must be a category of Apple Podcasts or a list of them, such as News > Politics',
    }),
    explicit: truth,
    image: picture,
    author: text('The Daily Courant').optional(),
    owner: group(
      { name: text('Ana Gomes'), email: checked(checkEmail, 'podcast@example.org') },
      'name: Ana Gomes',
    ).optional(),
    type: oneOf(['episodic', 'serial']).optional(),
    locked: truth.optional(),
    guid: checked(checkUuid, '917393e3-1b1e-5cef-ace4-edaa54e1f810').optional(),
  },
  'category: News',
);

const smartnewsSettings = group(
  {
    logo: picture.optional(),
    'dark-logo': picture.optional(),
    analytics: text('<script>…</script>').optional(),
  },
  'logo: /logo.png',
);

/** What a made feed says of the partner that it is for. */
export const partners = {
  profile: oneOf(profileNames).optional(),
  podcast: podcastSettings.optional(),
  smartnews: smartnewsSettings.optional(),
};

interface Partner {
  readonly profile?: z.output<typeof partners.profile>;
  readonly podcast?: z.output<typeof partners.podcast>;
  readonly smartnews?: z.output<typeof partners.smartnews>;
}

/** What each partner is told goes with its profile, and a podcast cannot do without. */
export function checkPartner({ profile, podcast, smartnews }: Partner, context: z.RefinementCtx): void {
  const fault = (key: string, message: string) => context.addIssue({ code: 'custom', path: [key], message });
  if (profile === 'podcast' && podcast === undefined) {
    fault(
      'profile',
      'needs more to be told: add `podcast: {category: News, explicit: false, image: /cover.jpg}`',
    );
  }
  if (profile !== 'podcast' && podcast !== undefined) {
    fault('podcast', 'belongs to a podcast: add `profile: podcast`, or take it out');
  }
  if (profile !== 'smartnews' && smartnews !== undefined) {
    fault('smartnews', 'belongs to a feed for SmartNews: add `profile: smartnews`, or take it out');
  }
}

/** Undefined for the profile that every feed has. */
export function profileOptions({ profile, podcast, smartnews }: Partner): ProfileOptions | undefined {
  if (profile === undefined || profile === 'generic') return undefined;
  if (profile === 'smartnews') {
    const { logo, 'dark-logo': darkLogo, analytics } = smartnews ?? {};
    return { name: profile, logo, darkLogo, analytics };
  }
  if (profile !== 'podcast') return { name: profile };
  if (podcast === undefined) return undefined;
  const { category, type = 'episodic', ...rest } = podcast;
  return { name: profile, categories: category, type, ...rest };
}

function checkCategory(written: string): Verdict<NonNullable<ReturnType<typeof findCategory>>> {
  const value = findCategory(written);
  return value === undefined
    ? { wrong: `is no category of Apple Podcasts: write one of its names, such as News or News > Politics` }
    : { value };
}

function checkEmail(written: string): Verdict<string> {
  const value = written.trim();
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value)
    ? { value }
    : { wrong: 'must be an e-mail address, such as podcast@example.org' };
}

function checkUuid(written: string): Verdict<string> {
  const value = written.trim().toLowerCase();
  return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value)
    ? { value }
    : { wrong: 'must be a UUID, such as 917393e3-1b1e-5cef-ace4-edaa54e1f810' };
}

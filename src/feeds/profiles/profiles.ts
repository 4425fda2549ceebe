import type { Entry } from '../feed.ts';
import { flipboard } from './flipboard.ts';
import { generic } from './generic.ts';
import { googleNews } from './google-news.ts';
import { msn } from './msn.ts';
import { newsletter } from './newsletter.ts';
import { podcast } from './podcast.ts';
import type { Profile, ProfileFrame, ProfileOptions } from './profile.ts';
import { smartnews } from './smartnews.ts';

const made = new WeakMap<ProfileOptions, Profile>();

/** The profile of a feed; one object for one object of options, so that what was written for it can be kept by it. */
export function profileFor(options: ProfileOptions | undefined): Profile {
  if (options === undefined) return generic;
  const profile = made.get(options) ?? makeProfile(options);
  made.set(options, profile);
  return profile;
}

function makeProfile(options: ProfileOptions): Profile {
  switch (options.name) {
    case 'generic':
      return generic;
    case 'google-news':
      return googleNews;
    case 'flipboard':
      return flipboard;
    case 'smartnews':
      return smartnews(options);
    case 'msn':
      return msn;
    case 'newsletter':
      return newsletter;
    case 'podcast':
      return podcast(options);
  }
}

/** Paths of the site's own pictures that a profile names. */
export function profilePictures(options: ProfileOptions | undefined): readonly string[] {
  const named =
    options?.name === 'podcast'
      ? [options.image]
      : options?.name === 'smartnews'
        ? [options.logo, options.darkLogo]
        : [];
  return named.flatMap((address) => (address?.startsWith('/') ? [address] : []));
}

/** An entry that a profile keeps out of its feed. */
export interface Unfit {
  readonly entry: Entry;
  /** See Profile.reject. */
  readonly reasons: readonly string[];
}

const fitted = new WeakMap<Profile, WeakMap<Entry, Entry>>();

/** Entries as a profile wants them, and those that it does not. Equal entries are the same objects at the next call. */
export function fitEntries(
  entries: readonly Entry[],
  profile: Profile,
  frame: ProfileFrame,
): { readonly entries: readonly Entry[]; readonly unfit: readonly Unfit[] } {
  const unfit: Unfit[] = [];
  const known = fitted.get(profile) ?? new WeakMap<Entry, Entry>();
  fitted.set(profile, known);
  const fit = entries.filter((entry) => {
    const reasons = profile.reject(entry, frame);
    if (reasons.length > 0) unfit.push({ entry, reasons });
    return reasons.length === 0;
  });
  return {
    entries: fit.map((entry) => {
      const own = known.get(entry) ?? profile.fit(entry);
      known.set(entry, own);
      return own;
    }),
    unfit,
  };
}

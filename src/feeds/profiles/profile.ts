import type { Instant } from '../../articles/instant.ts';
import type { Site } from '../../articles/site.ts';
import type { Entry, Feed, Tombstone } from '../feed.ts';
import type { PodcastOptions } from './podcast.ts';
import type { SmartNewsOptions } from './smartnews.ts';

/** For whom a feed is made. A name stands in settings, so it never changes. */
export const profileNames = [
  'generic',
  'google-news',
  'flipboard',
  'smartnews',
  'msn',
  'newsletter',
  'podcast',
] as const;

export type ProfileName = (typeof profileNames)[number];

/** A profile and what its partner wants to know of the feed. */
export type ProfileOptions =
  | { readonly name: Exclude<ProfileName, 'smartnews' | 'podcast'> }
  | SmartNewsOptions
  | PodcastOptions;

/**
 * What one partner asks of a feed beyond what any reader takes. Partners read RSS; Atom and JSON Feed of the same feed
 * carry the same entries. Elements are XML already written.
 */
export interface Profile {
  readonly name: ProfileName;
  /** The partner as people call it, for sentences about it. */
  readonly partner: string;
  /** Prefix to name, of what is to be declared besides what every RSS feed declares. */
  readonly namespaces: Readonly<Record<string, string>>;
  /** Wants whole bodies, unless the settings of the feed say otherwise. */
  readonly full: boolean;
  /** Entries at the most. */
  readonly limit?: number;
  /** Hours since publication at the most. */
  readonly hours?: number;
  /** The description of the whole feed. */
  readonly describe: (description: string) => string;
  readonly channel: (feed: Feed) => readonly string[];
  /** @param entry - as `fit` left it. */
  readonly item: (entry: Entry) => readonly string[];
  /** The item that tells of an article that was taken back; undefined where it just goes. @param page - of the feed. */
  readonly deleted?: (tombstone: Tombstone, page: string) => string;
  /** What `pubDate` tells. */
  readonly dated: (entry: Entry) => Instant;
  /** The entry with its words and files as the partner wants them; the same object where they are so already. */
  readonly fit: (entry: Entry) => Entry;
  /** The body as it is sent, corrections, lead picture and related pieces included. */
  readonly body: (html: string) => string;
  /**
   * Why the partner would not take an entry: each the rest of a sentence about the article that ends with its remedy.
   * @param entry - as it is before `fit`.
   */
  readonly reject: (entry: Entry, frame: ProfileFrame) => readonly string[];
}

/** What surrounds an entry. */
export interface ProfileFrame {
  readonly site: Site;
  /** Of the feed: BCP 47. */
  readonly language: string;
}

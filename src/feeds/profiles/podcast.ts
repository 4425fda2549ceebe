import { nameUuid } from '../../articles/uuid.ts';
import type { Feed } from '../feed.ts';
import { element } from '../formats/xml.ts';
import { absolutePicture } from './address.ts';
import type { Category } from './categories.ts';
import { episodeElements, fitEpisode, rejectEpisode } from './episode.ts';
import { generic } from './generic.ts';
import type { Profile } from './profile.ts';

/** What directories of podcasts are told of a show. */
export interface PodcastOptions {
  readonly name: 'podcast';
  /** The first is the one that counts. */
  readonly categories: readonly Category[];
  readonly explicit: boolean;
  /** Address, or path below the site: a square of 1400 to 3000 pixels, JPEG or PNG. */
  readonly image: string;
  /** Who makes it; the site where nobody is named. */
  readonly author?: string;
  /** Whom to write to about it. */
  readonly owner?: { readonly name: string; readonly email: string };
  readonly type: 'episodic' | 'serial';
  /** Whether other hosts may import it. */
  readonly locked?: boolean;
  /** Its identity for life, where it has one from elsewhere: a UUID. */
  readonly guid?: string;
}

/** The namespace of podcasts (Podcasting 2.0, `podcast:guid`). */
const podcastNamespace = 'ead4c236-bf58-58c6-a2c6-a6b28d128cb6';

/**
 * A podcast for Apple Podcasts ("A Podcaster's Guide to RSS", help.apple.com/itc/podcasts_connect) and all that read
 * the same, with Podcasting 2.0 (github.com/Podcastindex-org/podcast-namespace): `guid`, `locked`, `medium`, `person`,
 * `transcript`.
 */
export function podcast(options: PodcastOptions): Profile {
  return {
    ...generic,
    name: 'podcast',
    partner: 'Apple Podcasts',
    namespaces: {
      itunes: 'http://www.itunes.com/dtds/podcast-1.0.dtd',
      podcast: 'https://podcastindex.org/namespace/1.0',
    },
    channel: (feed) => showElements(options, feed),
    item: episodeElements,
    fit: fitEpisode,
    reject: (entry) => rejectEpisode(entry, options.type),
  };
}

function showElements(options: PodcastOptions, { site, links }: Feed): string[] {
  const { categories, explicit, image, author, owner, type, locked, guid } = options;
  const lines = [
    element('itunes:author', {}, author ?? site.title),
    element('itunes:image', { href: absolutePicture(image, site) }),
    ...categories.map(categoryElement),
    element('itunes:explicit', {}, String(explicit)),
    element('itunes:type', {}, type),
  ];
  if (owner !== undefined) {
    const { name, email } = owner;
    lines.push(
      element('itunes:owner', {}, [element('itunes:name', {}, name), element('itunes:email', {}, email)]),
    );
  }
  lines.push(
    element('podcast:guid', {}, guid ?? showGuid(links.self.rss)),
    element('podcast:medium', {}, 'podcast'),
  );
  if (locked !== undefined) {
    lines.push(element('podcast:locked', { owner: owner?.email }, locked ? 'yes' : 'no'));
  }
  return lines;
}

function categoryElement({ name, within }: Category): string {
  const inside = within === undefined ? undefined : [element('itunes:category', { text: within })];
  return element('itunes:category', { text: name }, inside);
}

/** The identity of a show by its first address: UUID version 5 of that without scheme and slashes at its end. */
export function showGuid(feedUrl: string): string {
  return nameUuid(podcastNamespace, feedUrl.replace(/^[a-z][a-z0-9+.-]*:\/\//i, '').replace(/\/+$/, ''));
}

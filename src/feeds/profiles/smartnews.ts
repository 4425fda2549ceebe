import { imfFixdate } from '../../articles/instant.ts';
import type { Feed, Tombstone } from '../feed.ts';
import { element } from '../formats/xml.ts';
import { absolutePicture } from './address.ts';
import { generic } from './generic.ts';
import type { Profile } from './profile.ts';
import { shorten } from './shorten.ts';

/** What SmartNews is told of the feed. Pictures by address, or by path below the site. */
export interface SmartNewsOptions {
  readonly name: 'smartnews';
  readonly logo?: string;
  readonly darkLogo?: string;
  /** HTML that counts readers in SmartNews, with its scripts. */
  readonly analytics?: string;
}

/** Characters of the description of the whole feed. */
const longestDescription = 30;

/**
 * SmartNews, after the SmartFormat Specification 2.1 (publishers.smartnews.com): RSS 2.0 with `snf:logo` and
 * `snf:darkModeLogo` in the channel, its `pubDate` and a description of at most 30 characters; the body in
 * `content:encoded`, `media:thumbnail`, `snf:analytics` in every item; an article that was taken back once more with
 * `media:status state="deleted"` (Media RSS 1.5).
 */
export function smartnews({ logo, darkLogo, analytics }: SmartNewsOptions): Profile {
  const counting =
    analytics === undefined
      ? []
      : [`<snf:analytics><![CDATA[${analytics.replaceAll(']]>', ']]]]><![CDATA[>')}]]></snf:analytics>`];
  return {
    ...generic,
    name: 'smartnews',
    partner: 'SmartNews',
    namespaces: { snf: 'http://www.smartnews.be/snf' },
    full: true,
    describe: (description) => shorten(description, longestDescription),
    channel: ({ site, entries }) => [
      ...newest(entries).map((instant) => element('pubDate', {}, imfFixdate(instant))),
      ...picture('snf:logo', logo ?? site.logo, site),
      ...picture('snf:darkModeLogo', darkLogo, site),
    ],
    item: () => counting,
    deleted: deletedItem,
    reject: ({ html }) => {
      if (html === undefined) return ['it has no body in this feed; set `content: full` for the feed'];
      return html.trim() === '' ? ['it has no body; write one'] : [];
    },
  };
}

function deletedItem({ id, at, permalink }: Tombstone, page: string): string {
  return element('item', {}, [
    element('title', {}, id),
    element('link', {}, permalink ?? page),
    element('guid', { isPermaLink: 'false' }, id),
    element('pubDate', {}, imfFixdate(at)),
    element('media:status', { state: 'deleted' }),
  ]);
}

function newest(entries: Feed['entries']): number[] {
  return entries.length === 0 ? [] : [Math.max(...entries.map(({ published }) => published))];
}

function picture(name: string, address: string | undefined, site: Feed['site']): string[] {
  if (address === undefined) return [];
  return [element(name, {}, [element('url', {}, absolutePicture(address, site))])];
}

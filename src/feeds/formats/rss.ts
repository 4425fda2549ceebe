import { imfFixdate } from '../../articles/instant.ts';
import type { Site } from '../../articles/site.ts';
import { type Entry, type Feed, type Format, type Fragment, fragmentOf, type Pieces } from '../feed.ts';
import type { Profile } from '../profiles/profile.ts';
import { profileFor } from '../profiles/profiles.ts';
import { composeBody } from './body.ts';
import { historyLinks, historyNamespace } from './history.ts';
import { mediaElements } from './media.ts';
import { rssFrame, rssItem } from './writer.ts';
import { element } from './xml.ts';

/** RSS 2.0 (rssboard.org/rss-specification) with Dublin Core, content, Atom links, syndication and Media RSS. */
export const rss: Format = {
  name: 'rss',
  file: 'rss.xml',
  mediaType: 'application/rss+xml',
  write: writeRss,
};

/** All declared once at the root, used or not, so that no item can need one that is missing. */
const everyone = {
  version: '2.0',
  'xmlns:atom': 'http://www.w3.org/2005/Atom',
  'xmlns:content': 'http://purl.org/rss/1.0/modules/content/',
  'xmlns:dc': 'http://purl.org/dc/elements/1.1/',
  'xmlns:media': 'http://search.yahoo.com/mrss/',
  'xmlns:sy': 'http://purl.org/rss/1.0/modules/syndication/',
};

const items = new WeakMap<Profile, WeakMap<Entry, Fragment>>();

function writeRss(feed: Feed): Pieces {
  const { definition, site, entries, links } = feed;
  const profile = profileFor(definition.profile);
  const frame = rssFrame({
    id: links.self.rss,
    title: definition.title,
    link: definition.page,
    description: profile.describe(definition.description),
    updated: new Date(feed.updated),
    language: definition.language ?? site.language,
    ttl: feed.ttl,
    copyright: site.copyright,
    image: site.image ?? site.logo ?? site.icon,
  });
  // Without entries there is no newest change to tell of; the element is optional.
  const head = entries.length === 0 ? frame.head.replace(lastBuildDate(feed), '') : frame.head;
  const start = root(profile);
  const before = [
    frame.prolog,
    `<?xml-stylesheet type="text/css" href="${links.stylesheet}"?>\n`,
    start,
    head,
    ...[...channelElements(feed), ...profile.channel(feed)].map((line) => `\n        ${line}`),
  ];
  const after = [...deletedItems(feed, profile).map((item) => `\n        ${item}`), `\n    ${frame.tail}\n`];
  return {
    head: before.join(''),
    fragments: entries.map((entry) => remember(entry, site, profile)),
    between: '',
    tail: after.join(''),
    shell: [start, '</rss>'],
  };
}

function root({ namespaces }: Profile): string {
  const own = Object.entries(namespaces).map(([prefix, uri]) => [`xmlns:${prefix}`, uri]);
  return element('rss', { ...everyone, ...Object.fromEntries(own) }).replace('/>', '>');
}

function deletedItems({ withdrawn, definition }: Feed, { deleted }: Profile): string[] {
  return deleted === undefined ? [] : withdrawn.map((tombstone) => deleted(tombstone, definition.page));
}

function lastBuildDate(feed: Feed): string {
  return `\n        <lastBuildDate>${imfFixdate(feed.updated)}</lastBuildDate>`;
}

/** What belongs to the channel beyond the library: RFC 4287 self link, update rhythm. */
function channelElements(feed: Feed): string[] {
  const { ttl } = feed;
  const hourly = ttl <= 60;
  return [
    ...historyLinks(feed, 'rss').map(({ rel, href }) =>
      element('atom:link', { rel, type: rss.mediaType, href }),
    ),
    ...(feed.archive ? [element('fh:archive', { 'xmlns:fh': historyNamespace })] : []),
    element('sy:updatePeriod', {}, hourly ? 'hourly' : 'daily'),
    element('sy:updateFrequency', {}, String(Math.max(1, Math.round((hourly ? 60 : 1440) / ttl)))),
  ];
}

function remember(entry: Entry, site: Site, profile: Profile): Fragment {
  const its = items.get(profile) ?? new WeakMap<Entry, Fragment>();
  items.set(profile, its);
  const known = its.get(entry) ?? fragmentOf(`\n        ${writeItem(entry, site, profile)}`);
  its.set(entry, known);
  return known;
}

function writeItem(entry: Entry, site: Site, profile: Profile): string {
  const item = rssItem({
    id: entry.id,
    title: entry.title,
    link: entry.permalink,
    summary: entry.summary,
    html: entry.html === undefined ? undefined : profile.body(composeBody(entry, entry.html, site.language)),
    published: new Date(profile.dated(entry)),
    updated: new Date(entry.updated),
    authors: [],
  });
  const lines = [
    ...entry.authors.map(({ name }) => element('dc:creator', {}, name)),
    ...[...topics(entry)].map((name) => element('category', {}, name)),
    ...(entry.foreign ? [element('dc:language', {}, entry.language)] : []),
    ...enclosure(entry),
    ...mediaElements(entry),
    ...profile.item(entry),
  ];
  return item.replace(
    /\s*<\/item>$/,
    () => `${lines.map((line) => `\n            ${line}`).join('')}\n        </item>`,
  );
}

function topics({ section, tags }: Entry): Set<string> {
  return new Set([...(section === undefined ? [] : [section.name]), ...tags.map(({ name }) => name)]);
}

/** Readers take one: what the article encloses, else its picture. A length is required; 0 says that it is not known. */
function enclosure({ enclosures, image }: Entry): string[] {
  const [first] = enclosures;
  if (first !== undefined) {
    return [element('enclosure', { url: first.url, length: first.length ?? 0, type: first.type })];
  }
  if (image?.length === undefined || image.type === undefined) return [];
  return [element('enclosure', { url: image.url, length: image.length, type: image.type })];
}

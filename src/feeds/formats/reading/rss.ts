import { childOf, type Element, textIn } from './elements.ts';
import { type FormerFeed, type FormerItem, resolveAddress } from './former.ts';
import { olderLink } from './links.ts';
import { momentOf } from './moment.ts';
import { plainTitle } from './title.ts';

/** RSS 2.0 and 0.9x have none, but programs that say which they mean; RSS 1.0 and 0.90 have theirs. */
const own = [
  '',
  'http://purl.org/rss/1.0/',
  'http://my.netscape.com/rdf/simple/0.9/',
  'http://channel.netscape.com/rdf/simple/0.9/',
  'http://backend.userland.com/rss2',
  'http://backend.userland.com/rss',
  'http://blogs.law.harvard.edu/tech/rss',
];
const dublinCore = ['http://purl.org/dc/elements/1.1/', 'http://purl.org/dc/terms/'];
const feedburner = [
  'http://rssnamespace.org/feedburner/ext/1.0',
  'http://feeds.feedburner.com/~u/feedburner/ext/1.0',
];
const atom = ['http://www.w3.org/2005/Atom'];

/**
 * RSS 2.0, 0.9x (rssboard.org) and 1.0 (web.resource.org/rss/1.0): undefined when the root is another. An item without a
 * guid is known to readers by its link, one of RSS 1.0 by its `rdf:about`.
 */
export function readRss(root: Element, address: string | undefined): FormerFeed | undefined {
  if (root.name !== 'rss' && root.name !== 'RDF') return undefined;
  const channel = childOf(root, 'channel', own);
  // RSS 1.0 has its items beside the channel.
  const items = [root, channel].flatMap(
    (parent) => parent?.children.filter(({ name, space }) => name === 'item' && own.includes(space)) ?? [],
  );
  if (channel === undefined && items.length === 0) return undefined;
  const home = textIn(channel && childOf(channel, 'link', own));
  const base = address ?? home;
  const read = items.map((item) => readItem(item, base)).filter((item) => item !== undefined);
  const generator = textIn(channel && childOf(channel, 'generator', own));
  const older = channel && olderOf(channel, base);
  return {
    format: root.name === 'RDF' ? 'RSS 1.0' : `RSS ${root.attributes.get('version') ?? '2.0'}`,
    items: read,
    nameless: items.length - read.length,
    ...(home === undefined ? {} : { home: resolveAddress(home, address) }),
    ...(generator === undefined ? {} : { generator }),
    ...(older === undefined ? {} : { older }),
  };
}

function readItem(item: Element, base: string | undefined): FormerItem | undefined {
  const guid = childOf(item, 'guid', own);
  const link = textIn(childOf(item, 'link', own));
  const id = textIn(guid) ?? item.attributes.get('rdf:about') ?? link;
  if (id === undefined) return undefined;
  // A guid is an address unless it says that it is none; many are in fact, and some say so wrongly.
  const isAddress = guid?.attributes.get('isPermaLink') !== 'false' && /^https?:\/\//i.test(id);
  const addresses = [textIn(childOf(item, 'origLink', feedburner)), link, isAddress ? id : undefined];
  const published = momentOf(
    textIn(childOf(item, 'pubDate', own)) ?? textIn(childOf(item, 'date', dublinCore)),
  );
  return {
    id,
    addresses: resolveAll(addresses, base),
    title: plainTitle(textIn(childOf(item, 'title', own)) ?? '', 'html'),
    ...(published === undefined ? {} : { published }),
  };
}

function resolveAll(addresses: readonly (string | undefined)[], base: string | undefined): readonly string[] {
  return [...new Set(addresses.flatMap((address) => (address ? [resolveAddress(address, base)] : [])))];
}

function olderOf(channel: Element, base: string | undefined): string | undefined {
  const links = channel.children.filter(({ name, space }) => name === 'link' && atom.includes(space));
  return olderLink(links, base);
}

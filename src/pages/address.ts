import type { Site } from '../articles/site.ts';
import { encodePath } from '../feeds/address.ts';
import type { FormatName } from '../feeds/feed.ts';

/** The last part of the address of each format, in the order in which people are offered them. */
export const formatsOffered: readonly {
  readonly name: FormatName;
  readonly label: string;
  readonly file: string;
  readonly mediaType: string;
}[] = [
  { name: 'rss', label: 'RSS', file: 'rss.xml', mediaType: 'application/rss+xml' },
  { name: 'atom', label: 'Atom', file: 'atom.xml', mediaType: 'application/atom+xml' },
  { name: 'json', label: 'JSON Feed', file: 'feed.json', mediaType: 'application/feed+json' },
];

/** What is told to others: the public address of a path (`/sections/world`, not encoded yet). */
export function publicAddress(site: Site, path: string): string {
  return site.url + encodePath(path);
}

/** What a page links to: the same path without the host, so that it works under whatever name the page was asked for. */
export function localAddress(site: Site, path: string): string {
  return basePath(site) + encodePath(path);
}

/**
 * Where a link to an absolute address leads: within the site without the host, elsewhere as it is. Undefined for what is
 * no web address.
 */
export function linkTo(site: Site, address: string): string | undefined {
  if (address === site.url) return `${basePath(site)}/`;
  const rest = address.startsWith(`${site.url}/`) ? address.slice(site.url.length) : undefined;
  // Two slashes would name a host.
  if (rest !== undefined && !/^\/[/\\]/.test(rest)) return basePath(site) + rest;
  return /^https?:\/\//i.test(address) ? address : undefined;
}

/** Clean HTML with every link and picture of the site itself without the host: see `linkTo`. */
export function localHtml(site: Site, clean: string): string {
  const own = new RegExp(`(^|, )${site.url.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?=/(?![/\\\\]))`, 'g');
  const base = basePath(site);
  return clean.replace(/<[a-z][^<>]*>/g, (tag) =>
    tag.replace(
      /( (?:href|src|srcset|poster)=")([^"]*)/g,
      (_, name: string, value: string) => name + value.replace(own, (_, before: string) => before + base),
    ),
  );
}

function basePath({ url }: Site): string {
  return new URL(url).pathname.replace(/\/+$/, '');
}

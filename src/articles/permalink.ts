import type { Instant } from './instant.ts';
import type { Site } from './site.ts';

/** What an address can be made of. */
export interface PermalinkParts {
  readonly slug: string;
  /** Slug of the section. */
  readonly section?: string;
  readonly title: string;
  /** See Article.key; it enters addresses without its extension. */
  readonly key: string;
  readonly published: Instant;
}

export type Permalink = { readonly permalink: string } | { readonly wrong: string };

/** Addresses below the site that are Courant's own; no article may stand there. */
const own = new Set(
  `rss.xml atom.xml feed.json rss feed feed.xml index.xml atom feeds feeds.opml sections tags authors archive media styles
  healthz readyz status metrics favicon.ico robots.txt sitemap.xml news-sitemap.xml`.split(/\s+/),
);
const ownFolders = /^(?:feeds|sections|tags|authors|archive|media|styles)\//;

/**
 * Where people read an article: what its file says (an absolute address as it is, a path below the site), else the
 * pattern of the settings. Both may hold {slug} {section} {year} {month} {day} {key}; a path of a file also the `:title`
 * kind of Jekyll and Hugo and the plain `{{ page.fileSlug }}` kind of Eleventy. Dates are those of the site's zone; a
 * part of the path that turns out empty is left out.
 *
 * @returns `wrong`: what stands in the way, to follow the words "its permalink"
 */
export function findPermalink(
  written: string | undefined,
  pattern: string,
  parts: PermalinkParts,
  site: Site,
): Permalink {
  const isPath = written !== undefined && !/^(?:[a-z][a-z0-9+.-]*:|\/\/)/i.test(written);
  const template = isPath ? translate(written) : (written ?? pattern);
  const unknown = unknownIn(template);
  if (unknown) return { wrong: `holds "${unknown}", which Courant cannot fill in; known are ${known}` };
  const value = valuesOf(parts, site.timezone);
  const filled = template.replace(/\{(\w+)\}/g, (_, name: string) => value(name));
  return check(locate(filled, written !== undefined, site), filled, site);
}

const known = '{slug} {section} {year} {month} {day} {key}';

/** What nothing is known to stand for. */
function unknownIn(template: string): string | undefined {
  if (!template.includes('{')) return undefined;
  const rest = template.replace(/\{\w+\}/g, (whole) => (known.includes(whole) ? '' : whole));
  return /\{\{.*?\}\}|\{[^{}]*\}/.exec(rest)?.[0];
}

function valuesOf(parts: PermalinkParts, timezone: string): (name: string) => string {
  let days: Readonly<Record<string, string>> | undefined;
  return (name) => {
    switch (name) {
      case 'slug':
        return encodeURIComponent(parts.slug.toWellFormed());
      case 'section':
        return encodeURIComponent(parts.section ?? '');
      case 'key': {
        const path = parts.key.replace(/\.[^./]+$/, '').replace(/(?<=\/)index$/, '');
        return path.toWellFormed().split('/').map(encodeURIComponent).join('/');
      }
      default:
        days ??= dayIn(parts.published, timezone);
        return days[name] ?? '';
    }
  };
}

const calendars = new Map<string, Intl.DateTimeFormat>();

function dayIn(instant: Instant, timeZone: string): Readonly<Record<string, string>> {
  let calendar = calendars.get(timeZone);
  if (calendar === undefined) {
    calendar = new Intl.DateTimeFormat('en-CA-u-ca-iso8601-nu-latn', {
      timeZone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
    });
    calendars.set(timeZone, calendar);
  }
  const parts = calendar.formatToParts(instant);
  return Object.fromEntries(
    parts.map(({ type, value }) => [type, value.padStart(type === 'year' ? 4 : 2, '0')] as const),
  );
}

/** Placeholders of other tools, in Courant's words. Longer names first, so that none is taken for the head of another. */
const translations: readonly (readonly [RegExp, string])[] = [
  [/:(?:slugorcontentbasename|contentbasename|slugorfilename|filename|slug|title)\b/g, '{slug}'],
  [/:(?:categories|sections|section|collection)\b/g, '{section}'],
  [/:year\b/g, '{year}'],
  [/:month\b/g, '{month}'],
  [/:day\b/g, '{day}'],
  [/:output_ext\b/g, '.html'],
  [
    /\{\{-?\s*(?:page\.fileSlug|slug|(?:page\.fileSlug|title|slug)\s*\|\s*(?:slugify|slug))\s*-?\}\}/g,
    '{slug}',
  ],
];

function translate(path: string): string {
  return translations.reduce((result, [pattern, meant]) => result.replace(pattern, meant), path);
}

/** An address without a host stands below the site; the `index.html` that static builders write is its folder. */
function locate(address: string, isWritten: boolean, site: Site): string {
  if (/^[a-z][a-z0-9+.-]*:/i.test(address)) return isWritten ? address : squeeze(address);
  if (address.startsWith('//') && isWritten) return `https:${address}`;
  const path = squeeze(`/${address}`).replace(/\/index\.html?$/i, '/');
  return `${site.url}${path}`;
}

const squeeze = (address: string): string => address.replace(/(?<!:)\/{2,}/g, '/');

function check(address: string, filled: string, site: Site): Permalink {
  const href = isPlain(address, site) ? address : hrefOf(address);
  if (href === undefined) return { wrong: `("${filled}") is no address` };
  if (!/^https?:/.test(href)) {
    return { wrong: `("${filled}") is neither a path nor an address that begins with https://` };
  }
  const base = baseOf(site);
  if (!href.startsWith(base)) {
    const leftSite = address.startsWith(`${site.url}/`);
    return leftSite ? { wrong: `("${filled}") leads out of ${base}` } : { permalink: href };
  }
  const path = readable(href.slice(base.length).replace(/[?#].*$/s, '')).replace(/\/+$/, '');
  if (isOwnPath(path)) {
    return { wrong: `("/${path}") is an address of Courant itself` };
  }
  return { permalink: href };
}

/** Below the site, of signs that `URL` leaves as they are: that is most of them, and `URL` takes longer than all else. */
function isPlain(address: string, site: Site): boolean {
  const base = baseOf(site);
  const path = address.slice(base.length - 1);
  return address.startsWith(base) && /^[\w.~/-]+$/.test(path) && !path.includes('/.');
}

const hrefOf = (address: string): string | undefined =>
  URL.canParse(address) ? new URL(address).href : undefined;

const bases = new WeakMap<Site, string>();

/** As `URL` writes it, with a slash at the end. */
function baseOf(site: Site): string {
  const known = bases.get(site);
  if (known !== undefined) return known;
  const base = new URL(`${site.url}/`).href;
  bases.set(site, base);
  return base;
}

/** Whether a path below the site, decoded and without slashes at its ends, is an address of Courant itself. */
export function isOwnPath(path: string): boolean {
  return path === '' || own.has(path) || ownFolders.test(`${path}/`);
}

function readable(path: string): string {
  if (!path.includes('%')) return path;
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

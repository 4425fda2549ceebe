import { imfFixdate } from '../articles/instant.ts';
import type { Representation } from '../publishing/representation.ts';

/** How long feeds may be kept on the way, in whole seconds: RFC 9111 section 5.2.2.1, RFC 5861. */
export interface CachePolicy {
  readonly maxAge: number;
  readonly staleWhileRevalidate: number;
  readonly staleIfError: number;
}

/** A header section as `writeHead` takes it: names and values in turn. */
export type HeaderList = string[];

export const pageHeaders: HeaderList = [
  ...['X-Content-Type-Options', 'nosniff'],
  'Content-Security-Policy',
  "default-src 'none'; style-src 'self'; img-src 'self' https: http: data:; media-src 'self' https: http:; " +
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  ...['Referrer-Policy', 'strict-origin-when-cross-origin'],
];

/** A feed carries what others wrote, and browsers that show it must run none of it. */
const feedHeaders: HeaderList = [
  ...['X-Content-Type-Options', 'nosniff'],
  'Content-Security-Policy',
  "default-src 'none'; style-src 'self'; img-src 'self' https:; base-uri 'none'; form-action 'none'; " +
    "frame-ancestors 'none'; sandbox",
];

/** Readers that are web pages may read feeds and their validators. */
const openHeaders: HeaderList = [
  ...['Access-Control-Allow-Origin', '*'],
  ...['Access-Control-Expose-Headers', 'ETag, Last-Modified, Link'],
];

const pagePolicy: CachePolicy = { maxAge: 60, staleWhileRevalidate: 0, staleIfError: 0 };
/** A full archive page changes only when one of its articles is edited or taken back. */
const settledPolicy: CachePolicy = { maxAge: 86_400, staleWhileRevalidate: 604_800, staleIfError: 2_592_000 };
const stylePolicy: CachePolicy = { maxAge: 3600, staleWhileRevalidate: 86_400, staleIfError: 86_400 };

type Kind = 'feed' | 'page' | 'style';

function kindOf(contentType: string): Kind {
  if (contentType.startsWith('text/html')) return 'page';
  return contentType.startsWith('text/css') ? 'style' : 'feed';
}

/**
 * What 200 and 304 have in common. Some readers overwrite what they keep of the 200 with what the 304 says, so nothing
 * of it may be missing from either (RFC 9110 section 15.4.5).
 * @param dated Whether Last-Modified may be told.
 */
export function sharedHeaders(
  representation: Representation,
  cache: CachePolicy,
  dated: boolean,
): HeaderList {
  const { contentType, self, etag, lastModified, settled } = representation;
  const headers = ['ETag', etag];
  if (dated && lastModified !== undefined) headers.push('Last-Modified', imfFixdate(lastModified));
  switch (kindOf(contentType)) {
    case 'page':
      headers.push('Cache-Control', cacheControl(pagePolicy), 'Vary', 'Accept-Encoding');
      break;
    case 'style':
      headers.push('Cache-Control', cacheControl(stylePolicy), 'Vary', 'Accept-Encoding');
      break;
    case 'feed':
      headers.push('Cache-Control', cacheControl(settled === true ? settledPolicy : cache));
      headers.push('Vary', 'Accept-Encoding, Sec-Fetch-Dest');
      // With a second parameter, FreshRSS no longer reads it.
      if (self !== undefined) headers.push('Link', `<${self}>; rel="self"`);
      headers.push(...openHeaders);
  }
  return headers;
}

/** What only an answer with a body says, its length and coding apart. */
export function bodyHeaders(contentType: string, forPerson: boolean): HeaderList {
  switch (kindOf(contentType)) {
    case 'page':
      return ['Content-Type', contentType, ...pageHeaders];
    case 'style':
      return ['Content-Type', contentType, 'X-Content-Type-Options', 'nosniff'];
    case 'feed':
      return ['Content-Type', forPerson ? shownType(contentType) : contentType, ...feedHeaders];
  }
}

/** A type that browsers show: what they do not know, Firefox downloads, and Chromium shows as source. */
function shownType(contentType: string): string {
  return `${contentType.includes('json') ? 'application/json' : 'text/xml'}; charset=utf-8`;
}

function cacheControl({ maxAge, staleWhileRevalidate, staleIfError }: CachePolicy): string {
  const directives = ['public', `max-age=${maxAge}`];
  if (staleWhileRevalidate > 0) directives.push(`stale-while-revalidate=${staleWhileRevalidate}`);
  if (staleIfError > 0) directives.push(`stale-if-error=${staleIfError}`);
  return directives.join(', ');
}

import type { IncomingHttpHeaders } from 'node:http';
import type { Instant } from '../articles/instant.ts';
import type { Representation } from '../publishing/representation.ts';
import { parseHttpDate } from './httpdate.ts';

/** As much of a list of entity tags as is looked at. Readers send one tag, and some caches the few that they hold. */
const longestList = 8192;
const mostTags = 64;

/**
 * Whether who asks with these headers, by GET or HEAD, holds the current bytes already: the answer is then 304 instead of
 * 200. RFC 9110 section 13.2.2: If-None-Match alone decides where it is present, else If-Modified-Since.
 * A request `Cache-Control: no-cache` changes nothing: it speaks to caches on the way, and this is where the way ends.
 * If-Match and If-Unmodified-Since guard changes, which nobody can make here, and are not looked at.
 */
export function isUnchanged(
  held: IncomingHttpHeaders,
  current: Pick<Representation, 'etag' | 'lastModified'>,
  now: Instant,
): boolean {
  const tags = held['if-none-match'];
  if (tags !== undefined) return tags === current.etag || namesTag(tags, opaque(current.etag));
  const since = held['if-modified-since'];
  return (
    since !== undefined && current.lastModified !== undefined && isSince(since, current.lastModified, now)
  );
}

/**
 * RFC 9110 section 13.1.3, in whole seconds. A date still to come was never ours: it is the reader's own clock, running
 * ahead, by which news would be lost; so it is ignored.
 */
function isSince(since: string, lastModified: Instant, now: Instant): boolean {
  const date = parseHttpDate(since, now);
  return date !== undefined && date <= now && Math.floor(lastModified / 1000) * 1000 <= date;
}

function opaque(etag: string): string {
  return etag.slice(etag.indexOf('"') + 1, -1);
}

/** One tag of a list: quoted, where a comma may stand within; or anything up to the next comma. */
const tagOfList = /(?:[Ww]\/)?"([^"]*)"([^\s,]*)|[^\s,]+/g;

/** RFC 9110 section 13.1.2: any tag of the list, compared weakly, or `*` for whatever there is. */
function namesTag(list: string, current: string): boolean {
  if (list.trim() === '*') return true;
  let looked = 0;
  for (const [whole, quoted, tail] of bounded(list).matchAll(tagOfList)) {
    const tag = quoted === undefined ? bare(whole) : quoted + tail;
    if (tag === current || withoutCoding(tag) === current) return true;
    looked += 1;
    if (looked === mostTags) break;
  }
  return false;
}

/** Cut at a comma, lest half a tag pass for one. */
function bounded(list: string): string {
  return list.length <= longestList ? list : list.slice(0, list.lastIndexOf(',', longestList) + 1);
}

/** Some clients lose one quote or both, on the way through a database or a shell. */
function bare(tag: string): string {
  return tag.replace(/^[Ww]\//, '').replace(/^"|"$/g, '');
}

/** Apache httpd appends `-gzip` or `-br` when it compresses, Jetty `--gzip`, others `;gzip`: still the same bytes. */
function withoutCoding(tag: string): string {
  return tag.replace(/(?:--?|;)(?:gzip|br)$/, '');
}

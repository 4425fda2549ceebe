import { isOwnPath } from '../articles/permalink.ts';
import { decodePath } from '../feeds/address.ts';
import { formats } from '../feeds/formats/formats.ts';
import type { Verdict } from './verdict.ts';

/** An address that a former system gave a feed: a path below the site, with or without a slash at the end. */
export function checkAlias(written: string): Verdict<string> {
  const path = written.trim();
  if (!path.startsWith('/') || path.startsWith('//')) {
    return { wrong: 'must be a path below the site, such as /blog/feed/' };
  }
  if (/[?#]/.test(path)) return { wrong: 'must end before any ? or #: readers are known by the path alone' };
  const decoded = decodePath(path.replace(/\/+$/, ''));
  if (decoded === undefined) return { wrong: 'is no path that works: write one such as /blog/feed/' };
  if (isOwnPath(decoded.slice(1))) return { wrong: 'is an address of Courant itself: leave it out' };
  return { value: decoded };
}

/** The feed that is served there. */
export function checkAliased(written: string): Verdict<string> {
  const path = written.trim();
  const decoded = decodePath(path);
  const known = formats.map(({ file }) => file);
  if (decoded === undefined || !known.some((file) => decoded.endsWith(`/${file}`))) {
    return { wrong: `must be the address of a feed, such as /rss.xml or /sections/world/${known[1]}` };
  }
  return { value: decoded };
}

import type { FormerFeed } from '../feeds/formats/reading/former.ts';

/** A document to read after another. */
export interface Following {
  readonly address: string;
  /** Nobody said that it is there. */
  readonly isGuess: boolean;
}

/**
 * The document with older items than one has: what that names, on the same host only, as the user asked for no other; or,
 * for WordPress, which names none, the next page of the feed (`?paged=N`).
 * @param at - where this one was. @param seen - addresses that were read.
 */
export function nextDocument(
  { older, generator, items }: FormerFeed,
  at: string,
  seen: ReadonlySet<string>,
): { readonly following?: Following; readonly remark?: string } {
  if (older !== undefined) {
    if (seen.has(older)) return {};
    const remark = `its older items are at ${older}, on another host; name that too if you want them`;
    return isSameHost(older, at) ? { following: { address: older, isGuess: false } } : { remark };
  }
  if (
    items.length === 0 ||
    !/^(?:https?:\/\/(?:\w+\.)?wordpress\.(?:org|com)\/|wordpress\b)/i.test(generator ?? '')
  ) {
    return {};
  }
  const next = new URL(at);
  next.searchParams.set('paged', String(Number(next.searchParams.get('paged') ?? 1) + 1));
  return seen.has(next.href) ? {} : { following: { address: next.href, isGuess: true } };
}

/** http and https of one host are one host, with `www.` and without. */
function isSameHost(one: string, other: string): boolean {
  const [a, b] = [new URL(one), new URL(other)];
  const isWeb = /^https?:$/.test(a.protocol) && /^https?:$/.test(b.protocol);
  const bare = ({ hostname }: URL) => hostname.replace(/^www\./, '');
  return isWeb && (a.host === b.host || (bare(a) === bare(b) && a.port === '' && b.port === ''));
}

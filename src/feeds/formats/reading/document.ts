import { readOutline } from '../../../articles/reading/outline.ts';
import { readAtom } from './atom.ts';
import { readElements } from './elements.ts';
import { type Fault, type FormerFeed, resolveAddress } from './former.ts';
import { readJson } from './json.ts';
import { readRss } from './rss.ts';

/**
 * What a feed of any program says of its items: RSS 0.9x, 1.0 and 2.0, Atom 0.3 and 1.0, JSON Feed. All of the document
 * or nothing of it. @param address - where it was, for addresses that are relative; undefined for a file.
 */
export function readFeed(
  text: string,
  address: string | undefined,
): { readonly feed: FormerFeed } | { readonly fault: Fault } {
  // Programs print empty lines before the declaration, where XML allows none; readers are used to it.
  const lines = text.slice(0, text.search(/\S|$/)).split('\n').length - 1;
  const document = text.trimStart();
  if (document === '') return { fault: { reason: 'is empty' } };
  if (/^[{[]/.test(document)) return moveDown(readJson(document, address), lines);
  if (!document.startsWith('<')) return { fault: { reason: 'is no feed: neither XML nor JSON' } };
  if (isPage(document)) return { fault: faultOfPage(document, address) };
  const read = readElements(document);
  if ('fault' in read) return moveDown(read, lines);
  const feed = readRss(read.root, address) ?? readAtom(read.root, address);
  if (feed !== undefined) return { feed };
  return {
    fault: { reason: `is XML, but no feed: it begins with <${read.root.name}>, not <rss> or <feed>` },
  };
}

function moveDown<Read extends { readonly feed: FormerFeed } | { readonly fault: Fault }>(
  read: Read,
  lines: number,
): Read {
  if (!('fault' in read) || read.fault.line === undefined) return read;
  return { ...read, fault: { ...read.fault, line: read.fault.line + lines } };
}

/** Past declarations and comments, its first tag is that of a web page. */
function isPage(document: string): boolean {
  let at = 0;
  for (;;) {
    at += document.slice(at).search(/\S|$/);
    const close = document.startsWith('<?', at) ? '?>' : document.startsWith('<!--', at) ? '-->' : undefined;
    if (close === undefined) break;
    const end = document.indexOf(close, at);
    if (end < 0) break;
    at = end + close.length;
  }
  return /^<(?:!doctype\s+html|html|head|body|script|div)\b/i.test(document.slice(at, at + 100));
}

const feedTypes: ReadonlySet<string> = new Set([
  'application/rss+xml',
  'application/atom+xml',
  'application/feed+json',
  'application/rdf+xml',
]);

/** The feeds that a page names for readers to find (HTML Standard 4.6.7.1, "alternate"). */
function faultOfPage(page: string, address: string | undefined): Fault {
  const offers = readOutline(page).links.flatMap(({ what }) => {
    const isFeed = feedTypes.has((what.get('type') ?? '').trim().toLowerCase().replace(/;.*$/, ''));
    const href = what.get('href')?.trim();
    return isFeed && /\balternate\b/i.test(what.get('rel') ?? '') && href
      ? [resolveAddress(href, address)]
      : [];
  });
  const found = [...new Set(offers)].slice(0, 10);
  const remedy =
    found.length === 0
      ? 'it names no feed either; ask its system where that is'
      : `name one of its feeds: ${found.join(' ')}`;
  return { reason: `is a web page, not a feed: ${remedy}`, offers: found };
}

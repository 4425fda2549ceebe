import { childOf, type Element, textIn } from './elements.ts';
import { type FormerFeed, type FormerItem, resolveAddress } from './former.ts';
import { olderLink } from './links.ts';
import { momentOf } from './moment.ts';
import { plainTitle } from './title.ts';

/** Atom 1.0, and 0.3 as old programs still write it. */
const own = ['http://www.w3.org/2005/Atom', 'http://purl.org/atom/ns#'];
const feedburner = [
  'http://rssnamespace.org/feedburner/ext/1.0',
  'http://feeds.feedburner.com/~u/feedburner/ext/1.0',
];

/** Atom 1.0 (RFC 4287) and 0.3: undefined when the root is another. */
export function readAtom(root: Element, address: string | undefined): FormerFeed | undefined {
  if (root.name !== 'feed' || !own.includes(root.space)) return undefined;
  const entries = root.children.filter(({ name, space }) => name === 'entry' && own.includes(space));
  const base = baseOf(root, address);
  const items = entries.map((entry) => readEntry(entry, base)).filter((item) => item !== undefined);
  const home = alternates(root, base)[0];
  const generator = textIn(childOf(root, 'generator', own));
  const older = olderLink(linksOf(root), base);
  return {
    format: root.space === own[0] ? 'Atom 1.0' : 'Atom 0.3',
    items,
    nameless: entries.length - items.length,
    ...(home === undefined ? {} : { home }),
    ...(generator === undefined ? {} : { generator }),
    ...(older === undefined ? {} : { older }),
  };
}

function readEntry(entry: Element, feedBase: string | undefined): FormerItem | undefined {
  const base = baseOf(entry, feedBase);
  const original = textIn(childOf(entry, 'origLink', feedburner));
  const addresses = [...(original === undefined ? [] : [original]), ...alternates(entry, base)];
  const told = textIn(childOf(entry, 'id', own));
  const id = told ?? addresses[0];
  if (id === undefined) return undefined;
  const title = childOf(entry, 'title', own);
  const published = momentOf(
    ['published', 'issued', 'created'].map((name) => textIn(childOf(entry, name, own))).find(Boolean),
  );
  return {
    id,
    addresses: /^https?:\/\//i.test(id) && !addresses.includes(id) ? [...addresses, id] : addresses,
    title: plainTitle(textIn(title) ?? '', title?.attributes.get('type') === 'html' ? 'html' : 'text'),
    ...(published === undefined ? {} : { published }),
  };
}

function linksOf(element: Element): readonly Element[] {
  return element.children.filter(({ name, space }) => name === 'link' && own.includes(space));
}

/** RFC 4287, 4.2.7.2: a link that does not say what it is leads to what the entry stands for. */
function alternates(element: Element, base: string | undefined): readonly string[] {
  return linksOf(element).flatMap(({ attributes }) => {
    const href = attributes.get('href')?.trim();
    const isAlternate = (attributes.get('rel') ?? 'alternate') === 'alternate';
    return isAlternate && href ? [resolveAddress(href, base)] : [];
  });
}

/** XML Base. */
function baseOf(element: Element, outer: string | undefined): string | undefined {
  const base = element.attributes.get('xml:base');
  return base !== undefined && URL.canParse(base, outer) ? new URL(base, outer).href : outer;
}

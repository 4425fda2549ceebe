import type { Element } from './elements.ts';

/**
 * The document with older items, of links as Atom has them. RFC 5005: a page of an archive names the one before it
 * (section 4), a paged feed its next page (section 3).
 */
export function olderLink(links: readonly Element[], base: string | undefined): string | undefined {
  for (const wanted of ['prev-archive', 'next']) {
    const href = links.find(({ attributes }) => attributes.get('rel') === wanted)?.attributes.get('href');
    if (href !== undefined && URL.canParse(href, base)) return new URL(href, base).href;
  }
  return undefined;
}

import type { Feed, FormatName } from '../feed.ts';

/** Links of a feed to itself and through its archive: RFC 4287 section 4.2.7.2, RFC 5005 section 4. */
export function historyLinks(
  { links, archive }: Feed,
  format: FormatName,
): readonly { rel: string; href: string }[] {
  const found = [
    { rel: 'self', href: links.self[format] },
    { rel: 'current', href: archive ? links.current?.[format] : undefined },
    { rel: 'prev-archive', href: links.previous?.[format] },
    { rel: 'next-archive', href: links.next?.[format] },
  ];
  return found.flatMap(({ rel, href }) => (href === undefined ? [] : { rel, href }));
}

/** RFC 5005 section 4 marks every page of the archive with an empty element of this namespace. */
export const historyNamespace = 'http://purl.org/syndication/history/1.0';

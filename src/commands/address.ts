import type { Article } from '../articles/article.ts';

/**
 * The article with an address: the whole one, its id, or only its path, with or without the path of the site. The host does
 * not count where no whole address is the same, as people copy from where they look at it.
 */
export function findByAddress(
  asked: string,
  articles: readonly Article[],
  site: string,
): Article | undefined {
  const exact = articles.find(({ permalink, id }) => permalink === asked || id === asked);
  if (exact !== undefined) return exact;
  const base = pathOf(site, site).replace(/\/$/, '');
  const path = pathOf(asked, site);
  return articles.find(({ permalink }) => {
    const its = pathOf(permalink, site);
    return its === path || its === `${base}${path}`;
  });
}

/** Decoded, without a slash at the end. */
function pathOf(address: string, site: string): string {
  if (!URL.canParse(address, site)) return address;
  const { pathname } = new URL(address, site);
  try {
    return decodeURIComponent(pathname)
      .normalize('NFC')
      .replace(/(.)\/$/, '$1');
  } catch {
    return pathname;
  }
}

import type { Article } from '../../articles/article.ts';
import { rfc3339 } from '../../articles/instant.ts';
import type { Site } from '../../articles/site.ts';
import { mapInSteps, type Steps } from '../../articles/steps.ts';
import { element } from './xml.ts';

export const sitemapType = 'application/xml';

/** Addresses in one sitemap at the most (sitemaps.org/protocol.html). */
export const sitemapSize = 50_000;

const namespace = 'http://www.sitemaps.org/schemas/sitemap/0.9';

/** Articles whose page stands on this site, oldest first: what is on a full page of the sitemap stays there. */
export function* articlesHere(articles: readonly Article[], site: Site): Steps<readonly Article[]> {
  const here = yield* mapInSteps(articles, (article) => isHere(article, site));
  return articles.filter((_, index) => here[index]).reverse();
}

/** Its page stands on this site. */
export function isHere({ permalink }: Article, { url }: Site): boolean {
  return permalink.startsWith(`${url}/`);
}

/** The pages of a sitemap, each with its articles; one at least. */
export function sitemapPages(
  articles: readonly Article[],
  size = sitemapSize,
): readonly (readonly Article[])[] {
  const pages = Math.max(1, Math.ceil(articles.length / size));
  return Array.from({ length: pages }, (_, page) => articles.slice(page * size, (page + 1) * size));
}

/** One page (sitemaps.org/protocol.html): where each article is, and when it changed. */
export function* writeSitemap(articles: readonly Article[]): Steps<string> {
  const lines = yield* mapInSteps(articles, ({ permalink, updated }) =>
    element('url', {}, [element('loc', {}, permalink), element('lastmod', {}, rfc3339(updated))]),
  );
  return wrap('urlset', {}, lines);
}

/** The list of the pages, where there are several. */
export function* writeSitemapIndex(pages: readonly (readonly Article[])[], { url }: Site): Steps<string> {
  const entries: string[] = [];
  for (const [page, articles] of pages.entries()) {
    const changes = yield* mapInSteps(articles, ({ updated }) => updated);
    const changed = changes.reduce((newest, change) => Math.max(newest, change), 0);
    const address = element('loc', {}, `${url}/sitemap-${page + 1}.xml`);
    entries.push(element('sitemap', {}, [address, element('lastmod', {}, rfc3339(changed))]));
  }
  return wrap('sitemapindex', {}, entries);
}

/** A document of the sitemap protocol. @param namespaces - attributes that declare further ones. */
export function wrap(
  root: string,
  namespaces: Readonly<Record<string, string>>,
  lines: readonly string[],
): string {
  const start = element(root, { xmlns: namespace, ...namespaces }).replace('/>', '>');
  return ['<?xml version="1.0" encoding="utf-8"?>', start, ...lines, `</${root}>`, ''].join('\n');
}

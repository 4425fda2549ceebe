import type { Image } from '../articles/article.ts';
import { rfc3339 } from '../articles/instant.ts';
import type { Site } from '../articles/site.ts';
import type { Entry } from '../feeds/feed.ts';
import { type Html, raw } from './html.ts';

/** The article as data for search engines: schema.org NewsArticle in JSON-LD 1.1. Nothing that runs. */
export function newsArticle(entry: Entry, site: Site): Html {
  const {
    title,
    summary,
    permalink,
    published,
    updated,
    authors,
    section,
    tags,
    image,
    language,
    correction,
  } = entry;
  const data = {
    '@context': 'https://schema.org',
    '@type': 'NewsArticle',
    headline: title,
    description: summary === '' ? undefined : summary,
    url: permalink,
    mainEntityOfPage: permalink,
    datePublished: rfc3339(published),
    dateModified: rfc3339(updated),
    inLanguage: language,
    author: authors.map(({ name, url }) => ({ '@type': 'Person', name, url })),
    publisher: {
      '@type': 'NewsMediaOrganization',
      name: site.title,
      url: `${site.url}/`,
      logo: site.logo ?? site.icon,
    },
    image: image && imageObject(image),
    articleSection: section?.name,
    keywords: tags.length === 0 ? undefined : tags.map(({ name }) => name),
    correction,
  };
  // No `<`, so that nothing in the data can end the element (JSON-LD 1.1 section 7.3).
  const json = JSON.stringify(data).replaceAll('<', '\\u003c');
  return raw(`<script type="application/ld+json">${json}</script>`);
}

function imageObject({ url, caption, credit, width, height }: Image): object {
  return { '@type': 'ImageObject', url, caption, creditText: credit, width, height };
}

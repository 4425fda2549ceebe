import type { Article } from '../articles/article.ts';
import { excerpt } from '../articles/reading/plain.ts';
import type { Site } from '../articles/site.ts';
import type { Content } from '../articles/source.ts';
import type { Entry, RelatedLink } from './feed.ts';

/** Characters of a summary that is taken from the body because its writer gave none. */
const summaryLength = 280;

/** An article and its content, as feeds and pages show them. */
export function composeEntry(
  article: Article,
  content: Content,
  related: readonly RelatedLink[],
  site: Site,
): Entry {
  const { id, permalink, title, authors, section, tags, published, updated, expires, correction } = article;
  const language = article.language ?? site.language;
  return {
    id,
    permalink,
    title,
    summary: content.summary ?? excerpt(content.html, summaryLength),
    html: content.html,
    authors,
    section,
    tags,
    schemes: { sections: `${site.url}/sections/`, tags: `${site.url}/tags/` },
    image: content.image,
    enclosures: content.enclosures,
    correction,
    related,
    language,
    foreign: language !== site.language,
    published,
    updated,
    expires,
  };
}

/** Related headlines by title: gives each the address of the article of that headline, where it is out. */
export function linkRelated(headlines: readonly string[], titles: Titles): readonly RelatedLink[] {
  return headlines.map((title) => {
    const article = titles().get(titleKey(title));
    return article === undefined ? { title } : { title, url: article.permalink };
  });
}

/** The articles that are out and that these headlines name. */
export function relatedArticles(headlines: readonly string[], titles: Titles): readonly Article[] {
  return headlines.flatMap((title) => titles().get(titleKey(title)) ?? []);
}

/** Looked up only when some article names a related one. */
export type Titles = () => ReadonlyMap<string, Article>;

const keys = new WeakMap<Article, string>();

/** By headline, as people compare them; of two with one headline the newest. @param articles - out, newest first. */
export function indexTitles(articles: readonly Article[]): ReadonlyMap<string, Article> {
  const titles = new Map<string, Article>();
  for (const article of articles) {
    const key = keys.get(article) ?? titleKey(article.title);
    keys.set(article, key);
    if (!titles.has(key)) titles.set(key, article);
  }
  return titles;
}

/** Case, quotation marks and spaces do not tell headlines apart; `İ`, `I` and `ı` are `i` in some language, `ß` is `ss`. */
function titleKey(title: string): string {
  return title
    .normalize('NFKC')
    .toUpperCase()
    .toLowerCase()
    .replaceAll('\u0307', '')
    .replace(/[‘’'“”"«»]/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}

import type { Article } from '../../articles/article.ts';
import { type Instant, rfc3339 } from '../../articles/instant.ts';
import type { Site } from '../../articles/site.ts';
import { mapInSteps, type Steps } from '../../articles/steps.ts';
import { isHere, wrap } from './sitemap.ts';
import { element } from './xml.ts';

/** Google takes articles of the last two days, and at most 1,000 of them. */
const twoDays = 48 * 3_600_000;
const most = 1000;

/**
 * A news sitemap of what came out in the last two days and has its page on this site (developers.google.com/search/docs
 * /crawling-indexing/sitemaps/news-sitemap): publication with its name and language, instant of first publication, title.
 * @param out - newest first.
 */
export function* writeNewsSitemap(out: readonly Article[], site: Site, now: Instant): Steps<string> {
  const articles = recent(out, site, now).slice(0, most);
  const lines = yield* mapInSteps(articles, ({ permalink, title, published, language }) =>
    element('url', {}, [
      element('loc', {}, permalink),
      element('news:news', {}, [
        element('news:publication', {}, [
          element('news:name', {}, site.title),
          element('news:language', {}, newsLanguage(language ?? site.language)),
        ]),
        element('news:publication_date', {}, rfc3339(published)),
        element('news:title', {}, title),
      ]),
    ]),
  );
  return wrap('urlset', { 'xmlns:news': 'http://www.google.com/schemas/sitemap-news/0.9' }, lines);
}

/** The instant after `now` at which one of them is too old for it. @param out - newest first. */
export function nextStale(out: readonly Article[], site: Site, now: Instant): Instant | undefined {
  const oldest = recent(out, site, now).at(-1);
  return oldest && oldest.published + twoDays + 1;
}

function recent(out: readonly Article[], site: Site, now: Instant): readonly Article[] {
  const end = out.findIndex(({ published }) => published < now - twoDays);
  return out.slice(0, end === -1 ? undefined : end).filter((article) => isHere(article, site));
}

/** ISO 639, two or three letters, and for Chinese the one of two scripts: `zh-cn`, `zh-tw`. */
function newsLanguage(tag: string): string {
  const [primary = tag, ...rest] = tag.toLowerCase().split('-');
  if (primary !== 'zh') return primary;
  return rest.some((part) => ['hant', 'tw', 'hk', 'mo'].includes(part)) ? 'zh-tw' : 'zh-cn';
}

import type { Image } from '../articles/article.ts';
import { rfc3339 } from '../articles/instant.ts';
import type { Site } from '../articles/site.ts';
import type { Entry } from '../feeds/feed.ts';
import { linkTo, localHtml } from './address.ts';
import type { Directory } from './directory.ts';
import { enclosures } from './enclosure.ts';
import { escapeText, type Html, html } from './html.ts';
import { layOut } from './layout.ts';
import { newsArticle } from './newsarticle.ts';
import { byline, foreign, kicker, picture, type Setting, standfirst, topicLink, wordsOf } from './story.ts';
import { time, underHeadline } from './text.ts';

/** Changes within a minute of publication are of no interest to anyone. */
const worthTelling = 60_000;

/** The page of one article. Its words and direction are those of its own language, those around it the site's. */
export function articlePage(entry: Entry, site: Site, feeds: Directory): string {
  const setting = { site, feeds };
  const section = entry.section && `/sections/${entry.section.slug}`;
  const own = section === undefined ? undefined : feeds.get(section);
  return layOut({
    ...setting,
    title: entry.title,
    description: entry.summary,
    canonical: entry.permalink,
    type: 'article',
    image: entry.image ?? (site.image === undefined ? undefined : { url: site.image }),
    section,
    own: own === undefined ? [] : [own],
    head: html`${articleProperties(entry)}${newsArticle(entry, site)}\n`,
    main: html`<article class="story"${foreign(entry)}>
<header>
${kicker(entry.section, setting)}<h1>${entry.title}</h1>
${standfirst(entry, true)}${details(entry, setting)}
</header>
${correction(entry, site)}${leadPicture(entry, site)}<div class="body">
${underHeadline(localHtml(site, entry.html ?? ''))}
</div>
${enclosures(entry, site)}${related(entry, site)}${tags(entry, setting)}</article>`,
  });
}

function details(entry: Entry, { site, feeds }: Setting): Html {
  const { authors, published, updated, language } = entry;
  const words = wordsOf(entry, site);
  const said = (word: string, instant: number) =>
    html`<span class="date">${word} ${time(instant, language, site.timezone, true)}</span>`;
  return html`<p class="byline">${byline(authors, entry, { site, feeds })}${said(words.published, published)}${
    updated - published < worthTelling ? undefined : html` ${said(words.updated, updated)}`
  }</p>`;
}

function correction(entry: Entry, site: Site): Html | undefined {
  if (entry.correction === undefined) return undefined;
  return html`<p class="correction"><strong>${wordsOf(entry, site).correction}:</strong> ${entry.correction}</p>\n`;
}

/** The picture of the article, where its body does not show it by itself. */
function leadPicture(entry: Entry, site: Site): Html | undefined {
  const { image, html: body = '' } = entry;
  if (image === undefined || body.includes(escapeText(image.url)) || body.includes(image.url))
    return undefined;
  return html`<figure class="picture">${picture(image, site, false)}${caption(image)}</figure>\n`;
}

/** The credit as written: only its writer knows whether it is a photograph, a drawing or a map. */
function caption({ caption, credit }: Image): Html | undefined {
  if (caption === undefined && credit === undefined) return undefined;
  const source = credit === undefined ? undefined : html` <span class="credit"><bdi>${credit}</bdi></span>`;
  return html`<figcaption>${caption}${source}</figcaption>`;
}

function related(entry: Entry, site: Site): Html | undefined {
  if (entry.related.length === 0) return undefined;
  return html`<aside class="related" aria-labelledby="story-related">
<h2 id="story-related" class="label">${wordsOf(entry, site).related}</h2>
<ul>
${entry.related.map(({ title, url }) => {
  const address = url === undefined ? undefined : linkTo(site, url);
  return html`<li>${address === undefined ? title : html`<a href="${address}">${title}</a>`}</li>\n`;
})}</ul>
</aside>\n`;
}

function tags(entry: Entry, setting: Setting): Html | undefined {
  if (entry.tags.length === 0) return undefined;
  return html`<footer class="tags">
<h2 id="story-tags" class="label">${wordsOf(entry, setting.site).tags}</h2>
<ul aria-labelledby="story-tags">
${entry.tags.map(({ name, slug }) => html`<li>${topicLink(`/tags/${slug}`, html`<bdi>${name}</bdi>`, setting)}</li>\n`)}</ul>
</footer>\n`;
}

/** Open Graph's own words for articles (ogp.me, "article"). */
function articleProperties({ published, updated, section, tags, authors }: Entry): Html {
  const properties: readonly (readonly [string, string | undefined])[] = [
    ['published_time', rfc3339(published)],
    ['modified_time', rfc3339(updated)],
    ['section', section?.name],
    ...tags.map(({ name }) => ['tag', name] as const),
  ];
  return html`${properties.map(([name, content]) =>
    content === undefined ? undefined : html`<meta property="article:${name}" content="${content}">\n`,
  )}${authors.map(({ name }) => html`<meta name="author" content="${name}">\n`)}`;
}

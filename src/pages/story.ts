import type { Author, Image, Term } from '../articles/article.ts';
import type { Site } from '../articles/site.ts';
import { authorSlug } from '../articles/slug.ts';
import type { Entry } from '../feeds/feed.ts';
import { type Words, wordsFor } from '../words/words.ts';
import { linkTo, localAddress } from './address.ts';
import type { Directory } from './directory.ts';
import { attribute, escapeText, type Html, html } from './html.ts';
import { list, phrase, repeats, spokenIn, time } from './text.ts';

/** What the parts of a story need to know around it. */
export interface Setting {
  readonly site: Site;
  readonly feeds: Directory;
}

/** The words around an article: of its own language where Courant speaks it, else the site's. */
export function wordsOf(entry: Entry, site: Site): Words {
  return wordsFor(entry.language, site.language);
}

/** An article in a list: section, headline, standfirst, byline, date, with its picture where it has one. */
export function teaser(entry: Entry, level: 2 | 3, { site, feeds }: Setting): Html {
  const headline = html`<a href="${linkTo(site, entry.permalink)}">${entry.title}</a>`;
  const { image } = entry;
  return html`<article class="teaser${level === 2 ? ' lead' : undefined}${image === undefined ? ' bare' : undefined}"${foreign(entry)}>
<div class="words">
${kicker(entry.section, { site, feeds })}${level === 2 ? html`<h2>${headline}</h2>` : html`<h3>${headline}</h3>`}
${standfirst(entry)}<p class="byline">${byline(entry.authors, entry, { site, feeds })}${time(entry.published, entry.language, site.timezone)}</p>
</div>
${image === undefined ? undefined : html`<div class="picture">${picture(image, site, level === 3)}</div>\n`}</article>`;
}

/** `lang` and `dir` where they are not those of the page. */
export function foreign({ language, foreign }: Entry): Html | undefined {
  return foreign ? spokenIn(language) : undefined;
}

export function kicker(section: Term | undefined, { site, feeds }: Setting): Html | undefined {
  if (section === undefined) return undefined;
  const name = topicLink(`/sections/${section.slug}`, section.name, { site, feeds });
  return html`<p class="kicker">${name}</p>\n`;
}

/** The summary, but for one that only repeats the headline or how the body begins. */
export function standfirst({ title, summary, html: body }: Entry, besideBody = false): Html | undefined {
  const said = repeats(summary, escapeText(title)) || (besideBody && repeats(summary, body ?? ''));
  return summary === '' || said ? undefined : html`<p class="standfirst">${summary}</p>\n`;
}

/** `By A and B`, each linked to the page of what they wrote, or to their own. */
export function byline(authors: readonly Author[], entry: Entry, { site, feeds }: Setting): Html | undefined {
  if (authors.length === 0) return undefined;
  const names = authors.map(({ name, url }) => {
    const path = `/authors/${authorSlug(name)}`;
    const own = url === undefined ? undefined : linkTo(site, url);
    const shown = html`<bdi>${name}</bdi>`;
    if (own === undefined || feeds.get(path) !== undefined) return topicLink(path, shown, { site, feeds });
    return html`<a rel="author" href="${own}">${shown}</a>`;
  });
  return html`<span class="authors">${phrase(wordsOf(entry, site).by, list(names, entry.language))}</span> `;
}

/** A name, linked to its page where there is one. */
export function topicLink(path: string, name: string | Html, { site, feeds }: Setting): Html {
  if (feeds.get(path) === undefined) return html`<span>${name}</span>`;
  return html`<a href="${localAddress(site, path)}">${name}</a>`;
}

/** The `<img>` of an article. Without a description it is decoration to those who cannot see it. */
export function picture({ url, alt = '', width, height }: Image, site: Site, lazy: boolean): Html {
  return html`<img src="${linkTo(site, url)}" alt="${alt}"${attribute('width', width)}${attribute('height', height)}${lazy ? html` loading="lazy"` : undefined}>`;
}

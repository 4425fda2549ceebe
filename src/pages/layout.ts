import type { Image } from '../articles/article.ts';
import type { Site } from '../articles/site.ts';
import type { FeedDefinition } from '../feeds/feed.ts';
import { wordsFor } from '../words/words.ts';
import { formatsOffered, localAddress, publicAddress } from './address.ts';
import type { Directory } from './directory.ts';
import { attribute, type Html, html } from './html.ts';
import { spokenIn } from './text.ts';

/** What a page says of itself beside its content. */
export interface Layout {
  readonly site: Site;
  readonly feeds: Directory;
  /** Of the window; the name of the site is added where it says something else. */
  readonly title: string;
  readonly description?: string;
  /** Absolute; without it, the page is none to be found or shared. */
  readonly canonical?: string;
  readonly image?: Image;
  readonly type?: 'website' | 'article';
  /** Feeds of the page itself, offered to readers before the site's. */
  readonly own?: readonly FeedDefinition[];
  /** Path of the section that the page is about or belongs to. */
  readonly section?: string;
  /** The name of the site is the heading of the page. */
  readonly front?: boolean;
  readonly head?: Html;
  readonly main: Html;
}

/** A whole document: head, masthead, content, footer. Equal input, equal bytes. */
export function layOut(layout: Layout): string {
  const { site, title, main } = layout;
  const words = wordsFor(site.language);
  const page = html`<!doctype html>
<html${spokenIn(site.language)}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title === site.title ? title : `${title} – ${site.title}`}</title>
${metadata(layout)}
<link rel="stylesheet" href="${localAddress(site, '/style.css')}">
${site.icon === undefined ? undefined : html`<link rel="icon" href="${site.icon}">\n`}${layout.head}</head>
<body>
<a class="skip" href="#content">${words.skip}</a>
${masthead(layout)}
<main id="content" tabindex="-1">
${main}
</main>
<footer class="colophon">
<p><a href="${localAddress(site, '/')}">${site.title}</a>${site.copyright === undefined ? undefined : html` <span>${site.copyright}</span>`}</p>
<p>${words.subscribe}: ${formatsOffered.map(
    ({ label, file }) => html`<a href="${localAddress(site, `/${file}`)}">${label}</a> `,
  )}<a href="${localAddress(site, '/feeds')}">${words.feeds}</a></p>
</footer>
</body>
</html>
`;
  return page.toString();
}

function masthead({ site, feeds, front, section }: Layout): Html {
  const words = wordsFor(site.language);
  const name = html`<a href="${localAddress(site, '/')}">${site.title}</a>`;
  return html`<header class="masthead">
<div class="title">
${front ? html`<h1 class="name">${name}</h1>` : html`<p class="name">${name}</p>`}
${front && site.description !== '' ? html`<p class="motto">${site.description}</p>\n` : undefined}</div>
<nav aria-label="${words.sections}">
<ul>
${feeds.sections.map(
  ({ path, name, title }) =>
    html`<li><a href="${localAddress(site, path)}"${path === section ? html` aria-current="true"` : undefined}>${name ?? title}</a></li>\n`,
)}<li class="subscribe"><a href="${localAddress(site, '/feeds')}">${words.subscribe}</a></li>
</ul>
</nav>
</header>`;
}

/** For search engines, for those who share it (ogp.me), and for feed readers (RSS Autodiscovery 1.0, RFC 4287 links). */
function metadata({
  site,
  feeds,
  title,
  description,
  canonical,
  image = siteImage(site),
  type = 'website',
  own = [],
}: Layout): Html {
  const whole = feeds.get('');
  const offered = whole === undefined || own.some(({ path }) => path === '') ? own : [...own, whole];
  const alternates = offered.map((definition) =>
    formatsOffered.map(
      ({ file, label, mediaType }) =>
        html`<link rel="alternate" type="${mediaType}" title="${definition.title} (${label})" href="${publicAddress(site, `${definition.path}/${file}`)}">\n`,
    ),
  );
  if (canonical === undefined) return html`<meta name="robots" content="noindex">\n${alternates}`;
  return html`${description ? html`<meta name="description" content="${description}">\n` : undefined}<link rel="canonical" href="${canonical}">
<meta property="og:site_name" content="${site.title}">
<meta property="og:type" content="${type}">
<meta property="og:title" content="${title}">
<meta property="og:url" content="${canonical}">
${description ? html`<meta property="og:description" content="${description}">\n` : undefined}${picture(image)}${alternates}`;
}

function picture(image: Image | undefined): Html | undefined {
  if (image === undefined) return undefined;
  const { url, alt, width, height, type } = image;
  const properties = {
    image: url,
    'image:alt': alt,
    'image:type': type,
    'image:width': width,
    'image:height': height,
  };
  return html`${Object.entries(properties).map(([name, content]) =>
    content === undefined ? undefined : html`<meta property="og:${name}"${attribute('content', content)}>\n`,
  )}<meta name="twitter:card" content="summary_large_image">\n`;
}

function siteImage({ image }: Site): Image | undefined {
  return image === undefined ? undefined : { url: image };
}

import type { Instant } from '../articles/instant.ts';
import type { Site } from '../articles/site.ts';
import { mapInSteps, type Steps } from '../articles/steps.ts';
import type { FeedDefinition } from '../feeds/feed.ts';
import { counted, type Words, wordsFor } from '../words/words.ts';
import { formatsOffered, linkTo, localAddress, publicAddress } from './address.ts';
import type { Directory } from './directory.ts';
import { type Html, html } from './html.ts';
import { layOut } from './layout.ts';
import { phrase, time } from './text.ts';

/** A feed as the page of feeds tells of it. */
export interface ListedFeed {
  readonly definition: FeedDefinition;
  /** Articles that it picks, beyond its limit too. */
  readonly count: number;
  readonly newest?: { readonly title: string; readonly permalink: string; readonly published: Instant };
}

/** Readers on the web that take the address of a feed in their own. */
const readers: readonly { readonly name: string; readonly address: (feed: string) => string }[] = [
  { name: 'Feedly', address: (feed) => `https://feedly.com/i/subscription/feed/${encodeURIComponent(feed)}` },
  { name: 'Inoreader', address: (feed) => `https://www.inoreader.com/?add_feed=${encodeURIComponent(feed)}` },
  { name: 'NewsBlur', address: (feed) => `https://www.newsblur.com/?url=${encodeURIComponent(feed)}` },
];

interface Group {
  readonly id: string;
  readonly title: string;
  readonly feeds: readonly ListedFeed[];
}

/** Cards that are made at a stretch. */
const together = 50;

/** Every feed there is, for people: what is in it, its addresses, and how to subscribe. In steps: there may be many. */
export function* feedsPage(site: Site, feeds: readonly ListedFeed[], directory: Directory): Steps<string> {
  const words = wordsFor(site.language);
  const below = (folder: string) =>
    feeds.filter(({ definition }) => definition.path.startsWith(`/${folder}/`));
  const groups: readonly Group[] = [
    { id: 'site', title: words.allArticles, feeds: feeds.filter(({ definition }) => definition.path === '') },
    { id: 'sections', title: words.sections, feeds: below('sections') },
    { id: 'collections', title: words.handMade, feeds: below('feeds') },
    { id: 'authors', title: words.authors, feeds: below('authors') },
    { id: 'tags', title: words.tags, feeds: below('tags') },
  ].filter((group) => group.feeds.length > 0);
  const sections: Html[] = [];
  for (const group of groups) {
    const cards = yield* mapInSteps(group.feeds, (feed) => card(feed, site, words), together);
    sections.push(section(group, cards));
  }
  return layOut({
    site,
    feeds: directory,
    title: words.feeds,
    description: words.feedsLead,
    canonical: publicAddress(site, '/feeds'),
    main: html`<header class="topic">
<h1>${words.feeds}</h1>
<p class="standfirst">${words.feedsLead}</p>
</header>
<section class="how" aria-labelledby="how">
<h2 id="how">${words.howToSubscribe}</h2>
<ol>
${words.steps.map((step) => html`<li>${step}</li>\n`)}</ol>
<p>${words.which}</p>
<p><a href="${localAddress(site, '/feeds.opml')}">${words.opml}</a>: ${words.opmlHint}</p>
</section>
${contents(groups, words)}${sections}`,
  });
}

function contents(groups: readonly Group[], words: Words): Html | undefined {
  if (groups.length < 3) return undefined;
  return html`<nav class="contents" aria-label="${words.contents}">
<ul>
${groups.map(({ id, title }) => html`<li><a href="#${id}">${title}</a></li>\n`)}</ul>
</nav>\n`;
}

function section({ id, title }: Group, cards: readonly Html[]): Html {
  return html`<section class="feeds" aria-labelledby="${id}">
<h2 id="${id}">${title}</h2>
<ul>
${cards}</ul>
</section>\n`;
}

function card({ definition, count, newest }: ListedFeed, site: Site, words: Words): Html {
  const { path, name, title, description } = definition;
  const address = publicAddress(site, `${path}/rss.xml`);
  return html`<li class="feed">
<h3><a href="${localAddress(site, path === '' ? '/' : path)}"><bdi>${name ?? title}</bdi></a></h3>
${description === '' ? undefined : html`<p>${description}</p>\n`}<p class="facts">${counted(words.articles, count, words)}${newest && latest(newest, site, words)}</p>
<p class="address"><code dir="ltr">${address}</code></p>
<p class="formats">${formatsOffered.map(
    ({ label, file, mediaType }) =>
      html`<a type="${mediaType}" href="${localAddress(site, `${path}/${file}`)}">${label}</a> `,
  )}</p>
<p class="readers"><span>${words.subscribeWith}</span> <a href="feed:${address}">${words.feedReader}</a> ${readers.map(
    (reader) => html`<a href="${reader.address(address)}">${reader.name}</a> `,
  )}</p>
</li>
`;
}

function latest(
  { title, permalink, published }: NonNullable<ListedFeed['newest']>,
  site: Site,
  words: Words,
): Html {
  const headline = html`<a href="${linkTo(site, permalink)}"><bdi>${title}</bdi></a>`;
  return html` · ${phrase((name) => `${words.newest} ${name}`, headline)} · ${time(published, site.language, site.timezone)}`;
}

import type { Feed } from '../feeds/feed.ts';
import { wordsFor } from '../words/words.ts';
import { formatsOffered, localAddress, publicAddress } from './address.ts';
import type { Directory } from './directory.ts';
import { html } from './html.ts';
import { layOut } from './layout.ts';
import { teaser } from './story.ts';

/**
 * The newest articles of one section, tag, author or hand-made feed, and how to follow them.
 */
export function topicPage(feed: Feed, feeds: Directory): string {
  const { site, entries, definition } = feed;
  const { path, name, title, description } = definition;
  const words = wordsFor(site.language);
  return layOut({
    site,
    feeds,
    title: name ?? title,
    description,
    canonical: publicAddress(site, path),
    own: [definition],
    section: path,
    main: html`<header class="topic">
<h1><bdi>${name ?? title}</bdi></h1>
<p class="standfirst">${description}</p>
<p class="formats">${words.subscribe}: ${formatsOffered.map(
      ({ label, file }) => html`<a href="${localAddress(site, `${path}/${file}`)}">${label}</a> `,
    )}</p>
</header>
<section class="list" aria-labelledby="latest">
<h2 id="latest" class="label">${words.latest}</h2>
${entries.length === 0 ? html`<p class="empty">${words.noArticles}</p>\n` : undefined}${entries.map((entry) => html`${teaser(entry, 3, { site, feeds })}\n`)}</section>`,
  });
}

import type { Feed } from '../feeds/feed.ts';
import { wordsFor } from '../words/words.ts';
import { publicAddress } from './address.ts';
import type { Directory } from './directory.ts';
import { html } from './html.ts';
import { layOut } from './layout.ts';
import { teaser } from './story.ts';

/**
 * The front page: masthead, lead story, the newest articles.
 * @param feed - of the whole site
 */
export function frontPage(feed: Feed, feeds: Directory): string {
  const { site, entries, definition } = feed;
  const words = wordsFor(site.language);
  const [lead, ...rest] = entries;
  return layOut({
    site,
    feeds,
    front: true,
    title: site.title,
    description: site.description,
    canonical: publicAddress(site, '/'),
    own: [definition],
    main:
      lead === undefined
        ? html`<p class="empty">${words.noArticles}</p>`
        : html`${teaser(lead, 2, { site, feeds })}
${
  rest.length === 0
    ? undefined
    : html`<section class="list" aria-labelledby="latest">
<h2 id="latest" class="label">${words.latest}</h2>
${rest.map((entry) => html`${teaser(entry, 3, { site, feeds })}\n`)}</section>`
}`,
  });
}

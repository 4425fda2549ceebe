import type { Site } from '../articles/site.ts';
import { wordsFor } from '../words/words.ts';
import { localAddress } from './address.ts';
import { noFeeds } from './directory.ts';
import { html } from './html.ts';
import { layOut } from './layout.ts';

/** For people who followed a dead link. */
export function notFoundPage(site: Site): string {
  const words = wordsFor(site.language);
  return layOut({
    site,
    feeds: noFeeds,
    title: words.notFound,
    main: html`<div class="notice">
<h1>${words.notFound}</h1>
<p>${words.notFoundHint}</p>
<p><a href="${localAddress(site, '/')}">${words.toFrontPage}</a></p>
</div>`,
  });
}

import type { Site } from '../articles/site.ts';
import { wordsFor } from '../words/words.ts';
import { localAddress } from './address.ts';
import { noFeeds } from './directory.ts';
import { html } from './html.ts';
import { layOut } from './layout.ts';

/** Where an article stood that was taken back. @param reason - what its writer said of it, in plain text. */
export function gonePage(site: Site, reason?: string): string {
  const words = wordsFor(site.language);
  return layOut({
    site,
    feeds: noFeeds,
    title: words.gone,
    main: html`<div class="notice">
<h1>${words.gone}</h1>
<p>${reason ?? words.goneHint}</p>
<p><a href="${localAddress(site, '/')}">${words.toFrontPage}</a></p>
</div>`,
  });
}

import type { Site } from '../../articles/site.ts';
import { mapInSteps, type Steps } from '../../articles/steps.ts';
import { encodePath } from '../address.ts';
import type { FeedDefinition } from '../feed.ts';
import { element } from './xml.ts';

export const opmlType = 'text/x-opml';

/** OPML 2.0 (opml.org/spec2.opml): every feed, for readers that subscribe to all of them at once. No date: no clock. */
export function* writeOpml(site: Site, definitions: Iterable<FeedDefinition>): Steps<string> {
  const outlines = yield* mapInSteps(definitions, ({ path, title, description, page }) =>
    element('outline', {
      type: 'rss',
      version: 'RSS2',
      text: title,
      title,
      description,
      xmlUrl: `${site.url}${encodePath(path)}/rss.xml`,
      htmlUrl: page,
    }),
  );
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<opml version="2.0">',
    `  <head>${element('title', {}, site.title)}</head>`,
    '  <body>',
    ...outlines.map((outline) => `    ${outline}`),
    '  </body>',
    '</opml>',
    '',
  ].join('\n');
}

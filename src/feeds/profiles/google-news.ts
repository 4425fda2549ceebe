import { rfc3339 } from '../../articles/instant.ts';
import { element } from '../formats/xml.ts';
import { generic } from './generic.ts';
import type { Profile } from './profile.ts';

/** Bytes of an article, and of what RSS writes around it. */
const largest = 1024 * 1024;

/**
 * Google News, after "Technical feed requirements" of the Publisher Center (support.google.com/news/publisher-center
 * /answer/9545420): at most 60 new articles a fetch; an article of at most 1 MB; the whole body in `content:encoded`;
 * `guid` for identity; and `pubDate` to see that an article was modified, so that it tells of the last change here.
 */
export const googleNews: Profile = {
  ...generic,
  name: 'google-news',
  partner: 'Google News',
  full: true,
  limit: 60,
  item: ({ updated }) => [element('atom:updated', {}, rfc3339(updated))],
  dated: ({ updated }) => updated,
  reject: ({ html }) => {
    if (html === undefined) return ['it has no body in this feed; set `content: full` for the feed'];
    const bytes = Buffer.byteLength(html);
    if (bytes <= largest) return [];
    return [`its body has ${bytes} bytes, and an article may have ${largest}; shorten it`];
  },
};

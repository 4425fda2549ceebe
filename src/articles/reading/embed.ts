import { type Resolve, safeAddress } from './address.ts';
import { isPixel, withAddresses } from './pictures.ts';
import type { Attributes } from './tags.ts';

/** What stands in an article for a page embedded in it. */
export interface Embed {
  readonly href: string;
  readonly text: string;
}

/** Players, and the page where people watch what they play. */
const players: readonly (readonly [RegExp, (match: RegExpExecArray) => string])[] = [
  [
    /^https?:\/\/(?:www\.)?youtube(?:-nocookie)?\.com\/embed\/videoseries\?(?:.*&)?list=([\w-]+)/i,
    ([, list]) => `https://www.youtube.com/playlist?list=${list}`,
  ],
  [
    /^https?:\/\/(?:www\.)?youtube(?:-nocookie)?\.com\/(?:embed|v)\/([\w-]+)(?:\?(?:.*&)?start=(\d+))?/i,
    ([, id, start]) => `https://www.youtube.com/watch?v=${id}${start === undefined ? '' : `&t=${start}s`}`,
  ],
  [
    /^https?:\/\/player\.vimeo\.com\/video\/(\d+)(?:\?(?:.*&)?h=(\w+))?/i,
    ([, id, hash]) => `https://vimeo.com/${id}${hash === undefined ? '' : `/${hash}`}`,
  ],
  [
    /^https?:\/\/(?:www\.)?dailymotion\.com\/embed\/video\/(\w+)/i,
    ([, id]) => `https://www.dailymotion.com/video/${id}`,
  ],
  [
    /^https?:\/\/geo\.dailymotion\.com\/player(?:\/\w+)?\.html\?(?:.*&)?video=(\w+)/i,
    ([, id]) => `https://www.dailymotion.com/video/${id}`,
  ],
];

/** The link that an `<iframe>` becomes, since readers drop frames; undefined when it shows nothing on the web. */
export function embedOf(attributes: Attributes, resolve: Resolve): Embed | undefined {
  const address = withAddresses(attributes).get('src');
  const absolute = address === undefined ? undefined : safeAddress(address, 'link', resolve);
  if (absolute === undefined || !/^https?:/i.test(absolute) || isPixel(attributes)) return undefined;
  const title = attributes.get('title')?.replace(/\s+/g, ' ').trim() ?? '';
  const host = /^https?:\/\/(?:[^/?#]*@)?(?:www\.)?([^/?#:]+)/i.exec(absolute)?.[1];
  return { href: watchAddress(absolute), text: title || host || absolute };
}

function watchAddress(address: string): string {
  for (const [pattern, page] of players) {
    const match = pattern.exec(address);
    if (match !== null) return page(match);
  }
  return address;
}

import { excerpt } from '../../articles/reading/plain.ts';
import type { Entry } from '../feed.ts';
import { generic } from './generic.ts';
import type { Profile } from './profile.ts';

/** Pixels of the smallest side of a picture. */
const smallest = 400;

/** Characters that a description should have at least, and that one made from the body gets. */
const short = 300;
const enough = 500;

/**
 * Flipboard, after "Optimizing your RSS feed for Flipboard" (about.flipboard.com/rss-spec): the entire body in
 * `content:encoded` as HTML5 with `figure` and `figcaption`; at least one picture an article, no less than 400 pixels in
 * its smallest dimension; a description of 300 or more characters.
 */
export const flipboard: Profile = {
  ...generic,
  name: 'flipboard',
  partner: 'Flipboard',
  full: true,
  fit: (entry) => {
    const summary = describeAtLength(entry);
    return summary === entry.summary ? entry : { ...entry, summary };
  },
  reject: ({ html, image }) => {
    if (html === undefined) return ['it has no body in this feed; set `content: full` for the feed'];
    if (image === undefined && !/<img\s/.test(html)) {
      return [`it has no picture; give it an \`image\` of ${smallest} by ${smallest} pixels or more`];
    }
    const { width = smallest, height = smallest } = image ?? {};
    if (Math.min(width, height) >= smallest) return [];
    return [
      `its picture has ${width} by ${height} pixels; give it one of ${smallest} by ${smallest} or more`,
    ];
  },
};

/** A short summary goes on with the first words of the body; one taken from there just gets longer. */
function describeAtLength({ summary, html }: Entry): string {
  if (summary.length >= short || html === undefined) return summary;
  const beginning = excerpt(html, enough);
  return beginning.startsWith(summary.replace(/…$/, '')) ? beginning : `${summary} ${beginning}`.trim();
}

import { generic } from './generic.ts';
import { cutMarkup, type Markup, plainElements } from './markup.ts';
import type { Profile } from './profile.ts';

const markup: Markup = {
  keep: new Map([
    ...plainElements(
      'p br hr h2 h3 h4 h5 h6 strong b em i u s del ins sub sup small code pre blockquote div span',
    ),
    ...plainElements('ul ol li table caption thead tbody tfoot tr'),
    ['td', ['colspan', 'rowspan', 'align']],
    ['th', ['colspan', 'rowspan', 'align']],
    ['a', ['href']],
    ['img', ['src', 'alt', 'width', 'height']],
  ]),
  instead: new Map([
    ...['figure', 'section', 'article', 'aside', 'details', 'address', 'dl'].map(
      (tag) => [tag, 'div'] as const,
    ),
    ...['figcaption', 'summary', 'dt', 'dd'].map((tag) => [tag, 'p'] as const),
  ]),
  widest: 600,
};

/**
 * Services that send a feed by e-mail (Mailchimp's RSS campaigns and their like). They take `pubDate` to tell what is
 * new, which never moves here, and the picture from `media:content` (mailchimp.com, "Troubleshooting RSS in
 * campaigns"); mail programs show neither players nor SVG (caniemail.com), know few of HTML5's elements, and have columns
 * of 600 pixels that a wider picture breaks, for some know no size but the one in the tag.
 */
export const newsletter: Profile = {
  ...generic,
  name: 'newsletter',
  partner: 'newsletters',
  body: (html) => cutMarkup(html, markup),
};

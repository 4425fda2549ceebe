import { rfc3339 } from '../../articles/instant.ts';
import { element } from '../formats/xml.ts';
import { generic } from './generic.ts';
import { cutMarkup, type Markup, plainElements } from './markup.ts';
import type { Profile } from './profile.ts';
import { shorten } from './shorten.ts';

/** Characters of a title: more than the one, and no more than the other without a short title beside it. */
const shortTitle = 20;
const longTitle = 150;

const markup: Markup = {
  keep: new Map([
    ...plainElements(
      'b i em strong sub sup small h1 h2 h3 h4 h5 table thead tbody tfoot tr col caption colgroup',
    ),
    ...plainElements('ul ol li p div span br blockquote'),
    ['td', ['colspan', 'rowspan']],
    ['th', ['colspan', 'rowspan']],
    ['a', ['href']],
    ['img', ['src', 'alt', 'title', 'width', 'height']],
  ]),
  instead: new Map([
    ...['figure', 'section', 'article', 'aside', 'details', 'address', 'dl'].map(
      (tag) => [tag, 'div'] as const,
    ),
    ...['figcaption', 'summary', 'dt', 'dd', 'pre'].map((tag) => [tag, 'p'] as const),
    ['h6', 'h5'],
  ]),
};

/**
 * MSN, after "MSN feed item metadata requirements", "MSN HTML guidelines and tag restrictions" and "MSN content
 * expiration and takedown rules" (support.microsoft.com, MSN Partner Hub): a title of 21 to 150 characters, or with
 * `mi:shortTitle`; published less than 365 days ago; a plain text abstract; `dcterms:modified` for the last change,
 * `dcterms:valid` and `mi:expirationDate` for the end; a list of allowed elements; one language a feed.
 */
export const msn: Profile = {
  ...generic,
  name: 'msn',
  partner: 'MSN',
  namespaces: { dcterms: 'http://purl.org/dc/terms/', mi: 'http://schemas.ingestion.microsoft.com/common/' },
  full: true,
  hours: 365 * 24 - 1,
  item: ({ title, updated, expires }) => [
    ...(title.length > longTitle ? [element('mi:shortTitle', {}, shorten(title, longTitle))] : []),
    element('dcterms:modified', {}, rfc3339(updated)),
    ...(expires === undefined
      ? []
      : [element('dcterms:valid', {}, rfc3339(expires)), element('mi:expirationDate', {}, rfc3339(expires))]),
  ],
  body: (html) => cutMarkup(html, markup),
  reject: ({ title, html, language }, frame) => {
    const reasons: string[] = [];
    if (title.length <= shortTitle) {
      reasons.push(
        `its title has ${title.length} characters; write one of more than ${shortTitle}, up to ${longTitle}`,
      );
    }
    if (html === undefined) reasons.push('it has no body in this feed; set `content: full` for the feed');
    else if (html.trim() === '') reasons.push('it has no body; write one');
    if (primary(language) !== primary(frame.language)) {
      reasons.push(
        `it is in ${language}, and a feed may hold one language only; set \`languages: [${frame.language}]\` for the feed`,
      );
    }
    return reasons;
  },
};

function primary(language: string): string {
  return language.toLowerCase().replace(/-.*$/, '');
}

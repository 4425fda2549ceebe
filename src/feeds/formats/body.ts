import { wordsFor } from '../../words/words.ts';
import type { Entry } from '../feed.ts';
import { element, escapeAttribute } from './xml.ts';

/**
 * The body as readers get it: the correction first, the lead picture where the body does not show it yet (some readers
 * know no other picture than an `<img>`), the body itself, the related pieces.
 */
export function composeBody(entry: Entry, html: string, siteLanguage: string): string {
  const words = wordsFor(entry.language, siteLanguage);
  const parts: string[] = [];
  if (entry.correction !== undefined) {
    parts.push(
      element('p', {}, [
        element('strong', {}, `${words.correction}:`),
        ' ',
        element('em', {}, entry.correction),
      ]),
    );
  }
  const picture = leadPicture(entry, html);
  if (picture !== undefined) parts.push(picture);
  parts.push(html);
  if (entry.related.length > 0) {
    parts.push(element('h2', {}, words.related), element('ul', {}, entry.related.map(relatedItem)));
  }
  return parts.join('\n');
}

function leadPicture({ image }: Entry, html: string): string | undefined {
  if (image === undefined || html.includes(escapeAttribute(image.url))) return undefined;
  const { url, alt, width, height, caption, credit } = image;
  const picture = element('img', { src: url, alt: alt ?? '', width, height });
  const words = [caption, credit].filter((part) => part !== undefined);
  if (words.length === 0) return element('figure', {}, [picture]);
  return element('figure', {}, [picture, element('figcaption', {}, words.join(' '))]);
}

function relatedItem({ title, url }: Entry['related'][number]): string {
  return element('li', {}, url === undefined ? title : [element('a', { href: url }, title)]);
}

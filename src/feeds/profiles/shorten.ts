import { excerpt } from '../../articles/reading/plain.ts';
import { escapeText } from '../formats/xml.ts';

/** Plain text of at most `characters` UTF-16 units, cut at the end of a word and then with a `…`. */
export function shorten(text: string, characters: number): string {
  return text.length <= characters ? text : excerpt(escapeText(text), characters);
}

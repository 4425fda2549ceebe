import { htmlToText } from '../../../articles/reading/plain.ts';
import { cleanText } from '../../../articles/reading/text.ts';

/** A title as a person reads it. In RSS nobody knows whether it is text or HTML, and programs write both. */
export function plainTitle(title: string, kind: 'text' | 'html'): string {
  const isMarkup = kind === 'html' && /<[a-z/!]|&(?:[a-z]+|#\d+|#x[\da-f]+);/i.test(title);
  return cleanText(isMarkup ? htmlToText(title) : title);
}

import { direction, wordsFor } from '../words/words.ts';

/** What is said in a stylesheet, after a comment that tells what it is: a string, or a keyword. */
const marked = /\/\* (words|site): (\w+) \*\/\s*("(?:[^"\\]|\\.)*"|\w+)/g;

/**
 * The stylesheet of feeds, in the words of a site's language (BCP 47), and RSS in its direction.
 * @throws an Error when the stylesheet asks for words that there are not.
 */
export function feedStyle(css: string, language: string): string {
  const words = wordsFor(language);
  const said: ReadonlyMap<string, string> = new Map([
    ['words: webFeed', cssString(words.webFeed)],
    ['words: webFeedHint', cssString(words.webFeedHint)],
    ['words: direction', direction(words.language)],
    ['site: direction', direction(language)],
  ]);
  return css.replace(marked, (_, whose: string, name: string) => {
    const value = said.get(`${whose}: ${name}`);
    if (value === undefined) throw new Error(`the stylesheet of feeds has no words for ${whose}: ${name}`);
    return value;
  });
}

/** CSS Syntax Module Level 3, section 4.3.5: quotes, backslashes and ends of lines have a meaning of their own. */
export function cssString(text: string): string {
  return `"${text.replace(/[\0-\x1f"\\\x7f]/g, (sign) => `\\${sign.charCodeAt(0).toString(16)} `)}"`;
}

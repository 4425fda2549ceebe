/** White space that ends lines or columns; with the spaces around it, it stands for one space. */
const breaks = /[ \t-\r\u0085\u2028\u2029]+/g;
const soft = /[\t-\r\u0085\u2028\u2029]/;

/**
 * What no feed can carry: control characters (XML 1.0 section 2.2 forbids most, and none means anything in text) and
 * noncharacters (Unicode 23.7: U+FDD0 to U+FDEF, and the last two of every plane).
 */
const forbidden = /[\p{Cc}\p{Noncharacter_Code_Point}]/gu;
const forbiddenInBlock = /(?!\n)[\p{Cc}\p{Noncharacter_Code_Point}]/gu;

/**
 * One line of plain text that every feed can carry: well formed (a lone surrogate becomes U+FFFD), without control
 * characters and noncharacters, tabs and line ends as one space, no space at either end. `<` and `&` mean themselves.
 */
export function cleanText(text: string): string {
  if (/^[ -~]*$/.test(text)) return text.trim();
  return text
    .toWellFormed()
    .replace(breaks, (run) => (soft.test(run) ? ' ' : run))
    .replace(forbidden, '')
    .trim();
}

/** The same for text of several lines: line ends stay, as `\n`; a tab becomes a space. */
export function cleanBlock(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
    .replace(/[\t\v\f]/g, ' ')
    .replace(forbiddenInBlock, '')
    .trim();
}

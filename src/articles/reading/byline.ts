import type { NamedAuthor } from './reading.ts';
import { cleanText } from './text.ts';

/** Words of desks, agencies and ranks: a part with one of them is no person, so the whole line is one name. */
const house = new Set(
  (
    'agencies agency news newsroom staff desk press service services wire wires media report reports reporter reporters ' +
    'correspondent correspondents editor editors editorial team bureau network times post journal tribune herald ' +
    'gazette daily broadcasting television tv radio university institute department ministry office group company inc ltd'
  ).split(' '),
);

/** Small words inside names of persons. */
const particles = new Set(
  'de del della da das dos du di la le el al van von der den ten ter zu af av bin ibn bint y e'.split(' '),
);

/**
 * The authors of a byline. The rule: a leading `By` goes; what stands between commas, semicolons, `and`, `&` and their
 * like are several authors only when every part looks like a person: two to five words, each with a capital first
 * (`van`, `de` and such may be small), and none the word of a desk or an agency. Anything else is one name as it stands,
 * for a house byline (`Agencies and Staff`) cut in two would be two authors that do not exist. Empty for no name.
 */
export function readByline(text: string): readonly NamedAuthor[] {
  const line = cleanText(text).replace(/^(?:written )?by:?\s+(?=\S)/i, '');
  if (line === '') return [];
  if (line.length > 500) return [{ name: line }];
  const parts = line
    .split(/\s*[,;]\s*(?:(?:and|und|ve|y|et)\s+|&\s*)?|\s+(?:and|und|ve|y|et|with)\s+|\s*&\s*/i)
    .filter((part) => part !== '');
  return parts.length > 1 && parts.every(isPerson) ? parts.map((name) => ({ name })) : [{ name: line }];
}

function isPerson(part: string): boolean {
  const words = part.split(/\s+/);
  return (
    words.length >= 2 &&
    words.length <= 5 &&
    words.every((word) => !house.has(word.toLowerCase().replace(/[^\p{L}]/gu, ''))) &&
    words.every(
      (word, index) => /^\p{Lu}/u.test(word) || (index > 0 && particles.has(word)) || isCaseless(word),
    ) &&
    isName(words.at(-1) ?? '')
  );
}

/** Scripts without capitals tell nothing, and hide nothing. */
const isCaseless = (word: string): boolean => /^\p{Lo}/u.test(word);

/** `Jr.`, `Ph.D.` and `MD` end one name; they do not begin another. */
const isName = (word: string): boolean => !/^(?:jr|sr|ph\.?d|m\.?d|esq)\.?$/i.test(word);

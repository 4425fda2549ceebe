import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanBlock, cleanText } from '../../../src/articles/reading/text.ts';

describe('cleanText', () => {
  it.each([
    ['leaves good text alone', 'Café “Zoë” 🎉 a < b & c', 'Café “Zoë” 🎉 a < b & c'],
    ['makes one space of tabs and line ends', 'a\t\n  b\r\nc', 'a b c'],
    ['keeps spaces inside a line', 'a  b', 'a  b'],
    ['drops control characters', 'a\u0000\u0008\u001b\u007f\u009fb', 'ab'],
    ['drops noncharacters of every plane', 'a\ufdd0\ufffe\u{1ffff}\u{10fffe}b', 'ab'],
    ['replaces lone surrogates', 'a\ud83d', 'a\ufffd'],
    ['takes separators of lines and paragraphs for line ends', 'a\u2028b\u2029c\u0085d', 'a b c d'],
    ['trims what dropping uncovered', '\u0000 a \u0000', 'a'],
  ])('%s', (_title, given, expected) => expect(cleanText(given)).toBe(expected));

  it('gives text that XML can hold, and is done after one pass', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const clean = cleanText(text);
        expect(clean).not.toMatch(/[\p{Cc}\p{Noncharacter_Code_Point}\p{Cs}]/u);
        expect(clean).toBe(clean.trim());
        expect(cleanText(clean)).toBe(clean);
      }),
    );
  });
});

describe('cleanBlock', () => {
  it('keeps line ends as \\n', () => expect(cleanBlock(' a\r\nb\rc\n\td\u0007 ')).toBe('a\nb\nc\n d'));
});

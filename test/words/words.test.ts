import { describe, expect, test } from 'vitest';
import { counted, direction, type Words, wordsFor } from '../../src/words/words.ts';

const languages = ['ar', 'de', 'es', 'tr'];

/** Every phrase by where it stands, with functions called on a name. */
function phrases(words: Words): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [key, value] of Object.entries(words) as [string, unknown][]) {
    if (typeof value === 'string') found.set(key, value);
    else if (typeof value === 'function') found.set(key, String(value('NAME')));
    else
      for (const [part, text] of Object.entries(value as object)) found.set(`${key}.${part}`, String(text));
  }
  return found;
}

describe('wordsFor', () => {
  test.each([
    ['en', 'en'],
    ['tr-TR', 'tr'],
    ['AR', 'ar'],
    ['de_AT', 'de'],
    ['es-419', 'es'],
    ['trv', 'en'],
    ['fr', 'en'],
    ['', 'en'],
    ['-', 'en'],
    ['constructor', 'en'],
  ])('%s speaks %s', (language, expected) => {
    expect(wordsFor(language).language).toBe(expected);
  });

  test('a language that it does not speak gives the words of the other one', () => {
    expect(wordsFor('fr', 'tr-TR').language).toBe('tr');
    expect(wordsFor('ar', 'tr').language).toBe('ar');
  });
});

describe.each(['en', ...languages])('the words of %s', (language) => {
  const words = wordsFor(language);

  test('none is empty, unfinished or unclean', () => {
    for (const [key, text] of phrases(words)) {
      expect(text.trim(), key).toBe(text);
      expect(text, key).not.toBe('');
      expect(text, key).toBe(text.normalize('NFC'));
      expect(text, key).not.toMatch(/undefined|TODO|\s{2}|["']/);
    }
  });

  test('every phrase with a name holds the name once', () => {
    for (const [key, value] of Object.entries(words) as [string, unknown][]) {
      if (typeof value === 'function') expect(String(value('NAME')).split('NAME').length, key).toBe(2);
    }
  });

  test('counts have a form for every grammatical number that a count of articles can have', () => {
    const rules = new Intl.PluralRules(language);
    const needed = new Set(Array.from({ length: 1200 }, (_, count) => rules.select(count)));
    expect(new Set([...Object.keys(words.articles), 'other'])).toEqual(new Set([...needed, 'other']));
    for (let count = 0; count < 120; count++)
      expect(counted(words.articles, count, words)).not.toMatch(/[{}]/);
  });
});

describe.each(languages)('the words of %s beside those of English', (language) => {
  test('nothing is left in English', () => {
    const english = phrases(wordsFor('en'));
    const loaned = language === 'de' ? ['feeds'] : [];
    const left = [...phrases(wordsFor(language))].filter(
      ([key, text]) => english.get(key) === text && !loaned.includes(key),
    );
    expect(left).toEqual([]);
  });

  test('there are as many steps', () => {
    expect(wordsFor(language).steps.length).toBe(wordsFor('en').steps.length);
  });
});

describe('counted', () => {
  test.each([
    ['en', 1, '1 article'],
    ['en', 0, '0 articles'],
    ['en', 1234, '1,234 articles'],
    ['de', 1234, '1.234 Artikel'],
    ['tr', 1, '1 yazı'],
    ['es', 2, '2 artículos'],
    ['ar', 1, 'مقال واحد'],
    ['ar', 2, 'مقالان'],
    ['ar', 3, '3 مقالات'],
    ['ar', 11, '11 مقالًا'],
    ['ar', 100, '100 مقال'],
  ])('in %s, %i is “%s”', (language, count, expected) => {
    const words = wordsFor(language);
    expect(counted(words.articles, count, words)).toBe(expected);
  });
});

describe('direction', () => {
  test.each([
    ['en', 'ltr'],
    ['ar', 'rtl'],
    ['ar-EG', 'rtl'],
    ['fa', 'rtl'],
    ['he-IL', 'rtl'],
    ['ur', 'rtl'],
    ['ks-Arab', 'rtl'],
    ['az-Arab-IR', 'rtl'],
    ['az', 'ltr'],
    ['ar-Latn', 'ltr'],
    ['arn', 'ltr'],
    ['tr', 'ltr'],
    ['', 'ltr'],
  ])('%s is written %s', (language, expected) => {
    expect(direction(language)).toBe(expected);
  });
});

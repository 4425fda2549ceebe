import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { cssString, feedStyle } from '../../src/pages/feedstyle.ts';
import { wordsFor } from '../../src/words/words.ts';

const source = readFileSync(new URL('../../styles/feed.css', import.meta.url), 'utf8');

/** What a browser reads there: the declarations of the rule with exactly this selector. */
function rule(css: string, selector: string): string {
  const [, block = ''] = css.replace(/\/\*.*?\*\//gs, '').split(`\n${selector} {`);
  return block.slice(0, block.indexOf('}')).replace(/\s+/g, ' ');
}

/** The text of `content`, with its strings joined as a browser joins them. */
function notice(css: string): string {
  const [content = ''] = rule(css, ':root::before').split('direction');
  const strings = [...content.matchAll(/"((?:[^"\\]|\\.)*)"/g)];
  return strings.map(([, text = '']) => text.replace('\\a', '\n')).join('');
}

describe.each([
  ['en', 'en', 'ltr', 'ltr'],
  ['tr-TR', 'tr', 'ltr', 'ltr'],
  ['de', 'de', 'ltr', 'ltr'],
  ['es-419', 'es', 'ltr', 'ltr'],
  ['ar-EG', 'ar', 'rtl', 'rtl'],
  ['fr', 'en', 'ltr', 'ltr'],
  ['fa', 'en', 'ltr', 'rtl'],
])('a site in %s', (language, spoken, ofWords, ofSite) => {
  const css = feedStyle(source, language);

  test(`says in ${spoken} what a feed is`, () => {
    const { webFeed, webFeedHint } = wordsFor(spoken);
    expect(notice(css)).toBe(`${webFeed}\n${webFeedHint}`);
  });

  test(`is written ${ofSite}, and its notice ${ofWords}`, () => {
    expect(rule(css, '|rss')).toBe(` direction: ${ofSite}; `);
    expect(rule(css, ':root::before')).toContain(` direction: ${ofWords}; `);
  });

  test('keeps all the rest, and no mark', () => {
    const plain = (text: string) =>
      text.replace(/\/\* (?:words|site): \w+ \*\/\s*/g, '').replace(/"(?:[^"\\]|\\.)*"|\b(?:ltr|rtl)\b/g, '');
    expect(plain(css)).toBe(plain(source));
    expect(css).not.toMatch(/(?:words|site): \w+ \*\//);
    expect(feedStyle(source, language)).toBe(css);
  });
});

test('the source itself says what English says', () => {
  expect(notice(source)).toBe(notice(feedStyle(source, 'en')));
});

test('Atom goes by what it says of its language', () => {
  expect(feedStyle(source, 'ar')).toContain('\n:is(atom|feed, atom|entry):is(:lang(ar)');
});

test('words that there are not are a mistake', () => {
  expect(() => feedStyle('a { content: /* words: nothing */ "x"; }', 'en')).toThrow('words: nothing');
});

test.each([
  ['plain words', 'Günaydın', '"Günaydın"'],
  ['quotes and backslashes', 'a "b" \\c', '"a \\22 b\\22  \\5c c"'],
  ['ends of lines, before a letter that is a digit too', 'a\nb\r', '"a\\a b\\d "'],
  ['what would end a rule', '}*/</style>', '"}*/</style>"'],
])('%s stand in a string as they are meant', (_title, text, expected) => {
  expect(cssString(text)).toBe(expected);
});

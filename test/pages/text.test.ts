import { describe, expect, test } from 'vitest';
import { html } from '../../src/pages/html.ts';
import { list, phrase, repeats, spokenIn, time, underHeadline } from '../../src/pages/text.ts';

const instant = Date.UTC(2025, 4, 4, 7, 39);
const plain = (text: string) => text.replace(/\s/g, ' ');

describe('time', () => {
  test.each([
    ['en-GB', 'Europe/Istanbul', '4 May 2025 at 10:39'],
    ['tr', 'Europe/Istanbul', '4 Mayıs 2025 10:39'],
    ['de', 'America/New_York', '4. Mai 2025 um 03:39'],
    ['not a language', 'UTC', 'May 4, 2025 at 7:39 AM'],
  ])('in %s and %s it is %s', (language, zone, expected) => {
    expect(plain(time(instant, language, zone).toString())).toBe(
      `<time datetime="2025-05-04T07:39:00Z">${expected}</time>`,
    );
  });

  test('it names its zone where it is asked to', () => {
    expect(time(instant, 'en-GB', 'Europe/London', true).toString()).toMatch(/08:39 BST</);
  });
});

describe('names in a phrase', () => {
  const names = [html`<b>A</b>`, html`<b>B</b>`, html`<b>C</b>`];

  test.each([
    ['en-GB', '<b>A</b>, <b>B</b> and <b>C</b>'],
    ['tr', '<b>A</b>, <b>B</b> ve <b>C</b>'],
    ['ar', '<b>A</b> و<b>B</b> و<b>C</b>'],
  ])('%s joins them in its own way', (language, expected) => {
    expect(list(names, language).toString()).toBe(expected);
  });

  test('markup stands where the name goes, and the words around it are text', () => {
    expect(phrase((name) => `<by> ${name}!`, html`<b>A</b>`).toString()).toBe('&lt;by&gt; <b>A</b>!');
  });
});

test('a language says which way it is written', () => {
  expect(spokenIn('ar-EG').toString()).toBe(' lang="ar-EG" dir="rtl"');
  expect(spokenIn('x" onload="').toString()).toBe(' lang="x&quot; onload=&quot;" dir="ltr"');
});

describe('repeats', () => {
  test.each([
    [
      'an excerpt of the body',
      'He said: “it & this…',
      '<p>He <em>said</em>:\n"it &amp; this</p><p>and that</p>',
      true,
    ],
    ['the whole body', 'One two.', '<p>One two.</p>', true],
    ['something else', 'Three', '<p>One two</p>', false],
    ['what comes later', 'two', '<p>One two</p>', false],
    ['nothing', '', '<p>One</p>', false],
    ['punctuation alone', '…', '<p>One</p>', false],
    ['letters of any script', 'مكتبة السبت…', '<p><strong>مكتبة</strong> السبت تفتح</p>', true],
  ])('%s', (_, text, clean, expected) => {
    expect(repeats(text, clean)).toBe(expected);
  });
});

describe('underHeadline', () => {
  test.each([
    ['the highest becomes the second level', '<h1>A</h1><h3>B</h3>', '<h2>A</h2><h3>B</h3>'],
    ['what is right stays', '<h2>A</h2><h3>B</h3><h2>C</h2>', '<h2>A</h2><h3>B</h3><h2>C</h2>'],
    ['low ones are lifted together', '<h4>A</h4><h6>B</h6>', '<h2>A</h2><h3>B</h3>'],
    [
      'none skips a level on the way down',
      '<h3>A</h3><h2>B</h2><h3>C</h3>',
      '<h2>A</h2><h2>B</h2><h3>C</h3>',
    ],
    ['attributes stay', '<h5 id="x" lang="de">A</h5>', '<h2 id="x" lang="de">A</h2>'],
    ['other elements stay', '<hr><header>A</header>', '<hr><header>A</header>'],
  ])('%s', (_, clean, expected) => {
    expect(underHeadline(clean).toString()).toBe(expected);
  });
});

import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { excerpt, htmlToText } from '../../../src/articles/reading/plain.ts';

describe('the words of HTML', () => {
  test.each([
    [
      'blocks are apart',
      '<p>One</p><p>two<br>three</p><ul><li>four</li><li>five</li></ul>',
      'One two three four five',
    ],
    ['cells are apart', '<table><tr><td>a</td><td>b</td></tr></table>', 'a b'],
    ['emphasis tears no word apart', '<p>un<b>believ</b>able <i>new</i>s</p>', 'unbelievable news'],
    ['entities are characters', '<p>Tom &amp; Jerry &lt;3 &eacute;&#8230;</p>', 'Tom & Jerry <3 é…'],
    ['entities do not part words', 'caf&eacute;s&nbsp;open', 'cafés open'],
    ['white space is one space', '  a \n\t b\u00a0\u00a0c  ', 'a b c'],
    [
      'scripts and styles are no words',
      'a<script>var b = "<p>c</p>";</script><style>d{}</style><noscript>e</noscript> f',
      'a f',
    ],
    [
      'nor is what stands in for a player',
      '<video>No video?</video><audio>No audio?</audio><iframe>No frames?</iframe>a',
      'a',
    ],
    ['nor is a drawing', '<svg><title>a</title><text>b</text></svg>c', 'c'],
    ['comments are left out', 'a<!-- b -->c<![CDATA[d]]>', 'ac'],
    ['captions are words', '<figure><img src=x><figcaption>a</figcaption></figure>b', 'a b'],
    ['broken markup is read as far as it goes', '<p>a < b</p <b>c</', 'a < b c</'],
    ['nothing is nothing', '<p></p><hr>', ''],
    ['surrogates come in pairs', 'a\ud800b', 'a\ufffdb'],
    ['control characters part words', 'a\u0000b\u0085c', 'a b c'],
  ])('%s', (_what, html, text) => {
    expect(htmlToText(html)).toBe(text);
  });

  it('text without markup is itself', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
        expect(htmlToText(escaped)).toBe(text.replace(/\s+/g, ' ').trim());
      }),
    );
  });
});

describe('an excerpt', () => {
  test.each([
    ['of a short text is the text', '<p>Short <b>text</b>.</p>', 11, 'Short text.'],
    ['ends with a word', '<p>The quick brown fox</p>', 18, 'The quick brown…'],
    ['takes a word that just fits', '<p>The quick brown fox</p>', 16, 'The quick brown…'],
    ['leaves out one that just does not', '<p>The quick brown fox</p>', 15, 'The quick…'],
    ['goes on from one paragraph to the next', '<p>One.</p><p>Two three</p>', 11, 'One. Two…'],
    ['has no comma before the dots', '<p>First, second, third</p>', 16, 'First, second…'],
    ['keeps a hyphened word together', '<p>A well-known fact</p>', 9, 'A…'],
    ['keeps numbers together', '<p>Some 3,000,000 people</p>', 12, 'Some…'],
    ['passes over figures', '<figure><figcaption>Photo: AP</figcaption></figure><p>Text</p>', 20, 'Text'],
    ['passes over headings', '<h2>Part one</h2><p>Text <b>goes</b></p><h3>More</h3>on', 20, 'Text goes on'],
    [
      'is headings where there is nothing else',
      '<figure>x</figure><h2>Part</h2><h3>One</h3>',
      20,
      'Part One',
    ],
    ['cuts a word only if it is the only one', `<p>${'x'.repeat(50)}</p>`, 10, 'xxxxxxxxx…'],
    ['cuts between graphemes then', '<p>👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧</p>', 18, '👩‍👩‍👧👩‍👩‍👧…'],
    ['never cuts one', '<p>👩‍👩‍👧👩‍👩‍👧</p>', 8, '…'],
    [
      'finds words where there are no spaces',
      '<p>彼は東京で新聞を読んでいます。</p>',
      9,
      '彼は東京で新聞を…',
    ],
    ['of no length is empty', '<p>Text</p>', 0, ''],
    ['of nothing is empty', '<p><img src=x></p>', 10, ''],
  ])('%s', (_what, html, length, text) => {
    expect(excerpt(html, length)).toBe(text);
  });

  it('is never longer than asked, and begins as the text does', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), fc.nat(60), (text, length) => {
        const cut = excerpt(text.replaceAll('&', '&amp;').replaceAll('<', '&lt;'), length);
        expect(cut.length).toBeLessThanOrEqual(length);
        expect(cut.isWellFormed()).toBe(true);
        expect(text.replace(/\s+/g, ' ').trim().startsWith(cut.replace(/…$/, ''))).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('does not depend on how much follows', () => {
    const start = '<p>One two three four five six seven eight nine ten.</p>';
    const rest = '<p>And so on, and so forth.</p>'.repeat(20);
    expect(excerpt(start + rest.repeat(500), 40)).toBe(excerpt(start + rest, 40));
    expect(excerpt(start + rest, 40)).toBe('One two three four five six seven eight…');
  });
});

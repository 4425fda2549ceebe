import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cleanHtml } from '../../../src/articles/reading/html.ts';
import { cutMarkup, type Markup, plainElements } from '../../../src/feeds/profiles/markup.ts';

const markup: Markup = {
  keep: new Map([...plainElements('p div br b'), ['a', ['href']], ['img', ['src', 'alt']]]),
  instead: new Map([['figure', 'div']]),
};

const cuts: [string, string, string][] = [
  ['what is taken stays', '<p>a<br>b <b>c</b></p>', '<p>a<br>b <b>c</b></p>'],
  ['what is not named goes, and what it holds stays', '<section><p><i>a</i></p></section>', '<p>a</p>'],
  ['attributes that are not named go', '<p id="x" lang="tr">a</p>', '<p>a</p>'],
  ['one element becomes another', '<figure><p>a</p></figure>', '<div><p>a</p></div>'],
  ['text stays escaped', '<p>a &lt; b &amp; c&nbsp;d</p>', '<p>a &lt; b &amp; c\u00a0d</p>'],
  ['a link to a telephone is its words', '<p><a href="tel:+1">call</a></p>', '<p>call</p>'],
  ['a link by mail stays', '<a href="mailto:a@b.c">mail</a>', '<a href="mailto:a@b.c">mail</a>'],
  ['a link within the article is its words', '<p><a href="#n">1</a></p>', '<p>1</p>'],
  [
    'addresses stay what they are',
    '<a href="https://a.b/?x=1&amp;y=%22">x</a>',
    '<a href="https://a.b/?x=1&amp;y=%22">x</a>',
  ],
  ['a drawing is its words', '<p><img src="https://a.b/c.svg?v=1" alt="&lt;b&gt;"></p>', '<p>&lt;b&gt;</p>'],
  [
    'a player is a link, and what is in it goes',
    '<p><audio src="https://a.b/c.mp3">No <b>sound</b></audio>after</p>',
    '<p><a href="https://a.b/c.mp3">c.mp3</a>after</p>',
  ],
  [
    'a player without an address goes',
    '<p>a<video><track src="https://a.b/c.vtt"></video>b</p>',
    '<p>ab</p>',
  ],
];

test.each(cuts)('%s', (_, html, wanted) => {
  expect(cutMarkup(html, markup)).toBe(wanted);
});

test('any clean HTML stays well formed, uses nothing but what is taken, and is left alone by a second cut (property)', () => {
  const pieces = fc.constantFrom(
    ...[
      '<p>',
      '</p>',
      '<figure>',
      '</figure>',
      '<b>',
      '</b>',
      '<img src="/a.svg" alt="<">',
      '<img src="/a.png">',
    ],
    ...[
      '<video src="/v.mp4">',
      '</video>',
      '<a href="/x">',
      '</a>',
      'text',
      '&amp;',
      '<table><tr><td>',
      '<br>',
    ],
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 30 }), (some) => {
      const clean = cleanHtml(some.join(''), (address) => new URL(address, 'https://a.b/').href);
      const cut = cutMarkup(clean, markup);
      const open: string[] = [];
      for (const [, slash, name = ''] of cut.matchAll(/<(\/?)([a-z0-9]+)[^>]*>/g)) {
        expect(['p', 'div', 'br', 'b', 'a', 'img']).toContain(name);
        if (slash === '/') expect(open.pop()).toBe(name);
        else if (name !== 'br' && name !== 'img') open.push(name);
      }
      expect(open).toEqual([]);
      expect(cutMarkup(cut, markup)).toBe(cut);
    }),
    { numRuns: 300 },
  );
});

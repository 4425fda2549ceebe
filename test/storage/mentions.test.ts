import { describe, expect, test } from 'vitest';
import { bodyHtml } from '../../src/articles/reading/body.ts';
import { read } from '../../src/articles/reading/read.ts';
import { candidates } from '../../src/storage/address.ts';
import { type Mentions, mentionsOf, spellingsOf } from '../../src/storage/mentions.ts';

function mentionsIn(text: string, key = 'a.md', fields = ''): readonly number[] {
  const file = { key, text: `---\ntitle: A\ndate: 2026-01-01\n${fields}---\n${text}\n` };
  return list(mentionsOf(read(file, { timezone: 'UTC', defaults: {} })));
}

const list = (mentions: Mentions): readonly number[] =>
  typeof mentions === 'number' ? [mentions] : (mentions ?? []);

/** Whether an article at `from` may name the file at `key`, as the marks tell. */
function names(marks: readonly number[], from: string, key: string, roots = ['']): boolean {
  const spellings = spellingsOf(key);
  return marks.some((mark) => {
    const written = spellings.get(mark);
    return spellings.has(mark) && (written === undefined || candidates(written, from, roots).includes(key));
  });
}

describe('an article names a stored file', () => {
  test.each<[how: string, body: string, key: string]>([
    ['as Markdown does', '![A](p.png)', 'p.png'],
    ['with a title', '![A](p.png "A p")', 'p.png'],
    ['with other quotes', "![A](p.png 'A p')", 'p.png'],
    ['in pointed brackets', '![A](<two words.png>)', 'two words.png'],
    ['with brackets in its name', '![A](p(1).png)', 'p(1).png'],
    ['by reference', '![A][1]\n\n[1]: img/p.png', 'img/p.png'],
    ['percent-encoded', '![A](two%20words.png)', 'two words.png'],
    ['with an encoded dot', '![A](p%2Epng)', 'p.png'],
    ['with an encoded letter', '![A](p.p%6Eg)', 'p.png'],
    ['with a character reference', '![A](p.p&#110;g)', 'p.png'],
    ['with a reference in hexadecimal', '<img src=p.p&#x6E;g>', 'p.png'],
    ['with a reference that has a name', '![A](p&period;png)', 'p.png'],
    ['with a percent sign by reference', '<img src="p.p&#37;6Eg">', 'p.png'],
    ['with a backslash', '![A](a\\_b\\.png)', 'a_b.png'],
    ['in letters with accents', '![A](é.png)', 'é.png'],
    ['in capital letters', '![A](P.PNG)', 'P.PNG'],
    ['in HTML', '<img src="p.png" alt="">', 'p.png'],
    ['in HTML with space around', '<img src = " p.png ">', 'p.png'],
    ['in HTML without quotes', '<img src=p.png>', 'p.png'],
    ['in HTML over two lines', '<img src="p.\npng">', 'p.png'],
    ['with a letter that nobody sees', '<img src="p.p\u200bng">', 'p.png'],
    ['in a srcset', '<img src="https://x.example/p.png" srcset="q.png 1x, r.png 2x">', 'r.png'],
    ['as late pictures do', "<img src='data:,' data-src='p.png'>", 'p.png'],
    ['as a poster', '<video src="v.mp4" poster=\'p.png\'></video>', 'p.png'],
    ['as a link', '[Report](doc/r.pdf#page=2)', 'doc/r.pdf'],
    ['with a query', '![A](p.png?v=2)', 'p.png'],
    ['after an address elsewhere', '![A](https://x.example/p.png) ![B](q.png)', 'q.png'],
    ['by the address that it has in pages', '![A](/media/0123456789abcdef/x/p.png)', 'x/p.png'],
    [
      'by that address, in full',
      '![A](https://paper.example/news/media/0123456789abcdef/x/p%20q.png)',
      'x/p q.png',
    ],
    ['in a way around', '![A](./x/../img//p.png)', 'img/p.png'],
    ['with the slashes of Windows', '![A](img\\p.png)', 'img/p.png'],
  ])('%s', (_, body, key) => {
    expect(names(mentionsIn(body), 'a.md', key)).toBe(true);
    expect(names(mentionsIn(body), 'a.md', 'other.png')).toBe(false);
  });

  test.each<[how: string, written: string, from: string, key: string, roots: string[]]>([
    ['beside it', 'p.png', 'x/y/a.md', 'x/y/p.png', ['']],
    ['above it', '../p.png', 'x/y/a.md', 'x/p.png', ['']],
    ['far above it', '../../img/p.png', 'x/y/a.md', 'img/p.png', ['']],
    [
      'further above than anybody needs',
      `${'../'.repeat(9)}p.png`,
      `${'x/'.repeat(10)}a.md`,
      'x/p.png',
      [''],
    ],
    ['from the top', '/img/p.png', 'x/a.md', 'img/p.png', ['']],
    ['from another root', '/img/p.png', 'content/a.md', 'static/img/p.png', ['static', '']],
    ['from a root without saying so', 'img/p.png', 'content/a.md', 'static/img/p.png', ['static', '']],
  ])('%s', (_, written, from, key, roots) => {
    expect(names(mentionsIn(`![A](${written})`, from), from, key, roots)).toBe(true);
  });

  test('by its fields', () => {
    const marks = mentionsIn('Text.', 'a.md', 'image: img/p.png\nenclosure: talk.mp3\n');
    expect(['img/p.png', 'talk.mp3', 'p.png'].map((key) => names(marks, 'a.md', key))).toEqual([
      true,
      true,
      false,
    ]);
  });

  test('of the same name in another folder no', () => {
    expect(names(mentionsIn('![A](cover.jpg)', 'x/index.md'), 'x/index.md', 'y/cover.jpg')).toBe(false);
  });
});

test.each([
  ['nothing', 'Text. An e.g. and an i.e.'],
  ['what lies elsewhere', '![A](https://x.example/p.png) <img src="https://x.example/q.png">'],
  ['pages', '[A](other.md) [B](/about)'],
])('of %s an article keeps nothing', (_, body) => {
  expect(mentionsIn(body)).toEqual([]);
});

test('whatever is rendered, and every address in it that could be a stored file, has its mark', () => {
  const addresses = [
    'p.png',
    'a b.png',
    'ü/p.jpg',
    '../x.gif',
    "it's.webp",
    '100%.png',
    'p.mp3?x#y',
    '&amp;.png',
  ];
  const shapes = [
    (a: string) => `![A](<${a}>)`,
    (a: string) => `![A](${a})`,
    (a: string) => `<img src="${a}">`,
    (a: string) => `<a href='${a.replaceAll("'", '&#39;')}'>A</a>`,
    (a: string) => `| A |\n|---|\n| ![B](${encodeURI(a)}) |`,
    (a: string) => `A[^1]\n\n[^1]: ![B](${encodeURIComponent(a)} "C")`,
    (a: string) => `<picture><source srcset="${a} 2x, ${a} 3x"><img src=x.png></picture>`,
    (a: string) => `\`code\` ="p.png" [![A](${a})](https://x.example/y.png)`,
  ];
  for (const address of addresses) {
    for (const shape of shapes) {
      const text = shape(address);
      const marks = mentionsIn(text, 'x/y/a.md');
      bodyHtml({ format: 'markdown', text, line: 1 }, (asked) => {
        const alone = list(
          mentionsOf({
            fields: { image: { src: asked } },
            origins: {},
            body: { format: 'wire', text: '', line: 1 },
            problems: [],
          }),
        );
        expect([text, asked, alone.every((mark) => marks.includes(mark))]).toEqual([text, asked, true]);
        return undefined;
      });
    }
  }
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseAnyYaml } from '../../../src/articles/reading/yaml.ts';
import { readYamlLines } from '../../../src/articles/reading/yamllines.ts';

const source = 'front matter';
const quick = (text: string) => readYamlLines(text, 2, source);

describe('front matter of plain lines', () => {
  it.each<[string, string]>([
    ['text', 'title: Bridge reopens: after years, 12:30\n'.replace(': after', ' after')],
    ['an address and an instant', 'link: https://example.org/a#b\ndate: 2025-05-04T10:39:00+03:00\n'],
    ['text in quotes', 'title: "Say: #1"\nsection:   \'It, [too]\'  \n'],
    ['a list in brackets', 'tags: [a b, "c, d", 2025-01-01 , x\'s]\n'.replace(" , x's", '')],
    ['a list of lines', 'tags:\n  - one\n  - "two: 2"\nauthors:\n- A. B\n'],
    ['nothing', 'title:\ntags: ~\nother: null\n'],
    ['numbers and truth', 'n: 012\ndraft: true\nf: 1.50\nx: 0x1F\n'],
    ['names that are one', 'publish-date: 1\npublishDate: 2\n'],
    ['blank lines between', '\n\ntitle: A\n\nb: C\n'],
  ])('is read without a parser: %s', (_, text) => {
    const entries = quick(text);
    expect(entries).toBeDefined();
    expect({ entries }).toEqual(parseAnyYaml(text, 2, source));
  });

  it.each<[string, string]>([
    ['a colon and a space in the text', 'title: Foo: bar\n'],
    ['a comment', 'title: Foo # bar\n'],
    ['a name twice', 'a: 1\na: 2\n'],
    ['a text that goes on', 'title: Foo\n  bar\n'],
    ['an anchor', 'a: &x 1\nb: *x\n'],
    ['an escape', 'a: "x\\ny"\n'],
    ['a map', 'params:\n  author: A\n'],
    ['a block', 'a: |\n  text\n'],
    ['a tab', 'a:\tb\n'],
    ['a list within a list', 'a: [[b]]\n'],
    ['an end', 'a: b\n...\n'],
    ['a colon at the end', 'a: b:\n'],
    ['brackets that do not close', 'a: [b\n'],
  ])('is left to the parser with %s', (_, text) => {
    expect(quick(text)).toBeUndefined();
  });
});

const piece = fc.constantFrom(
  ...[
    'a',
    'b1',
    'title',
    'null',
    '~',
    'true',
    '012',
    '1e3',
    '2025-05-04',
    '12:30',
    'é',
    '‘q’',
    '😀',
    '\u00a0',
    '\u2028',
  ],
  ...[
    ' ',
    ' ',
    '  ',
    '\n',
    '\n',
    '\n',
    '\n  ',
    ': ',
    ': ',
    ':',
    '- ',
    '-',
    '\n- ',
    '\n  - ',
    ', ',
    ',',
    '\t',
    '\r',
  ],
  ...[
    '[',
    ']',
    '{',
    '}',
    '"',
    "'",
    '"x y"',
    "'z'",
    '[a, b]',
    '#',
    ' #',
    '&a',
    '*a',
    '!',
    '!!str',
    '|',
    '>',
    '%',
    '@',
    '`',
  ],
  ...[
    '\\',
    '?',
    '? ',
    '=',
    '<<',
    '---',
    '...',
    '\nname: ',
    '\ntags: ',
    '\ntags:',
    '\nx-y: "',
    '\nl: [',
    ']\n',
  ],
);

it('whatever it reads, it reads as the whole of YAML would', () => {
  let read = 0;
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const text = `name: ${pieces.join('')}`;
      const entries = quick(text);
      if (entries === undefined) return;
      read += 1;
      expect({ entries }).toEqual(parseAnyYaml(text, 2, source));
    }),
    { numRuns: 20_000 },
  );
  expect(read).toBeGreaterThan(500);
});

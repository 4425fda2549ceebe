import { describe, expect, it } from 'vitest';
import type { Datum } from '../../../src/articles/reading/datum.ts';
import { readFrontMatter } from '../../../src/articles/reading/frontmatter.ts';
import { Sheet } from '../../../src/articles/reading/sheet.ts';

/** Names and values as plain objects, problems as one line each. */
function front(
  text: string,
): { values: unknown; problems: readonly string[]; body?: object; spots: unknown } | undefined {
  const sheet = new Sheet('a.md');
  const found = readFrontMatter(text, sheet);
  if (found === undefined) return undefined;
  const plain = (datum: Datum): unknown =>
    datum.kind === 'text'
      ? datum.text
      : datum.kind === 'list'
        ? datum.items.map(plain)
        : Object.fromEntries([...datum.entries].map(([key, { datum }]) => [key, plain(datum)]));
  const problems = sheet.problems.map(({ line, column, reason }) => `${line}:${column} ${reason}`);
  const spots = [...found.entries].map(([key, { spot, datum }]) => [key, spot, datum.spot]);
  return { values: plain({ kind: 'map', entries: found.entries }), problems, body: found.body, spots };
}

describe('readFrontMatter', () => {
  it.each<[string, string, object, object]>([
    ['YAML', '---\ntitle: A\n---\nBody\n', { title: 'A' }, { text: 'Body\n', line: 4 }],
    ['YAML that ends with …', '---\ntitle: A\n...\nBody', { title: 'A' }, { text: 'Body', line: 4 }],
    ['named YAML', '---yaml\ntitle: A\n---\n', { title: 'A' }, { text: '', line: 4 }],
    [
      'TOML',
      '+++\ntitle = "A"\ndate = 2025-05-04T10:39:00+03:00\nday = 2025-05-04\n[params]\nauthor = "B"\n+++\nBody',
      { title: 'A', date: '2025-05-04T10:39:00.000+03:00', day: '2025-05-04', params: { author: 'B' } },
      { text: 'Body', line: 8 },
    ],
    ['named TOML', '---toml\ntitle = "A"\n---\nBody', { title: 'A' }, { text: 'Body', line: 4 }],
    [
      'JSON',
      '{\n\t"title": "A } \\" {",\n\t"tags": ["b"]\n}\n\nBody',
      { title: 'A } " {', tags: ['b'] },
      { text: '\nBody', line: 5 },
    ],
    ['named JSON', '---json\n{ "title": "A" }\n---\nBody', { title: 'A' }, { text: 'Body', line: 4 }],
    [
      'front matter below empty lines',
      '\n\n---\ntitle: A\n---\nBody',
      { title: 'A' },
      { text: 'Body', line: 6 },
    ],
    ['empty front matter', '---\n---\nBody', {}, { text: 'Body', line: 3 }],
    ['front matter of remarks', '---\n# nothing\n---\nBody', {}, { text: 'Body', line: 4 }],
    ['front matter alone', '---\ntitle: A\n---', { title: 'A' }, { text: '', line: 3 }],
  ])('reads %s', (_title, text, values, body) => {
    expect(front(text)).toMatchObject({ values, body, problems: [] });
    expect(front(text)?.values).toEqual(values);
  });

  it.each([
    '',
    'Text',
    '----\nText',
    '--- a - b\nText',
    '{% include x %}\n',
    '{{< fig >}}',
    '{#a}',
    'a\n---\nb: c\n---\n',
  ])('finds none in %j', (text) => expect(front(text)).toBeUndefined());

  it('keeps scalars as they were written', () => {
    const yaml =
      '---\na: 012345\nb: 12:30\nc: 2025-05-04\nd: 1.10\ne: 12345678901234567890\nf: yes\ng: 0x1F\nh: "012"\ni: null\nj:\n---\n';
    expect(front(yaml)?.values).toEqual({
      a: '012345',
      b: '12:30',
      c: '2025-05-04',
      d: '1.10',
      e: '12345678901234567890',
      f: 'yes',
      g: '0x1F',
      h: '012',
    });
    expect(front('{ "a": 12345678901234567890, "b": 1.10 }')?.values).toEqual({
      a: '12345678901234567890',
      b: '1.10',
    });
    expect(front('+++\na = 12345678901234567890\n+++\n')?.values).toEqual({ a: '12345678901234567890' });
  });

  it('tells where each name and value stands', () => {
    expect(front('---\na: x\nb:\n  - y\n---\n')?.spots).toEqual([
      ['a', { line: 2, column: 1 }, { line: 2, column: 4 }],
      ['b', { line: 3, column: 1 }, { line: 4, column: 3 }],
    ]);
    expect(front('+++\ns = """\nx = 1\n"""\n\n[a]\nb = 2\n+++\n')?.spots).toEqual([
      ['s', { line: 2, column: 1 }, { line: 2, column: 1 }],
      ['a', { line: 6, column: 1 }, { line: 6, column: 1 }],
    ]);
    expect(front('{\n  "a": "x"\n}')?.spots).toEqual([['a', { line: 2, column: 3 }, { line: 2, column: 8 }]]);
  });

  it('takes names that differ in spelling for one', () => {
    expect(front('---\nlast_modified_at: a\nlastModifiedAt: b\nTITLE: c\n---\n')?.values).toEqual({
      lastmodifiedat: 'a',
      title: 'c',
    });
  });

  it.each([
    ['a colon in a value', '---\ntitle: Foo: bar\n---\n', '2:8 ', 'put quotes around it: title: "Foo: bar"'],
    ['a name twice', '---\na: 1\nb: 2\na: 3\n---\n', '4:1 ', '"a" stands here a second time'],
    ['a tab', '---\na:\n\tb: 1\n---\n', '3:1 ', 'a tab'],
    ['a reserved sign', '---\na: 1\nb: @x\n---\n', '3:4 ', 'cannot begin with "@", so put quotes around it'],
    ['a star', '---\na: *x\n---\n', '2:4 ', 'put quotes around it'],
    ['a quote inside quotes', "---\na: 'it's'\n---\n", '2:8 ', 'text goes on after the closing quote of "a"'],
    ['an open quote', '---\na: "x\n---\n', '', 'closing "quote'],
    ['a list', '---\n- a\n---\n', '2:1 ', 'lines of `name: value`'],
    ['no space after the colon', '---\ntitle:A\n---\n', '2:1 ', 'with a space after the colon'],
    ['unclosed YAML', '---\ntitle: A\n', '1:1 ', 'never ends; add a line of ---'],
    ['unclosed TOML', '\n+++\ntitle = "A"\n', '2:1 ', 'never ends; add a line of +++'],
    ['unclosed JSON', '{ "title": "A"', '1:1 ', 'never ends; close it with }'],
    ['bad JSON', '{\n "title": A }', '2:11 ', 'not JSON'],
    ['text without quotes in TOML', '+++\na = 1\ntitle = Foo\n+++\n', '3:9 ', 'needs quotes'],
    ['a program', '---js\n{ title: process.exit() }\n---\n', '1:1 ', 'Courant runs nothing'],
    ['a program by its other name', '---javascript\n{}\n---\n', '1:1 ', 'is a program (---javascript)'],
    ['an unknown notation', '---ini\na=1\n---\n', '1:1 ', '"ini", which is neither'],
    ['nesting beyond all use', `---\na: ${'['.repeat(9000)}\n---\n`, '2:1 ', 'nested too deeply'],
    ['nesting by dashes', `---\n${'- '.repeat(9000)}\n---\n`, '2:1 ', 'nested too deeply'],
    [
      'JSON nested beyond all use',
      `{"a":${'['.repeat(9000)}${']'.repeat(9000)}}`,
      '1:1 ',
      'nested too deeply',
    ],
    ['TOML nested beyond all use', `+++\na = ${'['.repeat(9000)}\n+++\n`, '2:', 'nested'],
    ['too much of it', `---\na: ${'x'.repeat(100_001)}\n---\n`, '2:1 ', 'longer than 100000'],
  ])('tells the place of and the remedy for %s', (_title, text, place, reason) => {
    const found = front(text);
    expect(found?.values).toEqual({});
    expect(found?.problems).toHaveLength(1);
    expect(found?.problems[0]).toContain(reason);
    expect(found?.problems[0]?.startsWith(place)).toBe(true);
  });

  it('follows aliases, and refuses bombs and circles of them', () => {
    expect(front('---\na: &x [b]\nc: *x\n---\n')?.values).toEqual({ a: ['b'], c: ['b'] });
    const levels = Array.from({ length: 9 }, (_, i) => `l${i + 1}: &l${i + 1} [${`*l${i}, `.repeat(9)}]`);
    expect(front(`---\nl0: &l0 [x]\n${levels.join('\n')}\n---\n`)?.problems[0]).toContain('aliases');
    const many = (count: number): string => `[${'*x, '.repeat(count)}]`;
    expect(front(`---\na: &x b\nc: ${many(90)}\n---\n`)?.problems).toEqual([]);
    expect(front(`---\na: &x b\nc: ${many(110)}\n---\n`)?.problems[0]).toContain('aliases');
    expect(front(`---\na: &x [${'b, '.repeat(100)}]\nc: ${many(20)}\n---\n`)?.problems[0]).toContain(
      'aliases',
    );
    expect(front('---\na: &a [*a, *a]\n---\n')?.problems.length).toBeLessThanOrEqual(1);
  });

  it('is no way to the prototypes of objects', () => {
    front('---\n__proto__:\n  polluted: yes\n---\n');
    front('{"__proto__": {"polluted": true}}');
    front('+++\n[__proto__]\npolluted = true\n+++\n');
    expect({}).not.toHaveProperty('polluted');
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { read } from '../../../src/articles/reading/read.ts';
import type { Reading, ReadingContext } from '../../../src/articles/reading/reading.ts';

const context: ReadingContext = { timezone: 'Europe/Istanbul', defaults: {} };

function wrong({ problems }: Reading): readonly string[] {
  return problems.map(({ line, column, severity, reason }) => `${line}:${column} ${severity} ${reason}`);
}

describe('read', () => {
  it.each([
    ['a.txt', 'wire'],
    ['a.TXT', 'wire'],
    ['a.md', 'markdown'],
    ['a.markdown', 'markdown'],
    ['a.mdx', 'markdown'],
    ['a.html', 'html'],
    ['a.HTM', 'html'],
  ])('reads %s as %s', (key, format) => {
    expect(read({ key, text: '---\ntitle: T\n---\nBody' }, context).body.format).toBe(format);
  });

  it('names what it cannot read', () =>
    expect(wrong(read({ key: 'a.docx', text: '' }, context))[0]).toContain(
      'give it one of the extensions .txt, .md',
    ));

  it('reads a web page without front matter', () => {
    const text = '<!doctype html><title>T</title><article><p>Body</article>';
    expect(read({ key: 'a.html', text }, context)).toMatchObject({
      fields: { title: 'T' },
      body: { format: 'html' },
    });
  });

  it('reads HTML behind front matter without looking at it', () => {
    const text = '---\ntitle: T\ndate: 2025-05-04\n---\n<title>No</title><p>Body {% x %}';
    expect(read({ key: 'a.html', text }, context)).toMatchObject({
      fields: { title: 'T' },
      body: { format: 'html', text: '<title>No</title><p>Body ', line: 5 },
    });
  });

  it('takes the first heading of Markdown for the title, and off the body', () => {
    const text = '---\ndate: 2025-05-04\n---\n\n# The *title*\n\nBody';
    expect(read({ key: 'a.md', text }, context)).toMatchObject({
      fields: { title: 'The title' },
      origins: { title: 'first heading, line 5' },
      body: { text: '\n\n\nBody', line: 4 },
      problems: [],
    });
  });

  it.each([
    ['a heading that repeats the title', '# T\n\nBody', '\n\nBody'],
    ['no other heading', '# U\n\nBody', '# U\n\nBody'],
    ['no heading further down', 'Body\n\n# T', 'Body\n\n# T'],
  ])('takes off the body %s', (_title, body, expected) => {
    const reading = read({ key: 'a.md', text: `---\ntitle: T\ndate: 2025-05-04\n---\n${body}` }, context);
    expect(reading.body.text).toBe(expected);
  });

  it.each([
    ['<!--more-->', '', 'A **b** & c.\n\n<!--more-->\n\nD', 'A b & c.'],
    ['<!-- more -->', '', 'A.\n<!-- more -->\nD', 'A.'],
    ['another mark', 'excerpt_separator: "~~~~"', 'A.\n\n~~~~\n\nD', 'A.'],
    ['a summary that is given', 'summary: S', 'A.\n\n<!--more-->\n\nD', 'S'],
    ['nothing before the mark', '', '<!--more-->\n\nD', undefined],
  ])('finds the summary with %s', (_title, front, body, summary) => {
    const text = `---\ntitle: T\ndate: 2025-05-04\n${front}\n---\n${body}`;
    const reading = read({ key: 'a.md', text }, context);
    expect(reading.fields.summary).toBe(summary);
    expect(reading.body.text).not.toContain('more');
    expect(reading.body.text).not.toContain('~~~~');
  });

  it('reads nothing of a file whose front matter cannot be read', () => {
    const reading = read({ key: '2025-05-04-a.md', text: '---\ndraft: true: x\n---\n# T' }, context);
    expect(reading.fields).toEqual({});
    expect(wrong(reading)).toHaveLength(1);
    expect(wrong(reading)[0]).toMatch(/^2:8 error /);
  });

  it.each<[string, string, string, boolean | undefined]>([
    ['a draft', 'a.md', 'draft: true\nupdated: soon', true],
    ['a file in _drafts', '_drafts/a.md', 'title: A: b', true],
    ['what may have been called a draft', 'a.md', 'title: A: b\ndraft: true', true],
    ['an embargo that cannot be read', 'a.md', 'title: T\ndate: 2025-05-04\nembargo: soon', true],
    ['a status that cannot be read', 'a.md', 'title: T\ndate: 2025-05-04\nstatus: drfat', true],
    ['an embargo over something broken', 'a.md', 'title: T\ndate: soon\nembargo: 2025-05-04', true],
    ['an embargo with a warning', 'a.md', 'title: T\nembargo: 2025-05-04\nupdated: soon', undefined],
    ['any other article', 'a.md', 'title: A: b', undefined],
  ])('lets nobody read of the problems of %s that should not', (_title, key, front, expected) => {
    const { problems } = read({ key, text: `---\n${front}\n---\n` }, context);
    expect(problems.length).toBeGreaterThan(0);
    expect(problems.map(({ unpublished }) => unpublished)).toEqual(problems.map(() => expected));
  });

  it('tells the lines of what it drops in lines of the file', () => {
    const reading = read({ key: 'a.md', text: '---\ntitle: T\ndate: 2025-05-04\n---\n\nA {% x %}' }, context);
    expect(wrong(reading)).toEqual([
      '6:3 warning the Liquid tag {% x %} was left out; only Jekyll and Eleventy can run it, so write out what it stands for',
    ]);
  });

  it('drops output of Liquid where the tool runs it', () => {
    const text = '---\ntitle: T\ndate: 2025-05-04\n---\nA {{ b }}';
    expect(read({ key: 'a.md', text }, context).body.text).toBe('A {{ b }}');
    expect(read({ key: 'a.md', text }, { ...context, tool: 'eleventy' }).body.text).toBe('A ');
  });
});

describe('read, of anything at all', () => {
  const names =
    'title date tags author authors image status draft embargo expires id slug summary lang url related categories enclosure correction timezone permalink build params';
  const scalar = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom(
      'true',
      'null',
      '2025-05-04',
      '12:30',
      '[a, b]',
      '{ a: b }',
      '*x',
      '&x y',
      '"q"',
      '- a',
      '|',
      '',
      '\u0000',
      '\ud800',
    ),
  );
  const pairs = fc.array(fc.tuple(fc.constantFrom(...names.split(' ')), scalar), { maxLength: 12 });
  const fronted = fc.tuple(
    fc.constantFrom(': ', ' = ', ':'),
    fc.constantFrom('---', '+++', '---json', '- '),
    pairs,
    fc.string(),
  );
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fronted.map(([sign, fence, lines, rest]) =>
      [fence, ...lines.map(([name, value]) => name + sign + value), fence, rest].join('\n'),
    ),
    pairs.map((lines) => JSON.stringify(Object.fromEntries(lines))),
    fc
      .array(
        fc.constantFrom(
          '# A',
          '- ',
          '{% x',
          ' %}',
          '{{<',
          '>}}',
          '```',
          '\n',
          '<A>',
          'import a from "b"',
          'By A B',
          'KILL',
          'CORRECTION',
          'EMBARGOED UNTIL ',
          '10:39 | 04 May 2025',
          'Title: ',
          '---',
          'x',
        ),
      )
      .map((parts) => parts.join('')),
  );
  const key = fc.constantFrom('a.txt', 'a.md', 'a.mdx', 'a.html', '2025-05-04-a.md', '_drafts/a.md', 'a');
  const tool = fc.constantFrom(undefined, 'jekyll', 'hugo', 'eleventy', 'astro');
  const defaults = fc.oneof(
    fc.constant({}),
    fc.dictionary(fc.constantFrom(...names.split(' ')), fc.anything({ maxDepth: 2 })),
  );

  function strings(value: unknown): readonly string[] {
    if (typeof value === 'string') return [value];
    return typeof value === 'object' && value !== null ? Object.values(value).flatMap(strings) : [];
  }

  it('never throws, gives clean strings, sound instants, and problems with a place and a reason', () => {
    fc.assert(
      fc.property(key, text, tool, defaults, (key, text, tool, defaults) => {
        const { fields, origins, problems, body } = read(
          { key, text },
          { ...context, defaults, ...(tool ? { tool: tool as 'hugo' } : {}) },
        );
        for (const value of strings(fields)) {
          expect(value).toBe(value.trim());
          expect(value).not.toBe('');
          expect(value).not.toMatch(/[\p{Cc}\p{Noncharacter_Code_Point}\p{Cs}]/u);
        }
        for (const instant of [fields.date, fields.updated, fields.embargo, fields.expires]) {
          if (instant !== undefined)
            expect(new Date(instant).toISOString()).toMatch(/^(?:19|[2-9]\d)\d\d-|^1899-12-31/);
        }
        expect(Object.keys(origins).sort()).toEqual(Object.keys(fields).sort());
        const lines = text.split('\n').length;
        expect(body.line).toBeGreaterThanOrEqual(1);
        expect(body.line).toBeLessThanOrEqual(lines + 1);
        for (const { line, column, reason } of problems) {
          expect(reason).not.toMatch(/undefined|NaN|\[object/);
          expect(line ?? 1).toBeLessThanOrEqual(lines);
          expect(column ?? 1).toBeGreaterThanOrEqual(1);
        }
      }),
      { numRuns: 500 },
    );
  });
});

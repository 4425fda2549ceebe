import { describe, expect, it } from 'vitest';
import type { Reading } from '../../../src/articles/reading/reading.ts';
import { readWire, wireToHtml } from '../../../src/articles/reading/wire.ts';

const context = { timezone: 'Europe/Istanbul', defaults: {} };

function wire(text: string): Reading {
  return readWire({ key: 'wire/a.txt', text }, context);
}

function wrong(reading: Reading): readonly string[] {
  return reading.problems.map(
    ({ line, column, severity, reason }) => `${line}:${column} ${severity} ${reason}`,
  );
}

const copy = `Harbour town reopens its bridge after three years
The old swing bridge of Norvik carries traffic again. Repairs took a year longer than planned.
- Europe
- Agencies and B News
- Published Date: 10:39 | 04 May 2025
- Updated Date: 12:00 | 04 May 2025
The bridge turned for the first time on Saturday, "to the minute", the mayor said.
- one lane for cars
- one for cyclists & walkers
Boats wait < 10 minutes now.
- Ferry company cuts two routes
- Norvik: what to see in a day`;

describe('readWire', () => {
  it('reads every part of wire copy', () => {
    const reading = wire(copy);
    expect(reading.fields).toEqual({
      title: 'Harbour town reopens its bridge after three years',
      summary:
        'The old swing bridge of Norvik carries traffic again. Repairs took a year longer than planned.',
      section: 'Europe',
      authors: [{ name: 'Agencies and B News' }],
      date: Date.parse('2025-05-04T07:39:00Z'),
      updated: Date.parse('2025-05-04T09:00:00Z'),
      related: ['Ferry company cuts two routes', 'Norvik: what to see in a day'],
    });
    expect(reading.problems).toEqual([]);
    expect(reading.body.format).toBe('wire');
    expect(reading.body.line).toBe(7);
    expect(reading.body.text.split('\n')).toHaveLength(4);
    expect(reading.origins).toMatchObject({
      title: 'headline, line 1',
      date: 'label "Published Date", line 5',
      section: 'section in the block of "- " lines, line 3',
    });
  });

  it('reads the same with an empty line between any two', () => {
    const spaced = wire(copy.replaceAll('\n', '\n\n'));
    const { fields } = wire(copy);
    expect(spaced.fields).toEqual(fields);
    expect(spaced.body.line).toBe(13);
  });

  const head = 'Headline\n- World\n- Published Date: 10:39 | 04 May 2025\n';

  it.each<[string, string, object]>([
    [
      'By NAME below the headline',
      'Headline\nBy JANE ROE and JOHN DOE\nDate: 2025-05-04\nText.',
      { authors: [{ name: 'JANE ROE' }, { name: 'JOHN DOE' }] },
    ],
    [
      'labels in any order',
      'Headline\n- Published Date: 2025-05-04\n- By Jane Roe\n- Tags: a, b\n- Section: World\n- Language: en-GB\nText.',
      { section: 'World', tags: ['a', 'b'], authors: [{ name: 'Jane Roe' }], language: 'en-GB' },
    ],
    [
      'header lines',
      'Title: Headline\nSection: World\nAuthor: Jane Roe\nDate: 2025-05-04 10:39\nSlug: a-b\nId: 0012\nSummary: Short.\nImage: a.jpg\nExpires: 2026-01-01\n\nText.',
      {
        title: 'Headline',
        id: '0012',
        slug: 'a-b',
        summary: 'Short.',
        image: { src: 'a.jpg' },
        expires: Date.parse('2025-12-31T21:00:00Z'),
      },
    ],
    [
      'header lines before a headline',
      'Section: World\nDate: 2025-05-04\n\nHeadline\nText.',
      { title: 'Headline', section: 'World' },
    ],
    [
      'a headline with a colon',
      'Norvik: bridge opens\nDate: 2025-05-04\nText.',
      { title: 'Norvik: bridge opens' },
    ],
    ['UPDATE n-', `UPDATE 2-${head}Text.`, { title: 'Headline' }],
    ['KILL', `KILL: ${head}Text.`, { title: 'Headline', status: 'withdrawn' }],
    ['KILL on a line of its own', `KILL\n${head}Text.`, { title: 'Headline', status: 'withdrawn' }],
    [
      'a headline about killing',
      `KILL THE BILL MARCH${head.slice(8)}Text.`,
      { title: 'KILL THE BILL MARCH' },
    ],
    [
      'CORRECTION in front of a headline',
      `CORRECTION - ${head}Text.`,
      { title: 'Headline', correction: 'This article has been corrected.' },
    ],
    [
      'CORRECTION with its reason',
      `CORRECTION (fixes the year): ${head}Text.`,
      { title: 'Headline', correction: 'fixes the year' },
    ],
    [
      'CORRECTION with its reason below',
      'CORRECTED-UPDATE 1-Headline\n(Corrects the year in paragraph 2)\n- World\n- Date: 2025-05-04\nText.',
      { title: 'Headline', correction: 'Corrects the year in paragraph 2' },
    ],
    [
      'CORRECTION as a sentence',
      `CORRECTION: An earlier version misspelt the name of the mayor.\n${head}Text.`,
      { title: 'Headline', correction: 'An earlier version misspelt the name of the mayor.' },
    ],
    [
      'a line Correction: in the block',
      'Headline\n- World\n- Date: 2025-05-04\n- Correction: The year was wrong.\nText.',
      { correction: 'The year was wrong.' },
    ],
    [
      'EMBARGOED UNTIL on a line',
      `EMBARGOED UNTIL 06:00 | 05 May 2025\n${head}Text.`,
      { title: 'Headline', embargo: Date.parse('2025-05-05T03:00:00Z') },
    ],
    [
      'EMBARGOED UNTIL in front of a headline',
      `EMBARGOED UNTIL 06:00 GMT, 5 May 2025 - ${head}Text.`,
      { title: 'Headline', embargo: Date.parse('2025-05-05T06:00:00Z') },
    ],
    [
      'EMBARGOED UNTIL below the headline',
      'Headline\nEMBARGOED UNTIL 06:00 | 05 May 2025\nStandfirst.\n- World\n- Date: 2025-05-04\nText.',
      { title: 'Headline', summary: 'Standfirst.', embargo: Date.parse('2025-05-05T03:00:00Z') },
    ],
    [
      'EMBARGOED UNTIL in the block, which is no section',
      'Headline\n- EMBARGOED UNTIL 06:00 | 05 May 2025\n- World\n- Jane Roe\n- Date: 2025-05-04\nText.',
      { section: 'World', embargo: Date.parse('2025-05-05T03:00:00Z') },
    ],
    [
      'EMBARGOED UNTIL below the block',
      'Headline\n- World\n- Date: 2025-05-04\nEMBARGOED UNTIL 06:00 | 05 May 2025\nText.',
      { embargo: Date.parse('2025-05-05T03:00:00Z') },
    ],
    ['a dateline, which stays', `${head}NORVIK (Agency) - Text.`, {}],
  ])('reads %s', (_title, text, expected) => {
    const reading = wire(text);
    expect(wrong(reading)).toEqual([]);
    expect(reading.fields).toMatchObject({
      title: expect.any(String),
      date: expect.any(Number),
      ...expected,
    });
    expect(reading.body.text).toContain('Text.');
    expect(text.split('\n')[reading.body.line - 1]).toBe(reading.body.text.split('\n')[0]);
  });

  it.each(['-30-', '- 30 -', '###', '# # #', 'ENDS', '(ENDS)'])('drops the end mark %s', (mark) => {
    expect(wire(`${head}Text.\n${mark}\n- Related one`)).toMatchObject({
      body: { text: 'Text.' },
      fields: { related: ['Related one'] },
    });
  });

  it('keeps a list in the body, and a list that something follows is no related headlines', () => {
    const reading = wire(`${head}Text.\n- a\n- b\nMore.`);
    expect(reading.fields.related).toBeUndefined();
    expect(reading.body.text).toBe('Text.\n- a\n- b\nMore.');
  });

  it('takes the first paragraphs for a body where no metadata follows them', () => {
    const reading = wire(
      'Date: 2025-05-04\nHeadline\nOne.\nTwo.\nThree.\nBy Monday, all was well.\nCorrection: none.',
    );
    expect(reading.fields.summary).toBeUndefined();
    expect(reading.body.text.split('\n')).toHaveLength(5);
  });

  it.each([
    ['has no date', 'Headline\n\nText.', '1:1 error the article has no date; add `- Published Date'],
    ['has no title', '\n\n', '1:1 error the article has no title'],
    [
      'has an unreadable date',
      'Headline\n- World\n- Published Date: 04/05/2025\nText.',
      '3:19 error "Published Date" is "04/05/2025"',
    ],
    [
      'has an unreadable embargo',
      `EMBARGOED UNTIL the minister speaks\n${head}Text.`,
      '1:17 error "embargo" is "the minister speaks"',
    ],
    [
      'has an unreadable embargo in its block',
      'Headline\n- World\n- EMBARGOED UNTIL the minister speaks\n- Date: 2025-05-04\nText.',
      '3:19 error "embargo" is "the minister speaks"',
    ],
    [
      'has a line that means nothing',
      'Headline\n- World\n- Staff\n- What\n- Date: 2025-05-04\nText.',
      '4:3 warning this line',
    ],
    [
      'has a status that is none',
      'Headline\n- Status: publishd\n- Date: 2025-05-04\nText.',
      '2:11 error "Status" is "publishd", which is no status; did you mean published?',
    ],
  ])('tells when copy %s', (_title, text, expected) => {
    expect(wrong(wire(text)).some((problem) => problem.startsWith(expected))).toBe(true);
  });

  it('asks no date of what was withdrawn', () => expect(wrong(wire('KILL: Headline\n\nText.'))).toEqual([]));
});

describe('wireToHtml', () => {
  it('escapes text and makes a paragraph of a line', () => {
    expect(wireToHtml('a < b & <b>c</b>\n\n"d"\u0000')).toBe(
      '<p>a &lt; b &amp; &lt;b&gt;c&lt;/b&gt;</p>\n<p>"d"</p>',
    );
  });
  it('makes lists of lists', () => {
    expect(wireToHtml('a\n- b\n\n- c\nd\n- e')).toBe(
      '<p>a</p>\n<ul>\n<li>b</li>\n<li>c</li>\n</ul>\n<p>d</p>\n<ul>\n<li>e</li>\n</ul>',
    );
  });
});

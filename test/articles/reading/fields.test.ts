import { describe, expect, it } from 'vitest';
import { read } from '../../../src/articles/reading/read.ts';
import type { Reading, Tool } from '../../../src/articles/reading/reading.ts';

const day = Date.parse('2025-05-03T21:00:00Z');

function md(front: string, tool?: Tool, key = 'a.md', defaults: Record<string, unknown> = {}): Reading {
  return read(
    { key, text: `---\n${front}\n---\nBody` },
    { timezone: 'Europe/Istanbul', defaults, ...(tool === undefined ? {} : { tool }) },
  );
}

function wrong(reading: Reading): readonly string[] {
  return reading.problems.map(
    ({ line, column, severity, reason }) => `${line}:${column} ${severity} ${reason}`,
  );
}

const base = 'title: T\ndate: 2025-05-04\n';

describe('fields of front matter', () => {
  it.each<[string, object]>([
    ['summary: S', { summary: 'S' }],
    ['description: S', { summary: 'S' }],
    ['standfirst: S', { summary: 'S' }],
    ['lead: S', { summary: 'S' }],
    ['excerpt: E\ndescription: S', { summary: 'S' }],
    ['summary: |\n  two\n  lines', { summary: 'two lines' }],
    ['author: Jane Roe', { authors: [{ name: 'Jane Roe' }] }],
    ['author: Jane Roe, John Doe', { authors: [{ name: 'Jane Roe, John Doe' }] }],
    ['authors: Jane Roe, John Doe', { authors: [{ name: 'Jane Roe' }, { name: 'John Doe' }] }],
    ['byline: By Jane Roe and John Doe', { authors: [{ name: 'Jane Roe' }, { name: 'John Doe' }] }],
    ['creator: [A, B]', { authors: [{ name: 'A' }, { name: 'B' }] }],
    [
      'author: { name: A, website: "https://a.example" }',
      { authors: [{ name: 'A', url: 'https://a.example' }] },
    ],
    ['authors:\n  - name: A\n  - B <b@example.org>', { authors: [{ name: 'A' }, { name: 'B' }] }],
    ['params:\n  author: A', { authors: [{ name: 'A' }] }],
    ['section: World\ncategories: [News, World]', { section: 'World', tags: ['News'] }],
    ['categories: [News, Europe]\ntags: [a, Europe]', { section: 'News', tags: ['Europe', 'a'] }],
    ['category: World News', { section: 'World News' }],
    ['tags: a, b c', { tags: ['a', 'b c'] }],
    ['tags: climate change', { tags: ['climate change'] }],
    ['tags: [2024, true, 0012]', { tags: ['2024', 'true', '0012'] }],
    ['keywords: a, b', { tags: ['a', 'b'] }],
    ['image: a.jpg\nimage_alt: A\nimageCaption: C', { image: { src: 'a.jpg', alt: 'A', caption: 'C' } }],
    [
      'image: { path: a.jpg, alt: A, credit: C, width: 640, height: 480px, length: 9, type: image/jpeg }',
      {
        image: {
          src: 'a.jpg',
          alt: 'A',
          credit: 'C',
          width: 640,
          height: 480,
          length: 9,
          type: 'image/jpeg',
        },
      },
    ],
    ['heroImage: ../a.jpg', { image: { src: '../a.jpg' } }],
    ['images: [a.jpg, b.jpg]', { image: { src: 'a.jpg' } }],
    ['cover: { image: a.jpg, caption: C }', { image: { src: 'a.jpg', caption: 'C' } }],
    ['coverImage: a.jpg', { image: { src: 'a.jpg' } }],
    [
      'enclosure: { url: a.mp3, type: audio/mpeg, length: 123, duration: "1:02:03" }',
      { enclosures: [{ src: 'a.mp3', type: 'audio/mpeg', length: 123, duration: 3723 }] },
    ],
    ['lang: tr', { language: 'tr' }],
    ['language: en_gb', { language: 'en-GB' }],
    ['lang: no', { language: 'no' }],
    ['permalink: /a/b/', { permalink: '/a/b/' }],
    ['url: /a/b/', { permalink: '/a/b/' }],
    ['canonical_url: https://example.org/x', { canonical: 'https://example.org/x' }],
    ['slug: 012345', { slug: '012345' }],
    ['id: 12:30', { id: '12:30' }],
    ['guid: " tag:x,2025:1 "', { id: 'tag:x,2025:1' }],
    ['uuid: 0d5', { id: '0d5' }],
    ['lastmod: 2025-05-05', { updated: Date.parse('2025-05-04T21:00:00Z') }],
    ['last_modified_at: 2025-05-05 10:00', { updated: Date.parse('2025-05-05T07:00:00Z') }],
    ['updatedDate: 2025-05-05T10:00Z', { updated: Date.parse('2025-05-05T10:00:00Z') }],
    ['expiryDate: 2025-06-01T00:00Z', { expires: Date.parse('2025-06-01T00:00:00Z') }],
    ['expires: never', {}],
    ['embargo: 2025-06-01 06:00', { embargo: Date.parse('2025-06-01T03:00:00Z') }],
    ['publishDate: 2025-06-01T00:00Z', { embargo: Date.parse('2025-06-01T00:00:00Z') }],
    ['correction: The year was wrong.', { correction: 'The year was wrong.' }],
    ['related: [One, { title: Two, url: /two }]', { related: ['One', '/two'] }],
    ['related: true', {}],
    ['draft: true', { status: 'draft' }],
    ['draft: yes', { status: 'draft' }],
    ['draft: false', { status: 'published' }],
    ['published: false', { status: 'draft' }],
    ['headless: true', { status: 'draft' }],
    ['build:\n  list: never', { status: 'draft' }],
    ['_build:\n  list: false', { status: 'draft' }],
    ['permalink: false', { status: 'draft' }],
    ['eleventyExcludeFromCollections: true', { status: 'draft' }],
    ['status: Withdrawn\ndraft: true', { status: 'withdrawn' }],
    ['status: published\ndraft: true', { status: 'draft' }],
    ['status: publish', { status: 'published' }],
    ['summary: false\nimage: false\ncorrection: false', {}],
    ['layout: post\nunknown: { a: [1, { b: 2 }] }\nweight: 3', {}],
  ])('reads %s', (front, expected) => {
    const reading = md(base + front);
    expect(wrong(reading)).toEqual([]);
    expect(reading.fields).toEqual({ title: 'T', date: day, ...expected });
    expect(Object.keys(reading.origins).sort()).toEqual(Object.keys(reading.fields).sort());
  });

  it.each([['pubDate'], ['publishDate'], ['published'], ['DATE'], ['date_published'], ['publishedAt']])(
    'reads the date from %s',
    (name) => expect(md(`title: T\n${name}: 2025-05-04`).fields).toEqual({ title: 'T', date: day }),
  );

  it.each<[string, Tool, string, object]>([
    [
      'Jekyll parts tags at spaces',
      'jekyll',
      'tags: climate europe\ncategories: news world',
      { section: 'news', tags: ['world', 'climate', 'europe'] },
    ],
    [
      'Jekyll leaves a category in the singular whole',
      'jekyll',
      'category: world news',
      { section: 'world news' },
    ],
    ['Eleventy begins days in UTC', 'eleventy', '', { date: Date.parse('2025-05-04T00:00:00Z') }],
    ['Hugo begins days where the site is', 'hugo', '', { date: day }],
  ])('%s', (_title, tool, front, expected) => expect(md(base + front, tool).fields).toMatchObject(expected));

  it('takes lastmod for the date in Hugo alone', () => {
    expect(md('title: T\nlastmod: 2025-05-04', 'hugo').fields.date).toBe(day);
    expect(md('title: T\nlastmod: 2025-05-04').fields.date).toBeUndefined();
  });

  it('has clock times in the zone of the file', () =>
    expect(md('title: T\ndate: 2025-05-04 10:39\ntimezone: America/New_York').fields.date).toBe(
      Date.parse('2025-05-04T14:39:00Z'),
    ));

  it('remembers where each field came from', () =>
    expect(md('Title: T\npubDate: 2025-05-04\ncategories: [a, b]\ntags: [c]').origins).toEqual({
      title: 'front matter "Title", line 2',
      date: 'front matter "pubDate", line 3',
      section: 'front matter "categories", line 4',
      tags: 'front matter "categories", line 4; front matter "tags", line 5',
    }));

  it.each([
    ['title: [1, 2]\ndate: 2025-05-04', '2:8 warning "title" is a list, but should be a line of text'],
    [
      'title: T',
      '1:1 error the article has no date; add `date: 2025-05-04 10:39` to its front matter (the time at which the file was changed is never',
    ],
    ['date: 2025-05-04', '1:1 error the article has no title'],
    ['title: T\ndate: soon', '3:7 error "date" is "soon"'],
    ['title: T\ndate: [2025]', '3:7 error "date" is a list, but should be one date'],
    [
      'title: T\ndate: Last Modified',
      '3:7 error "date" is "Last Modified", but the times that a file system keeps',
    ],
    ['title: T\ndate: git Created', '3:7 error "date" is "git Created", but'],
    [
      'title: T\ndate: 0001-01-01T00:00:00Z',
      '3:7 error "date" is "0001-01-01T00:00:00Z", and it lies before the year 1900',
    ],
    ['title: T\ndate: 9999-12-31', '3:7 error "date" is "9999-12-31", and it lies after'],
    ['title: T\ndate: 2025-03-30 03:30\ntimezone: Nowhere', '4:11 error "timezone" is no time zone'],
    [`${base}embargo: soon`, '4:10 error "embargo" is "soon"'],
    [`${base}expires: soon`, '4:10 error "expires" is "soon"'],
    [`${base}expires: 9999-12-31`, '4:10 warning "expires" is in the year 9999'],
    [`${base}updated: soon`, '4:10 warning "updated" is "soon"'],
    [`${base}status: drfat`, '4:9 error "status" is "drfat", which is no status; did you mean draft?'],
    [`${base}draft: ture`, '4:8 error "draft" is "ture", but should be true or false'],
    [
      `${base}correction: true`,
      '4:13 warning "correction" is true, but should be the text of the correction',
    ],
    [
      `${base}language: not a language`,
      '4:11 warning "language" is "not a language", which names no language',
    ],
    [`${base}canonical: /x`, '4:12 warning "canonical" is "/x", but should be a whole address'],
    [
      `${base}permalink: /:categories/:title/`,
      '4:12 warning "permalink" is "/:categories/:title/", a pattern',
    ],
    [`${base}authors: [{ email: a }]`, '4:11 warning an author in "authors" is a group'],
    [`${base}tags: { a: 1 }`, '4:7 warning "tags" is a group'],
    [`${base}image: { alt: x }`, '4:8 warning "image" is a group'],
    [`${base}enclosure: { title: x }`, '4:12 warning "enclosure" names no file'],
  ])('tells what is wrong with %j', (front, expected) => {
    const found = wrong(md(front)).filter((problem) => problem.startsWith(expected));
    expect(found, wrong(md(front)).join('\n')).toHaveLength(1);
  });

  it('says once that a date cannot be read', () => expect(wrong(md('title: T\ndate: soon'))).toHaveLength(1));

  it('asks nothing of a draft', () => {
    expect(wrong(md('draft: true'))).toEqual([]);
    expect(wrong(md('title: T', undefined, 'x/_drafts/a.md'))).toEqual([]);
  });

  it('takes what lies in _drafts for a draft whatever it says', () =>
    expect(md(`${base}draft: false`, undefined, '_drafts/a.md')).toMatchObject({
      fields: { status: 'draft' },
      origins: { status: 'folder _drafts' },
    }));

  it.each<[string, Tool | undefined, string, string | undefined]>([
    ['2025-05-04-a.md', undefined, 'title: T', '2025-05-03T21:00:00.000Z'],
    ['x/2025-05-04-a/index.md', undefined, 'title: T', '2025-05-03T21:00:00.000Z'],
    ['2025-05-04-a.md', undefined, 'title: T\ndate: 2024-01-01T00:00Z', '2024-01-01T00:00:00.000Z'],
    ['2025-05-04/a.md', 'eleventy', 'title: T', '2025-05-04T00:00:00.000Z'],
    ['2025-05-04/a.md', undefined, 'title: T', undefined],
    ['2025-05-041.md', undefined, 'title: T', undefined],
    ['2025-13-04-a.md', undefined, 'title: T', undefined],
  ])('%s in %s with %j', (key, tool, front, expected) => {
    const { date } = md(front, tool, key).fields;
    expect(date === undefined ? undefined : new Date(date).toISOString()).toBe(expected);
  });

  it('fills in the defaults of the folder, and the file itself comes first', () => {
    const defaults = { author: 'Desk', section: 'World', draft: true, tags: ['x'], timezone: 'UTC' };
    const reading = md(`${base}authors: [A]\ncategories: [B]\ndraft: false`, undefined, 'a.md', defaults);
    expect(reading.fields).toEqual({
      title: 'T',
      date: Date.parse('2025-05-04T00:00:00Z'),
      authors: [{ name: 'A' }],
      section: 'B',
      tags: ['x'],
      status: 'published',
    });
    expect(reading.origins.tags).toBe('default of its folder "tags"');
  });
});

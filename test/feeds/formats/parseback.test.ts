import fc from 'fast-check';
import { parseAtomFeed, parseJsonFeed, parseRssFeed } from 'feedsmith';
import { describe, expect, test } from 'vitest';
import { cleanText } from '../../../src/articles/reading/text.ts';
import { type Entry, joinPieces } from '../../../src/feeds/feed.ts';
import { atom } from '../../../src/feeds/formats/atom.ts';
import { formats } from '../../../src/feeds/formats/formats.ts';
import { json } from '../../../src/feeds/formats/json.ts';
import { rss } from '../../../src/feeds/formats/rss.ts';
import { idsIn, verify } from '../../../src/feeds/formats/verify.ts';
import { definition, entry, feed, textOf } from '../../support/feeds.ts';

/** What an independent parser says of an entry, in our words. */
interface Heard {
  id?: string;
  title?: string;
  summary?: string;
  html?: string;
  link?: string;
  authors: (string | undefined)[];
  topics: (string | undefined)[];
}

function heard(format: string, text: string): Heard[] {
  if (format === 'rss') {
    return (parseRssFeed(text).items ?? []).map((item) => ({
      id: item.guid?.value,
      title: item.title,
      summary: item.description,
      html: item.content?.encoded,
      link: item.link,
      authors: item.dc?.creators ?? [],
      topics: item.categories?.map(({ name }) => name) ?? [],
    }));
  }
  if (format === 'atom') {
    return (parseAtomFeed(text).entries ?? []).map((item) => ({
      id: item.id,
      title: item.title?.value,
      summary: item.summary?.value,
      html: item.content?.value,
      link: item.links?.[0]?.href,
      authors: item.authors?.map(({ name }) => name) ?? [],
      topics: item.categories?.map(({ label }) => label) ?? [],
    }));
  }
  return (parseJsonFeed(JSON.parse(text)).items ?? []).map((item) => ({
    id: item.id,
    title: item.title,
    summary: item.summary,
    html: item.content_html,
    link: item.url,
    authors: item.authors?.map(({ name }) => name) ?? [],
    topics: item.tags ?? [],
  }));
}

function told(one: Entry): Heard {
  return {
    id: one.id,
    title: one.title,
    summary: one.summary,
    html: one.html,
    link: one.permalink,
    authors: one.authors.map(({ name }) => name),
    topics: one.tags.map(({ name }) => name),
  };
}

const texts: [string, string][] = [
  ['an ampersand', 'Salt & pepper'],
  ['mathematics', 'When a < b & c > d'],
  ['a reference written out', 'How to write &amp; and &lt; in HTML'],
  ['markup written out', 'The <b>bold</b> element, and </title>, and <item>'],
  ['the end of CDATA, twice', 'a ]]> b ]]> c'],
  ['the end of CDATA alone', ']]>'],
  ['quotation marks', `"Quoted" and 'single'`],
  ['emoji and Arabic', 'مرحبا 🌊 dünya'],
  ['the words of the frame', '<id>urn:frame</id> urn:frame frame'],
  ['dollar signs, as in replacement patterns', "$& $1 $$ $` $'"],
];

describe.each(formats.map((format) => [format.name, format] as const))('%s', (name, format) => {
  test.each(texts)('carries %s unharmed in every text', (_, text) => {
    const one = entry({
      title: text,
      summary: text,
      html: `<p>${text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll(']]>', ']]&gt;')}</p>`,
      authors: [{ name: text }, { name: 'Jane Roe', url: 'https://paper.example/jane?a=1&b=2' }],
      tags: [{ name: text, slug: 'tag' }],
      permalink: 'https://paper.example/articles/one?a=1&b=2',
    });
    const written = feed([one], { definition: definition({ title: text, description: text }) });
    const pieces = format.write(written);
    const document = joinPieces(pieces).toString();
    expect(verify(name, pieces, written)).toBeUndefined();
    expect(heard(name, document)).toEqual([told(one)]);
  });

  test('keeps ids byte for byte, whatever they look like', () => {
    const ids = [
      'HTTP://Paper.Example/A b',
      'https://paper.example/?p=1&x=<y>',
      'tag:paper.example,2025:1',
      'post 7',
    ];
    const written = feed(ids.map((id) => entry({ id })));
    expect(heard(name, textOf(format, written)).map(({ id }) => id)).toEqual(ids);
  });

  test('tells any article as it is (property)', () => {
    const words = fc.string({ unit: 'binary', maxLength: 60 }).map(cleanText);
    const some = words.filter((text) => text !== '');
    const articles = fc.record({
      title: some,
      summary: some,
      id: some,
      authors: fc.array(fc.record({ name: some }), { minLength: 1, maxLength: 3 }),
      tags: fc
        .uniqueArray(some, { maxLength: 3 })
        .map((names) => names.map((tag, n) => ({ name: tag, slug: `${n}` }))),
    });
    fc.assert(
      fc.property(fc.uniqueArray(articles, { maxLength: 4, selector: ({ id }) => id }), (some) => {
        const written = feed(some.map(entry));
        const pieces = format.write(written);
        const document = joinPieces(pieces).toString();
        expect(verify(name, pieces, written)).toBeUndefined();
        expect(idsIn(name, document)).toEqual(written.entries.map(({ id }) => id));
        if (name === 'json') expect(heard(name, document)).toEqual(written.entries.map(told));
      }),
      { numRuns: 300 },
    );
  });

  test('writes the same bytes for the same feed, and other objects with equal facts', () => {
    expect(textOf(format, feed([entry(), entry({ id: 'urn:b' })]))).toBe(
      textOf(format, feed([entry(), entry({ id: 'urn:b' })])),
    );
  });

  test('has no trace of a clock in an empty feed', () => {
    const year = String(new Date().getUTCFullYear());
    expect(textOf(format, feed([]))).not.toContain(year);
  });
});

test('RSS names authors without an e-mail element and marks only foreign languages', () => {
  const document = textOf(rss, feed([entry(), entry({ id: 'urn:b', language: 'tr', foreign: true })]));
  expect(document).not.toContain('<author>');
  expect(document.match(/<dc:language>/g)).toHaveLength(1);
  expect(document).toContain('<dc:language>tr</dc:language>');
});

test('Atom and JSON Feed mark foreign languages too', () => {
  const written = feed([entry({ language: 'ar', foreign: true })]);
  expect(textOf(atom, written)).toContain('<entry xml:lang="ar">');
  expect(JSON.parse(textOf(json, written)).items[0].language).toBe('ar');
});

test('a feed of summaries has no bodies, and JSON Feed then says that its text is plain', () => {
  const written = feed([entry({ html: undefined, summary: 'a < b' })]);
  expect(textOf(rss, written)).not.toContain('content:encoded>');
  expect(textOf(atom, written)).not.toContain('<content');
  expect(JSON.parse(textOf(json, written)).items[0]).toMatchObject({
    content_text: 'a < b',
    summary: 'a < b',
  });
});

test('the correction, the picture and related pieces come with the body, once', () => {
  const image = {
    url: 'https://paper.example/media/1/a.jpg',
    alt: 'Boats',
    caption: 'At dawn',
    credit: 'J. Roe',
  };
  const one = entry({
    image,
    correction: 'It was Tuesday.',
    related: [{ title: 'Two', url: 'https://paper.example/2' }],
  });
  const body = JSON.parse(textOf(json, feed([one]))).items[0].content_html as string;
  expect(body.indexOf('It was Tuesday.')).toBeLessThan(body.indexOf('<img'));
  expect(body.indexOf('<img')).toBeLessThan(body.indexOf('<p>Body</p>'));
  expect(body).toContain('<a href="https://paper.example/2">Two</a>');
  const shown = entry({ image, html: `<p><img src="${image.url}" alt="Boats"></p>` });
  expect(
    (JSON.parse(textOf(json, feed([shown]))).items[0].content_html as string).match(/<img/g),
  ).toHaveLength(1);
});

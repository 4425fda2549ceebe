import { describe, expect, test } from 'vitest';
import { readFeed } from '../../../../src/feeds/formats/reading/document.ts';
import type { FormerFeed } from '../../../../src/feeds/formats/reading/former.ts';

function feedOf(text: string, address?: string): FormerFeed {
  const read = readFeed(text, address);
  if ('fault' in read) throw new Error(JSON.stringify(read.fault));
  return read.feed;
}

function faultOf(text: string, address?: string) {
  const read = readFeed(text, address);
  return 'fault' in read ? read.fault : undefined;
}

const rss = (items: string, channel = '') =>
  `<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:dc="http://purl.org/dc/elements/1.1/"
    xmlns:media="http://search.yahoo.com/mrss/" xmlns:fb="http://rssnamespace.org/feedburner/ext/1.0">
    <channel><title>T</title><link>https://old.example/</link>${channel}${items}</channel></rss>`;
const atom = (entries: string, feed = '') =>
  `<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title>${feed}${entries}</feed>`;

const noon = Date.UTC(2024, 4, 4, 12);

describe('an item of RSS is known to readers by', () => {
  test.each([
    [
      'its guid',
      '<guid isPermaLink="false">https://old.example/?p=1</guid><link>/a</link>',
      'https://old.example/?p=1',
    ],
    ['a guid that is no address', '<guid>5f1e</guid><link>https://old.example/a</link>', '5f1e'],
    [
      'a guid as it is written, escapes of XML undone',
      '<guid>https://x/?a=1&amp;b=%7E</guid>',
      'https://x/?a=1&b=%7E',
    ],
    [
      'a guid in CDATA, without the spaces around it',
      '<guid>\n <![CDATA[tag:x,1:<y>]]> </guid>',
      'tag:x,1:<y>',
    ],
    ['its link, as it is written, where it has no guid', '<link>/a</link>', '/a'],
    [
      'its link where the guid is empty',
      '<guid/><link>https://old.example/a</link>',
      'https://old.example/a',
    ],
  ])('%s', (_title, item, id) => {
    expect(feedOf(rss(`<item>${item}</item>`)).items.map((item) => item.id)).toEqual([id]);
  });
});

test('RSS 1.0 has its items beside the channel, known by rdf:about', () => {
  const text = `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
    xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="x"><title>T</title><link>https://old.example/</link>
    </channel><item rdf:about="urn:1"><title>One</title><link>https://old.example/1</link>
    <dc:date>2024-05-04T12:00:00Z</dc:date></item></rdf:RDF>`;
  expect(feedOf(text)).toEqual({
    format: 'RSS 1.0',
    home: 'https://old.example/',
    nameless: 0,
    items: [{ id: 'urn:1', addresses: ['https://old.example/1'], title: 'One', published: noon }],
  });
});

test('titles and links of foreign elements are none of an item', () => {
  const item = `<media:title>Picture</media:title><atom:link href="https://x/self" rel="self"/>
    <media:group><title>No</title></media:group><title>One</title><link>https://old.example/1</link>`;
  const [read] = feedOf(rss(`<item>${item}</item>`)).items;
  expect(read).toEqual({ id: 'https://old.example/1', addresses: ['https://old.example/1'], title: 'One' });
});

test('what FeedBurner put in the place of links is undone', () => {
  const item =
    '<guid isPermaLink="false">1</guid><link>https://feeds.example/~r/x</link><fb:origLink>https://old.example/1</fb:origLink>';
  expect(feedOf(rss(`<item>${item}</item>`)).items[0]?.addresses).toEqual([
    'https://old.example/1',
    'https://feeds.example/~r/x',
  ]);
});

test('Atom tells its ids byte for byte, and links that are relative', () => {
  const text = atom(
    `<entry><id> tag:old.example,2024:/A%7e </id><title type="html">A &amp;amp; B</title><link href="one"/>
     <link rel="enclosure" href="x.mp3"/><published>2024-05-04T14:00:00+02:00</published><updated>2025-01-01T00:00:00Z</updated>
     <source><id>urn:source</id><title>Source</title></source></entry>
     <entry><id>https://old.example/2</id><title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">Two <em>words</em></div></title></entry>`,
    '<link href="/"/><link rel="next" href="?page=2"/>',
  );
  expect(feedOf(text, 'https://old.example/blog/atom.xml')).toEqual({
    format: 'Atom 1.0',
    home: 'https://old.example/',
    older: 'https://old.example/blog/atom.xml?page=2',
    nameless: 0,
    items: [
      {
        id: 'tag:old.example,2024:/A%7e',
        addresses: ['https://old.example/blog/one'],
        title: 'A & B',
        published: noon,
      },
      { id: 'https://old.example/2', addresses: ['https://old.example/2'], title: 'Two words' },
    ],
  });
});

test('JSON Feed tells ids as text or number, and its next page', () => {
  const text = JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    home_page_url: 'https://old.example/',
    feed_url: 'https://old.example/feed.json',
    next_url: '/feed.json?page=2',
    items: [
      { id: 'a b', url: '/a', title: 'A', date_published: '2024-05-04T12:00:00Z' },
      { id: 7 },
      { url: 'https://old.example/c' },
      { title: 'nobody' },
      null,
    ],
  });
  expect(feedOf(text)).toEqual({
    format: 'JSON Feed 1.1',
    home: 'https://old.example/',
    older: 'https://old.example/feed.json?page=2',
    nameless: 2,
    items: [
      { id: 'a b', addresses: ['https://old.example/a'], title: 'A', published: noon },
      { id: '7', addresses: [], title: '' },
      { id: 'https://old.example/c', addresses: ['https://old.example/c'], title: '' },
    ],
  });
});

test('an archive page before counts more than a next page', () => {
  const links =
    '<atom:link rel="next" href="https://old.example/n"/><atom:link rel="prev-archive" href="https://old.example/p"/>';
  expect(feedOf(rss('', links)).older).toBe('https://old.example/p');
});

test('white space before the XML declaration is coped with, and places count it', () => {
  const text = `\n\n<?xml version="1.0"?>${rss('<item><link>https://x/1</link></item>')}`;
  expect(feedOf(text).items).toHaveLength(1);
  expect(faultOf(`\n\n${rss('<item><b></item>')}`)?.line).toBe(5);
});

const laughs = `<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><rss><channel><item><guid>&b;</guid></item></channel></rss>`;

describe('nothing is made of', () => {
  test.each([
    ['an empty document', '  \n', 'is empty'],
    ['plain text', 'Not found', 'is no feed: neither XML nor JSON'],
    ['XML of another kind', '<opml version="2.0"/>', 'is XML, but no feed: it begins with <opml>'],
    ['RSS that is no more than a root', '<rss version="2.0"/>', 'is XML, but no feed: it begins with <rss>'],
    ['JSON of another kind', '{"items":[]}', 'is JSON, but no JSON Feed'],
    ['a list in JSON', '[]', 'is JSON, but no JSON Feed'],
    [
      'JSON that was cut short',
      '{"version":"https://jsonfeed.org/version/1","items":[{"id":"1"}',
      'cut short',
    ],
    ['XML that was cut short after an item', rss('<item><guid>1</guid></item>').slice(0, -20), 'cut short'],
    ['XML that was cut short in a tag', rss('<item><guid>1</guid></item>').slice(0, -2), 'cut short'],
    ['XML that was cut short in text', '<rss><channel><item><guid>1', 'cut short'],
    ['entities of its own', laughs, 'declares entities'],
    ['entities that nobody declared', rss('<item><title>&nbsp;</title></item>'), 'undefined entity'],
    ['elements inside each other without end', '<a>'.repeat(5000), 'more than 200 deep'],
    [
      'more elements than any feed has',
      `<rss><channel>${'<item/>'.repeat(500_001)}`,
      'more than 500000 elements',
    ],
  ])('%s', (_title, text, reason) => {
    expect(faultOf(text)?.reason).toContain(reason);
  });
});

test('a DOCTYPE without entities, as RSS 0.91 has it, harms nothing', () => {
  const doctype =
    '<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://my.netscape.com/publish/formats/rss-0.91.dtd">';
  const text = `<?xml version="1.0"?>${doctype}<rss version="0.91"><channel><item><link>https://x/1</link></item></channel></rss>`;
  expect(feedOf(text)).toMatchObject({ format: 'RSS 0.91', items: [{ id: 'https://x/1' }] });
});

test.each([
  ['XML', '<rss>\n  <channel>\n    <item></oops>\n', { line: 3, column: 17 }],
  ['XML with a prefix that nobody declared', '<rss>\n<channel><media:x/></channel></rss>', { line: 2 }],
  ['JSON', '{"version": "https://jsonfeed.org/version/1.1",\n "items": [1 2]}', { line: 2, column: 14 }],
])('%s that is broken is told with line and column', (_title, text, place) => {
  expect(faultOf(text)).toMatchObject(place);
});

describe('a web page is told from a feed, and its feeds are named', () => {
  test.each([
    ['HTML', ''],
    ['HTML after a comment', '<!-- cached -->\n'],
    ['XHTML', '<?xml version="1.0"?>\n'],
  ])('%s', (_title, prolog) => {
    const page = `${prolog}<!DOCTYPE html><html><head><link rel="stylesheet" href="x.css">
      <link rel="alternate" type="application/rss+xml" href="/feed/">
      <link rel="alternate" type="application/feed+json" href="feed.json">
      <link rel="alternate" hreflang="de" href="/de"></head><body>Hello</body></html>`;
    expect(faultOf(page, 'https://old.example/blog/')).toEqual({
      reason:
        'is a web page, not a feed: name one of its feeds: https://old.example/feed/ https://old.example/blog/feed.json',
      offers: ['https://old.example/feed/', 'https://old.example/blog/feed.json'],
    });
  });

  test('one that names none', () => {
    expect(faultOf('<html><body>Hello</body></html>')?.reason).toContain('it names no feed either');
  });
});

import { parseRssFeed } from 'feedsmith';
import { describe, expect, test } from 'vitest';
import { type Entry, type Feed, joinPieces } from '../../../src/feeds/feed.ts';
import { rss } from '../../../src/feeds/formats/rss.ts';
import { verify } from '../../../src/feeds/formats/verify.ts';
import type { ProfileName } from '../../../src/feeds/profiles/profile.ts';
import { fitEntries, profileFor } from '../../../src/feeds/profiles/profiles.ts';
import { definition, entry, feed, site } from '../../support/feeds.ts';
import { optionsOf } from './options.ts';

function write(name: ProfileName, own: Partial<Entry>, around: Partial<Feed> = {}): string {
  const wanted = definition({
    path: '/feeds/partner',
    description: 'News of the town and of the sea around it',
    profile: optionsOf(name),
  });
  const { entries, unfit } = fitEntries([entry(own)], profileFor(wanted.profile), { site, language: 'en' });
  expect(unfit).toEqual([]);
  const written = feed(entries, { definition: wanted, ...around });
  const pieces = rss.write(written);
  expect(verify('rss', pieces, written)).toBeUndefined();
  const document = joinPieces(pieces).toString();
  return document;
}

function itemOf(document: string): string {
  return document.slice(document.indexOf('<item>'));
}

describe('Google News', () => {
  test('sees by pubDate that an article changed', () => {
    const document = write('google-news', { published: Date.UTC(2025, 4, 4), updated: Date.UTC(2025, 4, 5) });
    expect(itemOf(document)).toContain('<pubDate>Mon, 05 May 2025 00:00:00 GMT</pubDate>');
    expect(itemOf(document)).toContain('<atom:updated>2025-05-05T00:00:00Z</atom:updated>');
  });
});

describe('Flipboard', () => {
  const body = `<p>${'The harbour was quiet this morning, and nobody went out. '.repeat(12)}</p>`;
  const picture = { image: { url: 'https://paper.example/a.jpg', caption: 'At dawn' } };
  const summaryOf = (own: Partial<Entry>) =>
    parseRssFeed(write('flipboard', { ...picture, ...own })).items?.[0]?.description ?? '';

  test('gets a summary of its length: one from the body goes on, one of its own is followed by the body', () => {
    const derived = summaryOf({ summary: 'The harbour was quiet this…', html: body });
    expect(derived).toMatch(/^The harbour was quiet this morning, and/);
    expect(derived.length).toBeGreaterThan(300);
    const own = summaryOf({ summary: 'No fish today.', html: body });
    expect(own).toMatch(/^No fish today\. The harbour was quiet/);
    expect(own.length).toBeGreaterThan(300);
  });

  test('leaves a long summary alone', () => {
    const summary = 'Long enough. '.repeat(30).trim();
    expect(summaryOf({ summary, html: body })).toBe(summary);
  });

  test('gets its picture as a figure in the body', () => {
    expect(write('flipboard', { ...picture, html: body })).toContain(
      '<figcaption>At dawn</figcaption></figure>',
    );
  });
});

describe('SmartNews', () => {
  const document = write('smartnews', { image: { url: 'https://paper.example/a.jpg' } });
  const head = document.slice(0, document.indexOf('<item>'));

  test('gets logos, the date of the newest article and a description of 30 characters at most', () => {
    expect(head).toContain('xmlns:snf="http://www.smartnews.be/snf"');
    expect(head).toContain('<snf:logo><url>https://paper.example/logo.png</url></snf:logo>');
    expect(head).toContain('<snf:darkModeLogo><url>https://cdn.example/dark.png</url></snf:darkModeLogo>');
    expect(head).toContain('<pubDate>Sun, 04 May 2025 07:39:00 GMT</pubDate>');
    expect(parseRssFeed(document).description).toBe('News of the town and of the…');
    expect(itemOf(document)).toContain('<media:thumbnail url="https://paper.example/a.jpg"/>');
  });

  test('gets its analytics in every item, whatever they hold', () => {
    expect(itemOf(document)).toContain(
      '<snf:analytics><![CDATA[<script>count("a ]]]]><![CDATA[> b")</script>]]></snf:analytics>',
    );
  });

  test('is told of what was taken back', () => {
    const told = write(
      'smartnews',
      {},
      {
        withdrawn: [
          { id: 'urn:gone', at: Date.UTC(2025, 4, 6), permalink: 'https://paper.example/articles/gone' },
          { id: 'urn:lost', at: Date.UTC(2025, 4, 5) },
        ],
      },
    );
    const items = parseRssFeed(told).items?.map(({ guid, link, media }) => [
      guid?.value,
      link,
      media?.status?.state,
    ]);
    expect(items).toEqual([
      [entry().id, entry().permalink, undefined],
      ['urn:gone', 'https://paper.example/articles/gone', 'deleted'],
      ['urn:lost', 'https://paper.example/', 'deleted'],
    ]);
  });

  test('is the only one that is: for others what was taken back just goes', () => {
    expect(
      write('msn', { title: 'A title of more than twenty' }, { withdrawn: [{ id: 'urn:gone', at: 0 }] }),
    ).not.toContain('urn:gone');
  });
});

describe('MSN', () => {
  const title = 'A title of more than twenty characters';

  test('gets the last change and the end of an article', () => {
    const item = itemOf(write('msn', { title, expires: Date.UTC(2025, 5, 1) }));
    expect(item).toContain('<dcterms:modified>2025-05-04T08:00:00Z</dcterms:modified>');
    expect(item).toContain('<dcterms:valid>2025-06-01T00:00:00Z</dcterms:valid>');
    expect(item).toContain('<mi:expirationDate>2025-06-01T00:00:00Z</mi:expirationDate>');
    expect(item).not.toContain('mi:shortTitle');
  });

  test('gets a short title beside one that is too long', () => {
    const long = `${'Salt & pepper '.repeat(14)}end`;
    const [, short = ''] = /<mi:shortTitle>(.*?)<\/mi:shortTitle>/.exec(write('msn', { title: long })) ?? [];
    const read = short.replaceAll('&amp;', '&');
    expect(read).toMatch(/^Salt & pepper .*…$/);
    expect(read.length).toBeLessThanOrEqual(150);
    expect(parseRssFeed(write('msn', { title: long })).items?.[0]?.title).toBe(long);
  });

  test('gets the elements that it takes, lead picture and related pieces included', () => {
    const document = write('msn', {
      title,
      html: '<h6>Deep</h6><pre><code>x</code></pre><details><summary>More</summary><p>Inside</p></details>',
      image: { url: 'https://paper.example/a.jpg', alt: 'Boats', caption: 'At dawn', width: 9, height: 9 },
      related: [{ title: 'Two', url: 'https://paper.example/2' }],
    });
    expect(parseRssFeed(document).items?.[0]?.content?.encoded).toBe(
      [
        '<div><img src="https://paper.example/a.jpg" alt="Boats" width="9" height="9"><p>At dawn</p></div>',
        '<h5>Deep</h5><p>x</p><div><p>More</p><p>Inside</p></div>',
        '<h2>Related</h2>',
        '<ul><li><a href="https://paper.example/2">Two</a></li></ul>',
      ].join('\n'),
    );
  });
});

describe('newsletters', () => {
  test('get pictures that fit a column, links for players, and nothing that mail programs cannot show', () => {
    const html =
      '<figure><img src="https://paper.example/a.jpg" srcset="https://paper.example/b.jpg 2x" alt="A" width="1200" height="801"></figure>' +
      '<video src="https://paper.example/clip%20one.mp4" poster="https://paper.example/p.jpg"><p>No film here</p></video>' +
      '<audio><source src="https://paper.example/talk.mp3" type="audio/mpeg"><source src="https://paper.example/talk.ogg"></audio>' +
      '<p>After <img src="https://paper.example/map.svg" alt="A &lt; map"></p>';
    expect(parseRssFeed(write('newsletter', { html })).items?.[0]?.content?.encoded).toBe(
      '<div><img src="https://paper.example/a.jpg" alt="A" width="600" height="401"></div>' +
        '<a href="https://paper.example/clip%20one.mp4">clip one.mp4</a>' +
        '<a href="https://paper.example/talk.mp3">talk.mp3</a>' +
        '<p>After A &lt; map</p>',
    );
  });
});

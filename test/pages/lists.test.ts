import { describe, expect, test } from 'vitest';
import { finish } from '../../src/articles/steps.ts';
import { noFeeds } from '../../src/pages/directory.ts';
import { feedsPage } from '../../src/pages/feeds.ts';
import { frontPage } from '../../src/pages/front.ts';
import { notFoundPage } from '../../src/pages/notfound.ts';
import { topicPage } from '../../src/pages/topic.ts';
import { definition, entry, feed, site } from '../support/feeds.ts';
import { read } from './document.ts';
import { definitions, directory, fullEntry } from './samples.ts';

const feeds = definitions();
const mounted = { ...site, url: 'https://paper.example/news' };

describe('the front page', () => {
  const other = entry({ id: 'urn:x:2', title: 'Second', language: 'ar', foreign: true });
  const { all, only, meta } = read(frontPage(feed([fullEntry(), other]), directory(feeds)));

  test('the name of the site is its heading, the first article leads, the rest follow', () => {
    expect(only('h1').text).toBe('The Paper');
    expect(all('h2').map(({ text }) => text)).toEqual(['Headline', 'Latest articles']);
    expect(all('h3').map(({ text }) => text)).toEqual(['Second']);
  });

  test('it leads to sections and feeds', () => {
    const links = all('a').filter(({ path }) => path.includes('nav'));
    expect(links.map(({ attributes, text }) => [text, attributes.href])).toEqual([
      ['World', '/sections/world'],
      ['Subscribe', '/feeds'],
    ]);
  });

  test('an article in another language says so', () => {
    expect(all('article').map(({ attributes }) => [attributes.lang, attributes.dir])).toEqual([
      [undefined, undefined],
      ['ar', 'rtl'],
    ]);
  });

  test('it offers the feeds of the site once each', () => {
    const offered = all('link').filter(({ attributes }) => attributes.rel === 'alternate');
    expect(offered.map(({ attributes }) => attributes.type)).toEqual([
      'application/rss+xml',
      'application/atom+xml',
      'application/feed+json',
    ]);
  });

  test('it is found under the address of the site', () => {
    expect(meta('og:url')).toBe('https://paper.example/');
    expect(meta('og:type')).toBe('website');
  });
});

describe('a site below a path', () => {
  const one = entry({ permalink: `${mounted.url}/articles/one`, html: '' });
  const { all } = read(frontPage(feed([one], { site: mounted }), directory(feeds)));

  test('its pages link below that path, and tell others the whole address', () => {
    const local = all('a', 'link').map(({ attributes }) => attributes.href ?? '');
    for (const address of local) expect(address).toMatch(/^(#|\/news\/|https:\/\/paper\.example\/news\/)/);
    expect(local).toContain('/news/articles/one');
    expect(local).toContain('/news/style.css');
    expect(local).toContain('https://paper.example/news/rss.xml');
  });
});

describe('the page of a section', () => {
  const [, section = definition()] = feeds;
  const { all, only } = read(topicPage(feed([fullEntry()], { definition: section }), directory(feeds)));

  test('it has the section’s name, its articles, and its own feeds first', () => {
    expect(only('h1').text).toBe('World');
    expect(all('h3').map(({ text }) => text)).toEqual(['Headline']);
    const offered = all('link').filter(({ attributes }) => attributes.rel === 'alternate');
    expect(offered[0]?.attributes.href).toBe('https://paper.example/sections/world/rss.xml');
    expect(offered.length).toBe(6);
  });

  test('the navigation marks it', () => {
    const marked = all('a').filter(({ attributes }) => attributes['aria-current'] !== undefined);
    expect(marked.map(({ text }) => text)).toEqual(['World']);
  });

  test('a name of any script stands in its address', () => {
    const page = topicPage(feed([], { definition: definition({ path: '/tags/çay', name: 'Çay' }) }), noFeeds);
    expect(page).toContain('href="https://paper.example/tags/%C3%A7ay"');
    expect(page).toContain('There are no articles here yet.');
  });
});

describe('the page of feeds', () => {
  const newest = {
    title: 'Headline',
    permalink: 'https://paper.example/articles/one',
    published: Date.UTC(2025, 4, 4),
  };
  const { all } = read(
    finish(
      feedsPage(
        site,
        feeds.map((one, index) => ({ definition: one, count: index, newest: index ? newest : undefined })),
        directory(feeds),
      ),
    ),
  );
  const hrefs = all('a').map(({ attributes }) => attributes.href ?? '');

  test.each(feeds.map(({ path }) => [path]))('has "%s" in all formats', (path) => {
    for (const file of ['rss.xml', 'atom.xml', 'feed.json']) expect(hrefs).toContain(`${path}/${file}`);
    expect(all('code').map(({ text }) => text)).toContain(`https://paper.example${path}/rss.xml`);
  });

  test('groups them', () => {
    const outline = all('h2', 'h3').map(({ name, text }) => `${name} ${text}`);
    expect(outline).toEqual([
      'h2 How to subscribe',
      'h2 All articles',
      'h3 The Paper',
      'h2 Sections',
      'h3 World',
      'h2 Collections',
      'h3 Long reads',
      'h2 Authors',
      'h3 Jane Roe',
      'h2 Tags',
      'h3 Tide',
    ]);
  });

  test('hands them to readers by their public address', () => {
    const encoded = 'https%3A%2F%2Fpaper.example%2Ftags%2Ftide%2Frss.xml';
    expect(hrefs).toEqual(
      expect.arrayContaining([
        'feed:https://paper.example/tags/tide/rss.xml',
        `https://feedly.com/i/subscription/feed/${encoded}`,
        `https://www.inoreader.com/?add_feed=${encoded}`,
        `https://www.newsblur.com/?url=${encoded}`,
        '/feeds.opml',
      ]),
    );
  });

  test('tells how many articles there are and which is the newest', () => {
    const facts = all('p')
      .filter(({ attributes }) => attributes.class === 'facts')
      .map(({ text }) => text);
    expect(facts[0]).toBe('0 articles');
    expect(facts[1]).toMatch(/^1 article · Newest: Headline · May 4, 2025/);
  });
});

test('the page for a dead link is not to be found', () => {
  const { meta, all } = read(notFoundPage(site));
  expect(meta('robots')).toBe('noindex');
  expect(all('link').some(({ attributes }) => attributes.rel === 'canonical')).toBe(false);
});

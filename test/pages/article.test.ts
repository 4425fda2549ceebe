import { describe, expect, test } from 'vitest';
import type { Entry } from '../../src/feeds/feed.ts';
import { articlePage } from '../../src/pages/article.ts';
import { noFeeds } from '../../src/pages/directory.ts';
import { entry, site } from '../support/feeds.ts';
import { read } from './document.ts';
import { definitions, directory, fullEntry } from './samples.ts';

const feeds = directory(definitions());
const page = (own: Partial<Entry> = {}, where = site) =>
  articlePage({ ...fullEntry(), ...own }, where, feeds);
const open = (own: Partial<Entry> = {}, where = site) => read(page(own, where));

describe('what it tells programs', () => {
  const { all, meta, only } = open();

  test('its address is the permalink', () => {
    const canonical = all('link').find(({ attributes }) => attributes.rel === 'canonical');
    expect(canonical?.attributes.href).toBe('https://paper.example/articles/one');
    expect(meta('og:url')).toBe('https://paper.example/articles/one');
  });

  test('it offers the feeds of its section, then those of the site, by absolute addresses', () => {
    const offered = all('link').filter(({ attributes }) => attributes.rel === 'alternate');
    expect(offered.map(({ attributes: { type, title, href } }) => [type, title, href])).toEqual([
      ['application/rss+xml', 'The Paper: World (RSS)', 'https://paper.example/sections/world/rss.xml'],
      ['application/atom+xml', 'The Paper: World (Atom)', 'https://paper.example/sections/world/atom.xml'],
      [
        'application/feed+json',
        'The Paper: World (JSON Feed)',
        'https://paper.example/sections/world/feed.json',
      ],
      ['application/rss+xml', 'The Paper (RSS)', 'https://paper.example/rss.xml'],
      ['application/atom+xml', 'The Paper (Atom)', 'https://paper.example/atom.xml'],
      ['application/feed+json', 'The Paper (JSON Feed)', 'https://paper.example/feed.json'],
    ]);
  });

  test('Open Graph has its kind, words, picture and times', () => {
    const names =
      'og:type og:title og:description og:image og:image:alt og:image:width article:published_time article:modified_time article:section article:tag';
    expect(names.split(' ').map(meta)).toEqual([
      'article',
      'Headline',
      'Standfirst',
      'https://paper.example/media/1/lead.jpg',
      'A boat',
      '1200',
      '2025-05-04T07:39:00Z',
      '2025-05-04T08:00:00Z',
      'World',
      'Tide',
    ]);
  });

  test('JSON-LD tells the same', () => {
    expect(JSON.parse(only('script').text)).toMatchObject({
      '@type': 'NewsArticle',
      headline: 'Headline',
      datePublished: '2025-05-04T07:39:00Z',
      dateModified: '2025-05-04T08:00:00Z',
      author: [{ name: 'Jane Roe' }, { name: 'John Doe', url: 'https://john.example/' }],
      publisher: { name: 'The Paper' },
      image: { url: 'https://paper.example/media/1/lead.jpg', creditText: 'Photographer' },
      keywords: ['Tide', 'Without a feed'],
      correction: 'It was two, not three.',
      inLanguage: 'en',
    });
  });
});

describe('what it shows', () => {
  const { all, only } = open();
  const links = new Map(all('a').map(({ text, attributes }) => [text, attributes.href]));

  test('everything on the site is linked without a host, so that it works under any', () => {
    expect(links.get('Tide')).toBe('/tags/tide');
    expect(links.get('Jane Roe')).toBe('/authors/jane-roe');
    expect(links.get('John Doe')).toBe('https://john.example/');
    expect(links.get('Linked')).toBe('/articles/two');
    expect(all('img')[0]?.attributes.src).toBe('/media/1/lead.jpg');
  });

  test('a name without a page is no link', () => {
    expect(links.has('Without a feed')).toBe(false);
    expect(links.has('Not linked')).toBe(false);
  });

  test('the author’s own address counts only where it is one of the web', () => {
    const { all } = open({ authors: [{ name: 'Eve', url: 'javascript:alert(1)' }] });
    expect(all('a').some(({ text }) => text === 'Eve')).toBe(false);
  });

  test('the correction stands above picture and body', () => {
    const order = read(page()).elements.map(({ attributes }) => attributes.class);
    const places = ['correction', 'picture', 'body', 'related', 'tags'].map((name) => order.indexOf(name));
    expect(places).not.toContain(-1);
    expect([...places].sort((a, b) => a - b)).toEqual(places);
  });

  test('the picture has its caption, credit and size', () => {
    expect(only('figcaption').text).toBe('Caption Photographer');
    expect(all('img')[0]?.attributes).toMatchObject({ alt: 'A boat', width: '1200', height: '800' });
  });

  test('sound can be played, and every file says what it is', () => {
    expect(only('audio').attributes).toMatchObject({ src: '/media/2/bell.mp3', preload: 'none' });
    expect(all('small').map(({ text }) => text)).toEqual(['audio/mpeg · 1:23 · 2.3 MB', 'application/pdf']);
    expect(links.get('list one.pdf')).toBe('/media/3/list%20one.pdf');
  });
});

describe('what it leaves out', () => {
  const image = { url: 'https://paper.example/media/1/a.jpg?a=1&b=2' };

  test.each([
    [
      'a picture that the body shows',
      { image, html: '<p>a</p><img src="https://paper.example/media/1/a.jpg?a=1&amp;b=2" alt="">' },
      1,
    ],
    ['no picture that it does not show', { image, html: '<p>a</p>' }, 1],
    ['any picture where there is none', { image: undefined }, 0],
  ])('%s', (_, own, pictures) => {
    expect(open(own).all('img').length).toBe(pictures);
  });

  test.each([
    [
      'a summary that was taken from the body',
      { summary: 'Once upon a…', html: '<p>Once <em>upon</em> a time</p>' },
      0,
    ],
    ['a summary that repeats the headline', { summary: 'Headline', html: '<p>a</p>' }, 0],
    ['an empty summary', { summary: '' }, 0],
    ['no summary of its own', { summary: 'Something else' }, 1],
  ])('%s', (_, own, standfirsts) => {
    expect(open(own).elements.filter(({ attributes }) => attributes.class === 'standfirst').length).toBe(
      standfirsts,
    );
  });

  test('an update within a minute', () => {
    const { published } = entry();
    expect(page({ updated: published + 59_000 })).not.toContain('Updated');
    expect(page({ updated: published + 60_000 })).toContain('Updated');
  });

  test('everything that it has not got', () => {
    const { elements } = read(articlePage(entry({ authors: [], html: undefined }), site, noFeeds));
    const classes = elements.flatMap(({ attributes }) => attributes.class ?? []);
    expect(classes).not.toContain('authors');
    for (const name of ['kicker', 'correction', 'picture', 'related', 'tags', 'files'])
      expect(classes).not.toContain(name);
  });
});

describe('an article in another language than the site', () => {
  test('has its own language, direction, words and dates; the page around it keeps the site’s', () => {
    const { all, only } = open({ language: 'ar', foreign: true });
    expect(only('html').attributes).toEqual({ lang: 'en', dir: 'ltr' });
    expect(only('article').attributes).toMatchObject({ lang: 'ar', dir: 'rtl' });
    expect(only('article').text).toContain('تصحيح');
    expect(only('article').text).toContain('مايو');
    expect(all('a')[0]?.text).toBe('Skip to content');
  });

  test('in a language that Courant does not speak it borrows the words of the site', () => {
    const text = open({ language: 'fr', foreign: true }, { ...site, language: 'tr' }).only('article').text;
    expect(text).toContain('Düzeltme');
    expect(text).toContain('mai 2025');
  });
});

test('a language that is none does not keep the article from being shown', () => {
  expect(open({ language: 'no such_language', foreign: true }).only('h1').text).toBe('Headline');
});

test('headings of the body go below the headline', () => {
  const { all } = open({ html: '<h1>A</h1><h3>B</h3>', related: [], tags: [], enclosures: [] });
  expect(all('h1', 'h2', 'h3').map(({ name, text }) => name + text)).toEqual(['h1Headline', 'h2A', 'h3B']);
});

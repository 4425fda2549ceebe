import { describe, expect, test } from 'vitest';
import { findPermalink, type PermalinkParts } from '../../src/articles/permalink.ts';
import type { Site } from '../../src/articles/site.ts';

const site: Site = {
  url: 'https://example.org/news',
  title: 'News',
  description: '',
  language: 'en',
  timezone: 'Pacific/Auckland',
  authors: [],
};

const parts: PermalinkParts = {
  slug: 'flood-in-york',
  section: 'world',
  title: 'Flood in York',
  key: 'world/2025/flood in york.md',
  // Already the first of January in Auckland.
  published: Date.UTC(2024, 11, 31, 12, 0),
};

const find = (
  written: string | undefined,
  pattern = '/articles/{slug}',
  more: Partial<PermalinkParts> = {},
) => findPermalink(written, pattern, { ...parts, ...more }, site);

describe('the pattern of the settings', () => {
  const cases: [string, string, string, Partial<PermalinkParts>?][] = [
    ['stands below the site', '/articles/{slug}', 'https://example.org/news/articles/flood-in-york'],
    [
      'knows the date in the zone of the site',
      '/{year}/{month}/{day}/{slug}/',
      'https://example.org/news/2025/01/01/flood-in-york/',
    ],
    [
      'may be absolute',
      'https://paper.example/{section}/{slug}',
      'https://paper.example/world/flood-in-york',
    ],
    [
      'encodes letters of all scripts',
      '/a/{slug}',
      'https://example.org/news/a/%E6%B4%AA%E6%B0%B4',
      { slug: '洪水' },
    ],
    [
      'has the key without its extension',
      '/{key}.html',
      'https://example.org/news/world/2025/flood%20in%20york.html',
    ],
    [
      'has the folder of an index file as its key',
      '/a/{key}',
      'https://example.org/news/a/x/y/',
      { key: 'x/y/index.md' },
    ],
    [
      'leaves an empty part out',
      '/a/{section}/{slug}',
      'https://example.org/news/a/flood-in-york',
      { section: undefined },
    ],
    [
      'leaves an empty part out of an absolute one',
      'https://paper.example/{section}/{slug}',
      'https://paper.example/flood-in-york',
      { section: undefined },
    ],
    ['encodes a question mark of a slug', '/a/{slug}', 'https://example.org/news/a/a%3Fb', { slug: 'a?b' }],
    [
      'pads years',
      '/{year}/{slug}',
      'https://example.org/news/0800/x',
      { slug: 'x', published: Date.UTC(800, 5, 5) },
    ],
  ];
  test.each(cases)('%s', (_, pattern, permalink, more) => {
    expect(find(undefined, pattern, more)).toEqual({ permalink });
  });
});

describe('the permalink of a file', () => {
  const cases: [string, string, string][] = [
    ['stands below the site', '/floods/', 'https://example.org/news/floods/'],
    ['needs no slash in front', 'floods/york.html', 'https://example.org/news/floods/york.html'],
    ['is kept when absolute', 'https://paper.example/a?b=c#d', 'https://paper.example/a?b=c#d'],
    ['gets https when it begins with //', '//paper.example/a', 'https://paper.example/a'],
    [
      'knows the words of Jekyll',
      '/:categories/:year/:month/:day/:title.html',
      'https://example.org/news/world/2025/01/01/flood-in-york.html',
    ],
    [
      'knows the words of Hugo',
      '/:section/:slugorcontentbasename/',
      'https://example.org/news/world/flood-in-york/',
    ],
    [
      'knows the words of Eleventy',
      '/p/{{ page.fileSlug }}/index.html',
      'https://example.org/news/p/flood-in-york/',
    ],
    [
      'knows the slugged title of Eleventy',
      '/p/{{ title | slugify }}/',
      'https://example.org/news/p/flood-in-york/',
    ],
    ['knows the words of Courant', '/p/{slug}', 'https://example.org/news/p/flood-in-york'],
    ['keeps colons that mean nothing', '/p/10:30', 'https://example.org/news/p/10:30'],
    ['keeps what is encoded, and encodes the rest', '/p/a%20b c', 'https://example.org/news/p/a%20b%20c'],
    ['may look like a feed further down', '/p/rss.xml', 'https://example.org/news/p/rss.xml'],
    ['may be anything on another host', 'https://paper.example/rss.xml', 'https://paper.example/rss.xml'],
    [
      'may be outside of the base of the site when absolute',
      'https://example.org/rss.xml',
      'https://example.org/rss.xml',
    ],
  ];
  test.each(cases)('%s', (_, written, permalink) => {
    expect(find(written)).toEqual({ permalink });
  });
});

describe('is refused', () => {
  test.each([
    '/',
    '/rss.xml',
    '/rss.xml/',
    '/feed.json?x=1',
    '/%66eeds',
    '/feeds/mine',
    '/sections/world/atom.xml',
    '/tags/',
    '/authors/jane',
    '/archive/1/atom.xml',
    '/media/x',
    '/healthz',
    '/metrics',
    '/index.html',
    'https://example.org/news/status',
  ])('%s, an address of Courant itself', (written) => {
    expect(find(written)).toEqual({ wrong: expect.stringContaining('is an address of Courant itself') });
  });

  test.each([
    ['a script', 'javascript:alert(1)', 'is neither a path nor an address that begins with https://'],
    ['a mail address', 'mailto:a@example.org', 'is neither a path'],
    ['a way out of the site', '/../secret', 'leads out of https://example.org/news/'],
    ['an encoded way out of the site', '/%2e%2e/secret', 'leads out of https://example.org/news/'],
    ['an address without a host', 'https://', 'is no address'],
    ['an unknown part', '/{titel}/', 'holds "{titel}"'],
    [
      'a template that would have to be run',
      '/{{ page.date | date: "%Y" }}/',
      'holds "{{ page.date | date: "%Y" }}"',
    ],
  ])('%s', (_, written, wrong) => {
    expect(find(written)).toEqual({ wrong: expect.stringContaining(wrong) });
  });

  test('a pattern that puts an article on a page of Courant', () => {
    expect(find(undefined, '/{slug}', { slug: 'feeds' })).toHaveProperty('wrong');
  });
});

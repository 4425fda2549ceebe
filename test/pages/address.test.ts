import { describe, expect, test } from 'vitest';
import { linkTo, localAddress, localHtml, publicAddress } from '../../src/pages/address.ts';
import { site } from '../support/feeds.ts';

const mounted = { ...site, url: 'https://paper.example/news' };

describe('addresses of the site', () => {
  test.each([
    ['/', '/', 'https://paper.example/'],
    ['/feeds', '/feeds', 'https://paper.example/feeds'],
    [
      '/tags/çay & simit',
      '/tags/%C3%A7ay%20%26%20simit',
      'https://paper.example/tags/%C3%A7ay%20%26%20simit',
    ],
    ['/tags/100%', '/tags/100%25', 'https://paper.example/tags/100%25'],
  ])('%s is %s here and %s elsewhere', (path, local, full) => {
    expect(localAddress(site, path)).toBe(local);
    expect(publicAddress(site, path)).toBe(full);
  });

  test('a site below a path keeps the path', () => {
    expect(localAddress(mounted, '/feeds')).toBe('/news/feeds');
    expect(publicAddress(mounted, '/feeds')).toBe('https://paper.example/news/feeds');
  });
});

describe('linkTo', () => {
  test.each([
    ['its own', 'https://paper.example/articles/one?a=1&b#c', '/articles/one?a=1&b#c'],
    ['the front page', 'https://paper.example', '/'],
    ['another site', 'https://other.example/x', 'https://other.example/x'],
    ['a host that begins alike', 'https://paper.example.evil.test/x', 'https://paper.example.evil.test/x'],
    [
      'two slashes, which would name a host',
      'https://paper.example//evil.test',
      'https://paper.example//evil.test',
    ],
    ['a slash and a backslash', 'https://paper.example/\\evil.test', 'https://paper.example/\\evil.test'],
    ['a script', 'javascript:alert(1)', undefined],
    ['data', 'data:text/html,<script>', undefined],
    ['mail', 'mailto:a@paper.example', undefined],
    ['no address', 'one two', undefined],
  ])('%s', (_, address, expected) => {
    expect(linkTo(site, address)).toBe(expected);
  });

  test('below a path, only what is below it is the site’s own', () => {
    expect(linkTo(mounted, 'https://paper.example/news/a')).toBe('/news/a');
    expect(linkTo(mounted, 'https://paper.example/newsroom')).toBe('https://paper.example/newsroom');
  });
});

describe('localHtml', () => {
  test.each([
    [
      'links and pictures',
      '<a href="https://paper.example/a"><img src="https://paper.example/media/1/a.jpg"></a>',
      '<a href="/a"><img src="/media/1/a.jpg"></a>',
    ],
    [
      'each candidate of a srcset',
      '<img srcset="https://paper.example/1.jpg 1x, https://paper.example/2.jpg 2x">',
      '<img srcset="/1.jpg 1x, /2.jpg 2x">',
    ],
    [
      'not another host',
      '<a href="https://paper.example.evil.test/a">',
      '<a href="https://paper.example.evil.test/a">',
    ],
    [
      'not two slashes',
      '<a href="https://paper.example//evil.test">',
      '<a href="https://paper.example//evil.test">',
    ],
    [
      'not within an address',
      '<a href="https://x.test/?u=https://paper.example/a">',
      '<a href="https://x.test/?u=https://paper.example/a">',
    ],
    ['not text', '<p>src="https://paper.example/a"</p>', '<p>src="https://paper.example/a"</p>'],
    ['not other attributes', '<q title="https://paper.example/a">', '<q title="https://paper.example/a">'],
    [
      'not what a dot would match',
      '<a href="https://paperxexample/a">',
      '<a href="https://paperxexample/a">',
    ],
  ])('%s', (_, clean, expected) => {
    expect(localHtml(site, clean)).toBe(expected);
  });

  test('a site below a path keeps the path', () => {
    expect(localHtml(mounted, '<a href="https://paper.example/news/a">')).toBe('<a href="/news/a">');
  });
});

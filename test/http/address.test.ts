import { describe, expect, test } from 'vitest';
import { basePath, pathOf, topicsOf } from '../../src/http/address.ts';

describe('basePath', () => {
  test.each([
    ['https://example.org', ''],
    ['https://example.org/', ''],
    ['https://example.org/news', '/news'],
    ['https://example.org/a/b/', '/a/b'],
  ])('of %s is "%s"', (url, base) => {
    expect(basePath(url)).toBe(base);
  });
});

describe('topicsOf', () => {
  test.each([
    ['a topic', '/rss.xml', ['/rss.xml']],
    ['the front page', '/', ['/']],
    ['a query', '/rss.xml?_=1699', ['/rss.xml']],
    ['a query with a slash', '/rss.xml?a=/b', ['/rss.xml']],
    ['a query alone', '/?a', ['/']],
    ['a fragment, which has no business here', '/rss.xml#top', ['/rss.xml']],
    ['a slash at the end', '/rss.xml/', ['/rss.xml']],
    ['a slash and a query', '/tags/x/rss.xml/?a', ['/tags/x/rss.xml']],
    ['two slashes at the end, of which one goes', '/rss.xml//', ['/rss.xml/']],
    ['absolute form', 'http://example.org/rss.xml', ['/rss.xml']],
    ['absolute form with a port and a query', 'HTTPS://example.org:8080/rss.xml?x', ['/rss.xml']],
    ['absolute form without a path', 'http://example.org', ['/']],
    ['absolute form with a query alone', 'http://example.org?x', ['/']],
    ['needless encoding', '/%72ss%2exml', ['/rss.xml']],
    ['lower-case encoding', '/tags/caf%c3%a9/rss.xml', ['/tags/caf%C3%A9/rss.xml']],
    ['a decomposed letter', '/tags/cafe%CC%81/rss.xml', ['/tags/caf%C3%A9/rss.xml']],
    ['an encoded slash', '/tags%2Fx/rss.xml', []],
    ['an encoded NUL', '/rss.xml%00', []],
    ['an encoded question mark', '/rss.xml%3Fx', ['/rss.xml%3Fx']],
    ['encoded twice', '/%2572ss.xml', ['/%2572ss.xml']],
    ['half an encoding', '/rss.xml%', []],
    ['no UTF-8', '/tags/caf%E9/rss.xml', []],
    ['a surrogate', '/%ED%A0%80', []],
    ['dots', '/tags/../rss.xml', ['/tags/../rss.xml']],
    ['encoded dots', '/tags/%2e%2e/rss.xml', ['/tags/../rss.xml']],
    ['/rss', '/rss', ['/rss', '/rss.xml']],
    ['/feed/', '/feed/', ['/feed', '/rss.xml']],
    ['/feed.xml', '/feed.xml?x', ['/feed.xml', '/rss.xml']],
    ['/index.xml', '/index.xml', ['/index.xml', '/rss.xml']],
    ['/atom', '/atom', ['/atom', '/atom.xml']],
    ['an alias below a tag', '/tags/x/feed/', ['/tags/x/feed', '/tags/x/rss.xml']],
    ['an alias below a section', '/sections/x/index.xml', ['/sections/x/index.xml', '/sections/x/rss.xml']],
    ['a word that only begins like one', '/feeds', ['/feeds']],
  ])('%s', (_title, target, topics) => {
    expect(topicsOf(target, '')).toEqual(topics);
  });

  test.each([
    ['kept', '/news/rss.xml', ['/news/rss.xml', '/rss.xml']],
    ['cut off', '/rss.xml', ['/rss.xml']],
    ['alone', '/news', ['/news', '/']],
    ['alone with a slash', '/news/', ['/news', '/']],
    ['with an alias', '/news/feed/', ['/news/feed', '/news/rss.xml', '/feed', '/rss.xml']],
    ['in absolute form', 'http://example.org/news/rss.xml', ['/news/rss.xml', '/rss.xml']],
    ['as the beginning of a word', '/newsroom/rss.xml', ['/newsroom/rss.xml']],
  ])('a base path %s', (_title, target, topics) => {
    expect(topicsOf(target, '/news')).toEqual(topics);
  });
});

describe('pathOf', () => {
  test.each([
    ['/healthz?x', '/healthz'],
    ['/news/healthz', '/healthz'],
    ['/news', '/'],
    ['/newsroom', '/newsroom'],
    ['http://example.org/news/media/h/a%20b.jpg?x', '/media/h/a%20b.jpg'],
    ['http://example.org', '/'],
    ['*', '*'],
  ])('%s is %s', (target, path) => {
    expect(pathOf(target, '/news')).toBe(path);
  });
});

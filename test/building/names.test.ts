import { describe, expect, test } from 'vitest';
import { exactNames, fileNames, Names } from '../../src/building/names.ts';

const long = 'x'.repeat(251);

describe('files for', () => {
  test.each([
    ['the front page', '/', true, false, ['index.html']],
    ['a feed', '/sections/world/rss.xml', false, false, ['sections/world/rss.xml']],
    ['a page', '/articles/one', true, false, ['articles/one.html', 'articles/one/index.html']],
    ['a page with a slash at the end', '/2025/one', true, true, ['2025/one/index.html', '2025/one.html']],
    [
      'a page that is named like a file',
      '/2025/one.html',
      true,
      false,
      ['2025/one.html', '2025/one.html/index.html'],
    ],
    ['letters of any script', '/tags/caf%C3%A9', true, false, ['tags/café.html', 'tags/café/index.html']],
    ['a name too long for an ending', `/articles/${long}`, true, false, [`articles/${long}/index.html`]],
    ['a name too long for any file', `/tags/${long}${long}`, true, false, []],
    ['a path that leads upwards', '/a/../b', true, false, []],
    ['a path that leads upwards, encoded', '/a/%2e%2e/b', true, false, []],
    ['a part without a name', '/a//b', true, false, []],
    ['a backslash, which is a slash elsewhere', '/a/b%5Cc', true, false, []],
    ['what is not well encoded', '/a/%ff', true, false, []],
    ['a hidden slash', '/a/b%2Fc', true, false, []],
  ])('%s', (_title, topic, html, slash, names) => {
    expect(fileNames({ topic, html, slash })).toEqual(names);
  });
});

describe('exact names of', () => {
  test.each([
    ['the front page', '/', true, false, ['index.html']],
    ['a page', '/articles/caf%C3%A9', true, false, ['articles/café']],
    ['a page with a slash at the end', '/2025/one', true, true, ['2025/one/index.html', '2025/one']],
    ['the RSS feed', '/rss.xml', false, false, ['rss.xml', 'rss', 'feed', 'feed.xml', 'index.xml']],
    [
      'a section feed',
      '/sections/world/atom.xml',
      false,
      false,
      ['sections/world/atom.xml', 'sections/world/atom'],
    ],
    ['the JSON feed', '/feed.json', false, false, ['feed.json']],
  ])('%s', (_title, topic, html, slash, names) => {
    expect(exactNames({ topic, html, slash })).toEqual(names);
  });
});

describe('of two that want one name, the second', () => {
  test.each([
    ['gets its next one', ['a.html'], ['a.html', 'a/index.html'], 'a/index.html'],
    ['gets none when there is no other', ['a.html'], ['a.html'], undefined],
    ['does not get what compressed copies of the first take', ['a.html'], ['a.html.gz', 'b'], 'b'],
    ['does not get a name whose compressed copies are taken', ['a.br'], ['a', 'b'], 'b'],
    ['does not get a folder where the first has a file', ['a.html'], ['a.html/b.html'], undefined],
    ['does not get a file where the first has a folder', ['a/b/c.html'], ['a', 'a/b', 'd'], 'd'],
  ])('%s', (_title, first, second, expected) => {
    const names = new Names();
    expect(names.claim(first)).toBe(first[0]);
    expect(names.claim(second)).toBe(expected);
  });
});

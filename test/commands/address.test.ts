import { describe, expect, test } from 'vitest';
import { findByAddress } from '../../src/commands/address.ts';
import { makeArticle } from './articles.ts';

const site = 'https://example.org/news';
const articles = [
  makeArticle('one', { permalink: `${site}/articles/one` }),
  makeArticle('two', { permalink: `${site}/articles/caf%C3%A9/` }),
  makeArticle('three', { permalink: 'https://elsewhere.example/articles/one' }),
];

describe('an article is found by', () => {
  test.each([
    ['its address', 'https://example.org/news/articles/one', 'one'],
    ['its address on another host, when whole', 'https://elsewhere.example/articles/one', 'three'],
    ['its id', 'urn:test:two', 'two'],
    ['its path', '/news/articles/one', 'one'],
    ['its path below the site', '/articles/caf%C3%A9', 'two'],
    ['its path as people write it', '/articles/café', 'two'],
    [
      'its address with a slash, query and fragment',
      'https://example.org/news/articles/one/?utm=1#top',
      'one',
    ],
    ['the address of this machine', 'http://localhost:3000/news/articles/one', 'one'],
  ])('%s', (_title, asked, key) => {
    expect(findByAddress(asked, articles, site)?.key).toBe(key);
  });

  test.each(['https://example.org/news/articles/none', '/', 'http://['])('nothing else: %s', (asked) => {
    expect(findByAddress(asked, articles, site)).toBeUndefined();
  });
});

import { describe, expect, test } from 'vitest';
import { nextDocument } from '../../src/adoption/following.ts';
import { item } from './samples.ts';

const feed = { format: 'RSS 2.0', items: [item('1')], nameless: 0 };
const at = 'https://old.example/feed/';

describe('older items are looked for on the same host', () => {
  test.each([
    ['the same', 'https://old.example/feed/2', true],
    ['over http', 'http://old.example/feed/2', true],
    ['with www', 'https://www.old.example/feed/2', true],
    ['another host', 'https://cdn.old.example/feed/2', false],
    ['another port', 'https://old.example:8443/feed/2', false],
    ['a file', 'file:///etc/passwd', false],
  ])('%s', (_title, older, isFollowed) => {
    const { following, remark } = nextDocument({ ...feed, older }, at, new Set([at]));
    expect(following).toEqual(isFollowed ? { address: older, isGuess: false } : undefined);
    expect(remark === undefined).toBe(isFollowed);
  });
});

describe('a further page is guessed', () => {
  test.each([
    ['for WordPress', 'https://wordpress.org/?v=6.5.2', 'https://old.example/feed/?paged=2'],
    ['for WordPress as others write it', 'WordPress 4.1', 'https://old.example/feed/?paged=2'],
    ['for nobody else', 'Ghost 5.82', undefined],
    ['for nobody unknown', undefined, undefined],
  ])('%s', (_title, generator, address) => {
    const told = generator === undefined ? feed : { ...feed, generator };
    expect(nextDocument(told, at, new Set([at])).following?.address).toBe(address);
  });

  test('after the page that it is', () => {
    const { following } = nextDocument(
      { ...feed, generator: 'https://wordpress.org/?v=6' },
      `${at}?cat=3&paged=4`,
      new Set(),
    );
    expect(following).toEqual({ address: `${at}?cat=3&paged=5`, isGuess: true });
  });

  test('never after an empty one', () => {
    expect(nextDocument({ ...feed, items: [], generator: 'WordPress' }, at, new Set())).toEqual({});
  });
});

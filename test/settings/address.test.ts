import { describe, expect, test } from 'vitest';
import { checkAddress, checkPicture, checkSiteAddress } from '../../src/settings/address.ts';

describe('the address of the site', () => {
  test.each([
    ['stands as it is', 'https://example.org', 'https://example.org'],
    ['loses a slash at its end', 'https://example.org/', 'https://example.org'],
    ['keeps its path, without slashes at the end', 'https://example.org/news//', 'https://example.org/news'],
    ['has its host in lower case and in ASCII', 'HTTPS://Bücher.Example/', 'https://xn--bcher-kva.example'],
    ['loses a port that its scheme has anyway', 'http://example.org:80', 'http://example.org'],
    ['may be unencrypted, with a port', ' http://localhost:3000 ', 'http://localhost:3000'],
    ['encodes what an address must not hold', 'https://example.org/my news', 'https://example.org/my%20news'],
  ])('%s', (_title, written, value) => {
    expect(checkSiteAddress(written)).toEqual({ value });
  });

  test.each([
    ['without a scheme', 'example.org', 'has no scheme: write https://example.org'],
    ['of this machine without a scheme', 'localhost:3000', 'has no scheme: write http://localhost:3000'],
    ['with slashes for a scheme', '//example.org/a', 'has no scheme: write https://example.org/a'],
    ['of another scheme', 'ftp://example.org', 'must begin with https:// or http://, not ftp://'],
    ['with a query', 'https://example.org/?a=1', 'must end before any ? or #: write https://example.org'],
    [
      'with an empty fragment',
      'https://example.org/a#',
      'must end before any ? or #: write https://example.org/a',
    ],
    [
      'with a password',
      'https://me:secret@example.org',
      'must not hold a user name or password: everyone who reads the feeds would see it',
    ],
    ['of no host', 'https://', 'is no address that works: write one such as https://example.org/news'],
    ['of nothing', ' ', 'must be an address, such as https://example.org/news'],
  ])('is refused %s', (_title, written, wrong) => {
    expect(checkSiteAddress(written)).toEqual({ wrong });
  });
});

test.each([
  ['a path below the site', '/icon.png', '/icon.png'],
  ['an absolute address', 'https://cdn.example/i.png', 'https://cdn.example/i.png'],
])('a picture may be %s', (_title, written, value) => {
  expect(checkPicture(written)).toEqual({ value });
});

test.each(['icon.png', '//cdn.example/i.png', 'data:image/png;base64,AA', ''])(
  'a picture may not be "%s"',
  (written) => {
    expect(checkPicture(written)).toEqual({ wrong: expect.stringContaining('or a path below the site') });
  },
);

test.each(['javascript:alert(1)', 'example.org', 'mailto:a@example.org'])(
  'an address may not be "%s"',
  (written) => {
    expect(checkAddress(written)).toEqual({
      wrong: 'must be an absolute address, such as https://example.org/news',
    });
  },
);

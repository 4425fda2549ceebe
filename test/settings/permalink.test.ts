import { expect, test } from 'vitest';
import { checkPermalink } from '../../src/settings/permalink.ts';

test.each([
  '/articles/{slug}',
  '/{section}/{year}/{month}/{day}/{slug}/',
  '/{key}',
  'https://example.org/{year}/{slug}.html',
])('%s is a pattern', (pattern) => {
  expect(checkPermalink(pattern)).toEqual({ value: pattern });
});

test.each([
  ['one address for all', '/articles/', 'must hold {slug} or {key}, or all articles would share one address'],
  ['no slash at the start', 'articles/{slug}', 'must begin with / or https://'],
  ['two slashes at the start', '//example.org/{slug}', 'must begin with / or https://'],
  ['a host made of parts', 'https://{section}.example.org/{slug}', 'must begin with / or https://'],
  ['a misspelt part', '/{slugg}', 'has an unknown part {slugg}: did you mean {slug}?'],
  [
    'a part of another tool',
    '/:categories/{title}/{slug}',
    'has an unknown part {title}: there are {slug} {section}',
  ],
  ['a brace left open', '/{slug}/{year', 'has a brace without its other half'],
  ['a space', '/my articles/{slug}', 'must have no spaces or backslashes'],
])('%s is refused', (_title, written, wrong) => {
  expect(checkPermalink(written)).toEqual({ wrong: expect.stringContaining(wrong) });
});

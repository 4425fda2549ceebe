import { expect, test } from 'vitest';
import { statusPage } from '../../src/pages/status.ts';
import type { Status } from '../../src/publishing/status.ts';
import { site } from '../support/feeds.ts';
import { read } from './document.ts';
import { status } from './samples.ts';

const text = (own: Partial<Status> = {}) =>
  read(statusPage({ ...status(), ...own }, site))
    .only('main')
    .text.replace(/\s+/g, ' ');

test.each([
  ['starting', 'the first feeds are being made'],
  ['ready', 'feeds are up to date'],
  ['stale', 'older feeds are being served'],
] as const)('when it is %s it says that %s', (state, expected) => {
  expect(text({ state })).toContain(expected);
});

test('problems stand with their place, errors before warnings', () => {
  const said = text();
  expect(said).toContain('Left out (1) a.md:3:7 it has no date; add one');
  expect(said).toContain('Served, but to be looked at (1) b.md its picture is missing');
  expect(said.indexOf('a.md')).toBeLessThan(said.indexOf('b.md'));
});

test('without problems it says so', () => {
  expect(text({ problems: [] })).toContain('Problems None.');
});

test('it tells what failed, when it last went well, and when it will be tried again', () => {
  const said = text();
  expect(said).toContain('Failed because the folder cannot be read');
  expect(said).toMatch(/Last success 4 May 2025 at 12:00 UTC/);
  expect(said).toMatch(/Next regeneration 5 May 2025 at 00:05 UTC/);
  expect(said).toContain('*/5 * * * *, UTC');
});

test('what is not known yet is left out', () => {
  const said = text({
    state: 'starting',
    newest: undefined,
    last: undefined,
    lastGood: undefined,
    next: undefined,
  });
  for (const row of [
    'Newest article',
    'Last regeneration',
    'Failed because',
    'Last success',
    'Next regeneration',
  ]) {
    expect(said).not.toContain(row);
  }
});

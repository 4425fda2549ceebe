import { expect, test } from 'vitest';
import { basisOf, sameBasis } from '../../src/publishing/basis.ts';
import { definition } from '../support/feeds.ts';
import { article } from '../support/memory.ts';

const one = article({ key: 'one.md' });
const of = (own: Parameters<typeof definition>[0]) =>
  basisOf(
    { definition: definition(own), articles: [one], withdrawn: [], history: { kind: 'live' } },
    () => new Map(),
  );

test('a feed that is now for a partner is written anew, and one that stays for it is not', () => {
  const profile = { name: 'msn' } as const;
  expect(sameBasis(of({}), of({}))).toBe(true);
  expect(sameBasis(of({}), of({ profile }))).toBe(false);
  expect(sameBasis(of({ profile }), of({ profile }))).toBe(true);
  expect(sameBasis(of({ profile }), of({ profile: { name: 'flipboard' } }))).toBe(false);
});

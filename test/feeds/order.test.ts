import { expect, test } from 'vitest';
import { byNewest } from '../../src/articles/library.ts';
import { inOrder, latest } from '../../src/feeds/order.ts';
import { article } from '../support/memory.ts';

const at = (hour: number) => Date.UTC(2026, 10, 22, hour);
const picked = [
  article({ key: 'old.md', published: at(1), updated: at(9) }),
  article({ key: 'b.md', published: at(2), updated: at(5) }),
  article({ key: 'a.md', published: at(2), updated: at(5) }),
  article({ key: 'c.md', published: at(3), updated: at(5) }),
  article({ key: 'new.md', published: at(4) }),
].sort(byNewest);

test.each([
  ['the newest first, when it is by publication', 'published', 'new c a b old'],
  ['the newest first, when nothing is said', undefined, 'new c a b old'],
  ['what changed last first, and of what changed together the newest', 'updated', 'old c a b new'],
] as const)('a feed shows %s', (_title, order, expected) => {
  const keys = inOrder(picked, order).map(({ key }) => key.replace('.md', ''));
  expect(keys.join(' ')).toBe(expected);
});

test('the limit is kept in the order of the feed', () => {
  const keys = (order?: 'updated') => latest(picked, { order, limit: 2 }).map(({ key }) => key);
  expect([keys('updated'), keys()]).toEqual([
    ['old.md', 'c.md'],
    ['new.md', 'c.md'],
  ]);
});

test('a list that stays is not sorted again, and is left as it is', () => {
  const before = [...picked];
  expect(inOrder(picked, 'updated')).toBe(inOrder(picked, 'updated'));
  expect(picked).toEqual(before);
});

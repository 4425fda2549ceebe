import { expect, test } from 'vitest';
import { alignColumns } from '../../src/commands/columns.ts';

test('columns are as wide as their widest cell, wide and combining signs counted as a terminal shows them', () => {
  const rows = [
    ['a', 'b', 'c'],
    ['longer', '新聞', 'x'],
    ['cafe\u0301', 'bcde'],
  ];
  expect(alignColumns(rows)).toEqual(['a       b     c', 'longer  新聞  x', 'cafe\u0301    bcde']);
});

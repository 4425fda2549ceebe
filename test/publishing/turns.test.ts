import { expect, test } from 'vitest';
import type { Cause } from '../../src/publishing/publisher.ts';
import { takeTurns } from '../../src/publishing/turns.ts';

/** Runs that end when they are told to. */
function begin() {
  const begun: (readonly [Cause, readonly string[] | undefined])[] = [];
  const ends: (() => void)[] = [];
  const turns = takeTurns((cause, changed) => {
    begun.push([cause, changed && [...changed]]);
    return new Promise((resolve) => ends.push(resolve));
  });
  return { turns, begun, end: () => ends.shift()?.() };
}

test('whoever asks during a run shares the one that follows, which reads what all of them tell', async () => {
  const { turns, begun, end } = begin();
  const first = turns.ask('start');
  const second = turns.ask('change', new Set(['a.md']));
  const third = turns.ask('embargo');
  expect(turns.ask('change', new Set(['b.md']))).toBe(second);
  expect(third).toBe(second);
  end();
  await first;
  await Promise.resolve();
  expect(begun).toEqual([
    ['start', undefined],
    ['change', ['a.md', 'b.md']],
  ]);
  end();
  await second;
});

test('one who wants everything read gets that, and an embargo is a cause only when it is the only one', async () => {
  const { turns, begun, end } = begin();
  const first = turns.ask('change', new Set(['a.md']));
  const second = turns.ask('embargo');
  void turns.ask('schedule');
  end();
  await first;
  await Promise.resolve();
  end();
  await second;
  expect(begun[1]).toEqual(['schedule', undefined]);
});

test('once stopped, nothing is begun: not what was asked for before either', async () => {
  const { turns, begun, end } = begin();
  const first = turns.ask('start');
  const second = turns.ask('change');
  turns.stop();
  end();
  await Promise.all([first, second, turns.ask('schedule')]);
  expect(begun).toHaveLength(1);
  expect(turns.isStopped).toBe(true);
});

import { expect, test } from 'vitest';
import { Laps } from '../../src/publishing/laps.ts';

test('every millisecond goes into one part', () => {
  let now = 1000;
  const laps = new Laps(() => now);
  const pass = (milliseconds: number) => {
    now += milliseconds;
  };
  pass(5);
  laps.end('reading');
  pass(7);
  laps.end('rendering');
  pass(11);
  laps.end('compressing');
  pass(13);
  laps.end('rendering');
  expect([...laps.parts]).toEqual([
    ['reading', 5],
    ['rendering', 20],
    ['compressing', 11],
  ]);
});

test('a clock that is set back takes nothing away', () => {
  let now = 1000;
  const laps = new Laps(() => now);
  now = 400;
  laps.end('reading');
  now = 410;
  laps.end('rendering');
  expect([...laps.parts.values()]).toEqual([0, 10]);
});

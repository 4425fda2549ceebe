import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Instant } from '../../src/articles/instant.ts';
import type { Cause, Publisher, Run } from '../../src/publishing/publisher.ts';
import { type Schedule, startSchedule } from '../../src/publishing/schedule.ts';

const noon = Date.UTC(2026, 4, 4, 12, 0, 30);
const [second, minute, hour, day] = [1000, 60_000, 3_600_000, 86_400_000];

let schedule: Schedule;
/** What the schedule asked for, and when. */
let asked: { cause: Cause; at: Instant }[];
let due: Instant | undefined;
let fault: string | undefined;

/** Stands for a publisher that has nothing to do but to be called. */
const publisher = {
  nextDue: () => due,
  last: (): Run => ({ at: Date.now(), cause: 'embargo', took: 0, fault }),
  regenerate: async (cause: Cause): Promise<void> => {
    asked.push({ cause, at: Date.now() });
    if (fault === undefined && due !== undefined && due <= Date.now()) due = undefined;
    schedule.arm();
  },
} satisfies Partial<Publisher>;

function begin(cron = '0 0 1 1 *'): void {
  schedule = startSchedule(publisher as unknown as Publisher, () => Date.now(), cron, 'Europe/Berlin');
  schedule.arm();
}

beforeEach(() => {
  vi.useFakeTimers({ now: noon });
  asked = [];
  due = undefined;
  fault = undefined;
});

afterEach(async () => {
  await schedule.stop();
  vi.useRealTimers();
});

test('an embargo in forty days is waited for in short pieces: no timer of Node is that long', async () => {
  due = noon + 40 * day;
  begin();
  const timers = vi.spyOn(globalThis, 'setTimeout');
  await vi.advanceTimersByTimeAsync(10 * second);
  expect(asked).toEqual([]);
  expect(timers.mock.calls.length).toBeLessThan(20);
  expect(Math.max(...timers.mock.calls.map(([, delay = 0]) => delay))).toBeLessThan(2 ** 31);
  vi.setSystemTime(due - second / 2);
  await vi.advanceTimersByTimeAsync(second / 2 - 1);
  expect(asked).toEqual([]);
  await vi.advanceTimersByTimeAsync(second + 1);
  expect(asked.map(({ cause }) => cause)).toEqual(['embargo', 'schedule']);
});

test('a timer that fires hours late, as after the sleep of a laptop, brings what is due at once, and once', async () => {
  due = noon + minute;
  begin();
  vi.setSystemTime(noon + 9 * hour);
  await vi.advanceTimersByTimeAsync(second);
  expect(asked.map(({ cause }) => cause)).toEqual(['embargo', 'schedule']);
  await vi.advanceTimersByTimeAsync(minute);
  expect(asked).toHaveLength(2);
});

test('a clock that is set back makes what is due wait again, and what is set ahead comes at once', async () => {
  due = noon + 2 * second;
  begin();
  await vi.advanceTimersByTimeAsync(1900);
  vi.setSystemTime(noon - hour);
  await vi.advanceTimersByTimeAsync(10 * second);
  expect(asked).toEqual([]);
  vi.setSystemTime(noon + hour);
  await vi.advanceTimersByTimeAsync(second);
  expect(asked.map(({ cause }) => cause)).toEqual(['embargo', 'schedule']);
});

test('an embargo that is moved while it waits has its old second forgotten', async () => {
  due = noon + 2 * second;
  begin();
  await vi.advanceTimersByTimeAsync(1500);
  due = noon + 4 * second;
  schedule.arm();
  await vi.advanceTimersByTimeAsync(2499);
  expect(asked).toEqual([]);
  due = noon + 4 * second;
  await vi.advanceTimersByTimeAsync(1);
  expect(asked[0]).toEqual({ cause: 'embargo', at: noon + 4 * second });
});

test('ticks that were slept over are not made up for, and the next one comes', async () => {
  begin('*/5 * * * *');
  await vi.advanceTimersByTimeAsync(5 * minute);
  expect(asked).toHaveLength(1);
  vi.setSystemTime(noon + 3 * hour);
  await vi.advanceTimersByTimeAsync(10 * minute);
  const later = asked.filter(({ at }) => at > noon + 3 * hour);
  expect(later.length).toBeGreaterThanOrEqual(1);
  expect(later.length).toBeLessThanOrEqual(3);
});

test('what is due and cannot be published is tried again, but not all the time', async () => {
  due = noon + second;
  fault = 'the disk is full';
  begin();
  await vi.advanceTimersByTimeAsync(11 * second);
  const failed = asked.filter(({ cause }) => cause === 'embargo').length;
  expect(failed).toBeGreaterThanOrEqual(5);
  expect(failed).toBeLessThanOrEqual(11);
  fault = undefined;
  await vi.advanceTimersByTimeAsync(1001);
  expect(due).toBeUndefined();
});

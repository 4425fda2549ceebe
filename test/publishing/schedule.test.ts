import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Instant } from '../../src/articles/instant.ts';
import { createPublisher, type Publisher } from '../../src/publishing/publisher.ts';
import { type Schedule, startSchedule, waitFor } from '../../src/publishing/schedule.ts';
import { site } from '../support/feeds.ts';
import { article, MemoryRegister, MemorySource } from '../support/memory.ts';

test.each([
  ['waits for what is near', 1500, 1000, 500],
  ['never waits long in one piece', 1_000_000, 0, 1000],
  ['does not wait for what has come', 1000, 1000, 0],
  ['does not wait for what was missed while the machine slept', 1000, 9_000_000, 0],
])('%s', (_, due, now, expected) => {
  expect(waitFor(due, now)).toBe(expected);
});

describe('with a clock that can be set', () => {
  const start = Date.UTC(2026, 10, 22, 12);
  let offset = 0;
  let began = 0;
  /** When the article was first seen out, by the clock. */
  let appeared: Instant | undefined;
  let publisher: Publisher;
  let schedule: Schedule;

  const clock = () => start + Math.floor(performance.now() - began) + offset;
  const sleep = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

  async function begin(due: Instant): Promise<void> {
    began = performance.now();
    offset = 0;
    appeared = undefined;
    const source = new MemorySource();
    source.put(article({ key: 'a.md', published: due }));
    const rules = {
      limit: 3,
      content: 'full',
      ttl: 15,
      sections: true,
      tags: true,
      authors: true,
      made: [],
      withdrawn: 30,
      aliases: new Map(),
    } as const;
    publisher = createPublisher({
      source,
      site,
      rules,
      register: new MemoryRegister(),
      clock,
      page: () => undefined,
      onRun: () => {
        if (publisher.current()?.snapshot.out.length === 1) appeared ??= publisher.current()?.snapshot.now;
        schedule.arm();
      },
    });
    schedule = startSchedule(publisher, clock, '0 0 1 1 *', 'America/New_York');
    await publisher.regenerate('start');
    expect(appeared).toBeUndefined();
  }

  afterEach(() => schedule.stop());

  test('an article comes out by itself at its second, and not before', async () => {
    await begin(start + 1500);
    await vi.waitFor(() => expect(appeared).toBeDefined(), { timeout: 10_000 });
    expect(appeared).toBeGreaterThanOrEqual(start + 1500);
  });

  test('timers that run on while the clock is set back bring nothing early', async () => {
    await begin(start + 300);
    offset = -60_000;
    await sleep(1500);
    expect(appeared).toBeUndefined();
  });

  test('after a sleep of an hour, it comes out at the next beat', async () => {
    await begin(start + 3_600_000);
    offset = 3_600_000;
    await vi.waitFor(() => expect(appeared).toBeDefined(), { timeout: 10_000 });
  });

  test('the next tick is told in the zone of the site', async () => {
    await begin(start + 60_000);
    expect(new Date(schedule.next() ?? 0).toISOString()).toMatch(/-01-01T05:00:00.000Z$/);
  });
});

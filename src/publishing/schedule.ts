import { createTask } from 'node-cron';
import type { Instant } from '../articles/instant.ts';
import type { Clock } from '../clock.ts';
import type { Publisher } from './publisher.ts';

/** Calls the publisher when it is time: at every tick of the cron expression, and when something comes out or goes. */
export interface Schedule {
  /** The next tick. */
  next(): Instant | undefined;
  /** Looks anew at what comes next; to be called after every regeneration. */
  arm(): void;
  stop(): Promise<void>;
}

/** Longest wait in one piece, in milliseconds: after a sleep or a set clock, nothing is later than this. */
const longestWait = 1000;

/**
 * How long to wait for an instant: until it has come, but never long in one piece, since timers know nothing of clocks
 * that are set or of machines that slept. 0 means that it has come.
 */
export function waitFor(due: Instant, now: Instant): number {
  return Math.min(Math.max(due - now, 0), longestWait);
}

/** @param cron - five fields. @param timezone - IANA name. */
export function startSchedule(publisher: Publisher, clock: Clock, cron: string, timezone: string): Schedule {
  const task = createTask(cron, () => publisher.regenerate('schedule'), {
    timezone,
    noOverlap: true,
    suppressMissedWarning: true,
  });
  void task.start();
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;

  return {
    next: () => task.getNextRun()?.getTime(),
    arm,
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await task.destroy();
    },
  };

  function arm(): void {
    clearTimeout(timer);
    const due = publisher.nextDue();
    if (stopped || due === undefined) return;
    const now = clock();
    // What failed a moment ago may fail again: it is tried anew, but not without a pause.
    const isStuck = due <= now && publisher.last()?.fault !== undefined;
    timer = setTimeout(beat, isStuck ? longestWait : waitFor(due, now), due);
    timer.unref();
  }

  /** Never early: a timer that fires before its instant, or after the clock was set back, only waits again. */
  function beat(due: Instant): void {
    // At once from memory; then a reading, for links of other articles to what came out or went.
    if (clock() >= due) void publisher.regenerate('embargo').then(() => publisher.regenerate('schedule'));
    else arm();
  }
}

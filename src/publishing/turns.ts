import type { Cause } from './publisher.ts';

/** Runs, one at a time. */
export interface Turns {
  /** Begins a run, or has one follow that which is at work: all who call meanwhile share it. */
  ask(cause: Cause, changed?: ReadonlySet<string>): Promise<void>;
  /** Nothing is begun any more. */
  stop(): void;
  readonly isStopped: boolean;
}

/** @param run - never rejects. `changed` is what alone is to be read; undefined for everything. */
export function takeTurns(
  run: (cause: Cause, changed: ReadonlySet<string> | undefined) => Promise<void>,
): Turns {
  let isStopped = false;
  let running: Promise<void> | undefined;
  let waiting: Promise<void> | undefined;
  /** Of the run that is waited for. */
  let toRead: ReadonlySet<string> | undefined;
  let nextCause: Cause = 'start';

  return {
    ask(cause, changed) {
      if (running === undefined) return begin(cause, changed);
      const news = cause === 'embargo' ? new Set<string>() : changed;
      toRead = waiting === undefined ? news : both(toRead, news);
      // The end of an embargo reads nothing; whoever else asks meanwhile wants everything read that changed.
      if (waiting === undefined || nextCause === 'embargo') nextCause = cause;
      waiting ??= running.then(() => {
        waiting = undefined;
        return begin(nextCause, toRead);
      });
      return waiting;
    },
    stop() {
      isStopped = true;
    },
    get isStopped() {
      return isStopped;
    },
  };

  function begin(cause: Cause, changed: ReadonlySet<string> | undefined): Promise<void> {
    if (isStopped) return Promise.resolve();
    running = run(cause, changed).finally(() => {
      running = undefined;
    });
    return running;
  }
}

function both(
  a: ReadonlySet<string> | undefined,
  b: ReadonlySet<string> | undefined,
): ReadonlySet<string> | undefined {
  return a === undefined || b === undefined ? undefined : new Set([...a, ...b]);
}

import { constants } from 'node:os';
import type { Log } from '../log.ts';

export interface Stop {
  /** In words, for the log. */
  readonly cause: string;
  readonly code: number;
}

/**
 * Fulfilled when the process is to end in order: SIGTERM, SIGINT, or SIGHUP of a terminal that was closed. A second signal
 * ends it at once, and so does an error that nobody caught.
 * @param onReload - SIGHUP without a terminal, by which administrators ask for settings to be read again.
 */
export function untilStopped(log: Log, onReload: () => void): Promise<Stop> {
  return new Promise((resolve) => {
    let stopping = false;
    const stop = (signal: NodeJS.Signals) => {
      if (stopping) process.exit(128 + constants.signals[signal]);
      stopping = true;
      resolve({ cause: signal, code: 0 });
    };
    process.on('SIGTERM', stop);
    process.on('SIGINT', stop);
    process.on('SIGHUP', (signal) => {
      // Without a terminal it comes from an administrator who has daemons in mind that read their settings again.
      if (hasTerminal()) stop(signal);
      else onReload();
    });
    // What state the process is in, nobody knows: nothing of it may be written.
    process.on('uncaughtException', (error) => {
      log.error({ stack: error.stack }, `broken, and ending at once: ${error.message}`);
      process.exit(1);
    });
  });
}

function hasTerminal(): boolean {
  return process.stdin.isTTY === true || process.stdout.isTTY === true || process.stderr.isTTY === true;
}

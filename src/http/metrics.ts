import type { Parts } from '../publishing/laps.ts';
import type { Caches, Run } from '../publishing/publisher.ts';
import type { Status } from '../publishing/status.ts';
import type { Ledger } from './metrics/ledger.ts';
import { Requests } from './metrics/requests.ts';
import { Traffic } from './metrics/traffic.ts';

/** Media type of the text format that every Prometheus reads. */
export const metricsType = 'text/plain; version=0.0.4; charset=utf-8';

/** What one service counts and measures of itself. */
export interface Metrics {
  readonly requests: Requests;
  readonly traffic: Traffic;
  /** To be told of every regeneration. */
  ran(run: Run, parts: Parts): void;
  /** All of it as Prometheus scrapes it. */
  write(status: Status, caches: Caches | undefined): Promise<string>;
  /** Ends what goes on between scrapes. */
  close(): void;
}

/** Milliseconds between the first regeneration and the loading of prom-client, unless somebody scrapes before. */
const pause = 2000;

/**
 * Requests are counted at once, and runs are kept until prom-client is there. Loading that takes 30 ms, for which nobody
 * is to wait who wants the first feeds, or the version alone.
 */
export function createMetrics(): Metrics {
  const requests = new Requests();
  const traffic = new Traffic();
  const early: (readonly [Run, Parts])[] = [];
  let timer: NodeJS.Timeout | undefined;
  let ledger: Promise<Ledger> | undefined;
  let isClosed = false;

  return {
    requests,
    traffic,
    ran: (run, parts) => {
      if (ledger === undefined) {
        early.push([run, parts]);
        if (!isClosed) timer ??= setTimeout(() => whenOpen(() => undefined), pause).unref();
      } else whenOpen((opened) => opened.ran(run, parts));
    },
    write: async (status, caches) => (await open()).write(status, caches),
    close: () => {
      isClosed = true;
      clearTimeout(timer);
      if (ledger !== undefined) whenOpen((opened) => opened.close());
    },
  };

  /** Whoever scrapes is told if it cannot be loaded; feeds go on without. */
  function whenOpen(act: (opened: Ledger) => void): void {
    open().then(act, () => undefined);
  }

  function open(): Promise<Ledger> {
    ledger ??= load();
    return ledger;
  }

  async function load(): Promise<Ledger> {
    const { openLedger } = await import('./metrics/ledger.ts');
    const opened = openLedger(requests, traffic);
    for (const [run, parts] of early) opened.ran(run, parts);
    if (isClosed) opened.close();
    return opened;
  }
}

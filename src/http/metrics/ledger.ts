import { Registry } from 'prom-client';
import type { Parts } from '../../publishing/laps.ts';
import type { Caches, Run } from '../../publishing/publisher.ts';
import type { Status } from '../../publishing/status.ts';
import { addAnswers } from './answers.ts';
import { addCaches } from './caches.ts';
import { addProcess } from './process.ts';
import type { Requests } from './requests.ts';
import { addRuns } from './runs.ts';
import { addStanding } from './standing.ts';
import type { Traffic } from './traffic.ts';

/** All metrics of one service: the registry of each is its own. */
export interface Ledger {
  ran(run: Run, parts: Parts): void;
  /** In the text format of Prometheus, 0.0.4. */
  write(status: Status, caches: Caches | undefined): Promise<string>;
  close(): void;
}

export function openLedger(requests: Requests, traffic: Traffic): Ledger {
  const registry = new Registry();
  const tellStatus = addStanding(registry);
  addAnswers(registry, requests, traffic);
  const ran = addRuns(registry);
  const tellCaches = addCaches(registry);
  const close = addProcess(registry);
  return {
    ran,
    close,
    write: (status, caches) => {
      tellStatus(status);
      if (caches !== undefined) tellCaches(caches);
      return registry.metrics();
    },
  };
}

import { constants, setPriority } from 'node:os';
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { createClerk } from './clerk.ts';
import { type Answer, buffersOf, type Order, type Posting, portion } from './clerks.ts';
import type { Found } from './walk.ts';

/** A clerk at work in a thread of its own; see Clerks. */
function serve(port: MessagePort, { folder, completion, memory }: Posting): void {
  const clerk = createClerk(folder, completion, memory);
  let found: readonly Found[] = [];
  const next = (): readonly Found[] => {
    const some = found.slice(0, portion);
    found = found.slice(portion);
    return some;
  };
  port.on('message', (order: Order) => {
    const answered = answer(order);
    // Handed over, not copied.
    const bytes = answered.inspections?.buffer;
    const buffers = bytes instanceof ArrayBuffer ? [bytes] : [];
    port.postMessage(answered, [...buffers, ...buffersOf(answered.memory)]);
  });

  function answer({ id, search, isForRest, inspect, isLeaving }: Order): Answer {
    try {
      if (isLeaving) return { id, memory: clerk.handOver() };
      if (isForRest) return { id, rest: next() };
      // As JSON: half the time of what threads do with objects, and files remember it as it is.
      if (inspect !== undefined)
        return { id, inspections: new TextEncoder().encode(JSON.stringify(clerk.inspect(inspect))) };
      const news = search && clerk.search(search);
      found = news?.found ?? [];
      return { id, news: news && { ...news, found: next() } };
    } catch (error) {
      const { message } = error instanceof Error ? error : new Error(String(error));
      const code = error instanceof Error && 'code' in error ? String(error.code) : undefined;
      return { id, fault: { message, code } };
    }
  }
}

// Requests go first. On Linux a thread may give way alone; elsewhere it would be the whole process.
if (parentPort !== null && process.platform === 'linux')
  setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
if (parentPort !== null) serve(parentPort, workerData as Posting);

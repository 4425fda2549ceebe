import { constants, setPriority } from 'node:os';
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { createClerk } from './clerk.ts';
import { type Answer, buffersOf, type Order, type Posting } from './clerks.ts';

/** A clerk at work in a thread of its own; see Clerks. */
function serve(port: MessagePort, { folder, completion, memory }: Posting): void {
  const clerk = createClerk(folder, completion, memory);
  port.on('message', (order: Order) => {
    const answered = answer(order);
    // Handed over, not copied.
    const bytes = answered.inspections?.buffer;
    const buffers = bytes instanceof ArrayBuffer ? [bytes] : [];
    port.postMessage(answered, [...buffers, ...buffersOf(answered.memory)]);
  });

  function answer({ id, search, inspect, isLeaving }: Order): Answer {
    try {
      if (isLeaving) return { id, memory: clerk.handOver() };
      // As JSON: half the time of what threads do with objects, and files remember it as it is.
      return inspect === undefined
        ? { id, news: search && clerk.search(search) }
        : { id, inspections: new TextEncoder().encode(JSON.stringify(clerk.inspect(inspect))) };
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

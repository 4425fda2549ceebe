import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { createClerk } from './clerk.ts';
import type { Answer, Order, Posting } from './clerks.ts';

/** A clerk at work in a thread of its own; see Clerks. */
function serve(port: MessagePort, { folder, completion }: Posting): void {
  const clerk = createClerk(folder, completion);
  port.on('message', ({ id, search, inspect }: Order) => {
    const answered = answer(id, () => (search === undefined ? undefined : clerk.search(search)), inspect);
    // Handed over, not copied.
    const bytes = answered.inspections?.buffer;
    port.postMessage(answered, bytes instanceof ArrayBuffer ? [bytes] : []);
  });

  function answer(id: number, search: () => Answer['news'], files: Order['inspect']): Answer {
    try {
      // As JSON: half the time of what threads do with objects, and files remember it as it is.
      return files === undefined
        ? { id, news: search() }
        : { id, inspections: new TextEncoder().encode(JSON.stringify(clerk.inspect(files))) };
    } catch (error) {
      const { message } = error instanceof Error ? error : new Error(String(error));
      const code = error instanceof Error && 'code' in error ? String(error.code) : undefined;
      return { id, fault: { message, code } };
    }
  }
}

if (parentPort !== null) serve(parentPort, workerData as Posting);

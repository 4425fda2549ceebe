import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { type Clerk, createClerk, type News, type Search } from './clerk.ts';
import type { Completion, Inspected } from './inspection.ts';

/** What a thread is begun with. */
export interface Posting {
  /** Absolute. */
  readonly folder: string;
  readonly completion: Completion;
}

/** What a thread is asked; either of the two. */
export interface Order {
  readonly id: number;
  readonly search?: Search;
  readonly inspect?: readonly Inspected[];
}

export interface Answer {
  readonly id: number;
  readonly news?: News;
  /** JSON, in UTF-8. */
  readonly inspections?: Uint8Array;
  readonly fault?: { readonly message: string; readonly code?: string };
}

/** Clerks in threads of their own: whatever the disk takes, and however much there is to read, requests go on. */
export interface Clerks {
  /** See Clerk.search. @throws an error of the file system, known by its `code` */
  search(order: Search): Promise<News | undefined>;
  /** Reads files, many at once when there are many. `take` is told of each batch: the inspections, as JSON in UTF-8. */
  inspect(
    files: readonly Inspected[],
    take: (batch: readonly Inspected[], inspections: Buffer) => Promise<void>,
  ): Promise<void>;
  /** Ends the threads. */
  close(): Promise<void>;
}

/** Few enough that taking one in is no pause for requests. */
const batchSize = 256;
/** Files from which it is worth while to begin more threads. */
const many = 2000;
const mostThreads = 4;

export function createClerks(posting: Posting): Clerks {
  let first: Thread | undefined;
  const main = (): Thread => {
    if (first === undefined || first.hasEnded()) first = beginThread(posting);
    return first;
  };

  return {
    search: async (search) => (await main().ask({ search })).news,
    async inspect(files, take) {
      const helpers = files.length < many ? 0 : Math.min(availableParallelism(), mostThreads) - 1;
      const threads = [main(), ...Array.from({ length: helpers }, () => beginThread(posting))];
      let next = 0;
      const work = async (thread: Thread): Promise<void> => {
        while (next < files.length) {
          const batch = files.slice(next, next + batchSize);
          next += batch.length;
          const { inspections = new Uint8Array() } = await thread.ask({ inspect: batch });
          await take(batch, Buffer.from(inspections.buffer, inspections.byteOffset, inspections.byteLength));
        }
      };
      try {
        // Two askings a thread: it never waits for this one to take in what it found.
        await Promise.all([...threads, ...threads].map(work));
      } finally {
        next = files.length;
        await Promise.all(threads.slice(1).map((thread) => thread.end()));
      }
    },
    close: async () => first?.end(),
  };
}

interface Thread {
  ask(order: Omit<Order, 'id'>): Promise<Answer>;
  hasEnded(): boolean;
  end(): Promise<void>;
}

function beginThread(posting: Posting): Thread {
  // Without a compiler in front, Node runs no TypeScript: then the work is done here.
  return import.meta.url.endsWith('.ts')
    ? stayHere(createClerk(posting.folder, posting.completion))
    : begin(posting);
}

function stayHere(clerk: Clerk): Thread {
  return {
    ask: async ({ search, inspect }) => ({
      id: 0,
      ...(search && { news: clerk.search(search) }),
      ...(inspect && { inspections: Buffer.from(JSON.stringify(clerk.inspect(inspect))) }),
    }),
    hasEnded: () => false,
    end: async () => undefined,
  };
}

function begin(posting: Posting): Thread {
  const worker = new Worker(new URL('./clerkthread.js', import.meta.url), {
    workerData: posting,
    // What is read is let go at once, and a nursery that holds a few batches finds nearly all of it gone.
    resourceLimits: { maxYoungGenerationSizeMb: 48 },
  });
  const waiting = new Map<number, { take: (answer: Answer) => void; fail: (error: Error) => void }>();
  let asked = 0;
  let hasEnded = false;
  worker.unref();
  worker.on('message', (answer: Answer) => {
    const { take, fail } = waiting.get(answer.id) ?? {};
    waiting.delete(answer.id);
    // A thread that works for someone keeps the process; one that waits does not.
    if (waiting.size === 0) worker.unref();
    if (answer.fault === undefined) take?.(answer);
    else fail?.(Object.assign(new Error(answer.fault.message), codeOf(answer.fault.code)));
  });
  const stop = (error: Error): void => {
    hasEnded = true;
    for (const { fail } of waiting.values()) fail(error);
    waiting.clear();
  };
  worker.on('error', stop);
  worker.on('exit', () => stop(new Error('the thread that reads the articles has ended; it is begun anew')));
  return {
    ask: (order) =>
      new Promise((take, fail) => {
        asked += 1;
        waiting.set(asked, { take, fail });
        worker.ref();
        worker.postMessage({ ...order, id: asked });
      }),
    hasEnded: () => hasEnded,
    end: async () => {
      await worker.terminate();
    },
  };
}

const codeOf = (code: string | undefined): { code?: string } => (code === undefined ? {} : { code });

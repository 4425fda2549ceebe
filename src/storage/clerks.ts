import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { type Clerk, createClerk, type Memory, type News, type Search } from './clerk.ts';
import type { Completion, Inspected } from './inspection.ts';
import type { Found } from './walk.ts';

/** What a thread is begun with. */
export interface Posting {
  /** Absolute. */
  readonly folder: string;
  readonly completion: Completion;
  /** Of a thread that has left. */
  readonly memory?: Memory;
}

/** What a thread is asked; one of these. */
export interface Order {
  readonly id: number;
  readonly search?: Search;
  /** The next portion of what the last search has found. */
  readonly isForRest?: true;
  readonly inspect?: readonly Inspected[];
  /** It hands over what it knows, and is then ended. */
  readonly isLeaving?: true;
}

export interface Answer {
  readonly id: number;
  /** Of much that was found the first portion alone: taking in a hundred thousand at once would hold up requests. */
  readonly news?: News;
  readonly rest?: readonly Found[];
  /** JSON, in UTF-8. */
  readonly inspections?: Uint8Array;
  readonly memory?: Memory;
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
export const portion = 1000;
/** Files from which it is worth while to begin more threads. */
const many = 2000;
const mostThreads = 4;

/** Megabytes for what is new in a thread. What is read is let go at once, and if a few batches fit in, nearly all is gone. */
const roomToRead = 48;
/** A thread that stays looks after single files, and what it takes it keeps. */
const roomToStay = 3;

export function createClerks(posting: Posting): Clerks {
  let first: Thread | undefined;
  const lasting = (): Thread => {
    if (first === undefined || first.hasEnded()) first = beginThread(posting, roomToStay);
    return first;
  };

  /** Of a thread that has told of many files, a heap stays in which they had room: another one goes on in its place. */
  async function relieve(thread: Thread): Promise<void> {
    const { memory } = await thread.ask({ isLeaving: true });
    await thread.end();
    if (first === thread && memory !== undefined) first = beginThread({ ...posting, memory }, roomToStay);
  }

  return {
    async search(search) {
      const thread = lasting();
      const { news } = await thread.ask({ search });
      if (news === undefined || news.found.length < portion) return news;
      const found = [...news.found];
      for (let length = portion; length === portion; ) {
        const { rest = [] } = await thread.ask({ isForRest: true });
        for (const one of rest) found.push(one);
        length = rest.length;
      }
      if (found.length >= many) await relieve(thread);
      return { ...news, found };
    },
    async inspect(files, take) {
      const isMany = files.length >= many;
      const length = Math.min(availableParallelism(), mostThreads);
      const threads = isMany ? Array.from({ length }, () => beginThread(posting, roomToRead)) : [lasting()];
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
        if (isMany) await Promise.all(threads.map((thread) => thread.end()));
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

/** @param room - megabytes; see roomToRead */
function beginThread(posting: Posting, room: number): Thread {
  // Without a compiler in front, Node runs no TypeScript: then the work is done here.
  return import.meta.url.endsWith('.ts')
    ? stayHere(createClerk(posting.folder, posting.completion, posting.memory))
    : begin(posting, room);
}

/** What of a memory is not copied when it goes to another thread. */
export function buffersOf(memory: Memory | undefined): readonly ArrayBuffer[] {
  if (memory === undefined) return [];
  const { hashes, states, seen } = memory.stamps;
  return [hashes.buffer, states.buffer, seen.buffer];
}

function stayHere(clerk: Clerk): Thread {
  return {
    ask: async ({ search, inspect, isLeaving }) => ({
      id: 0,
      ...(isLeaving && { memory: clerk.handOver() }),
      ...(search && { news: clerk.search(search) }),
      ...(inspect && { inspections: Buffer.from(JSON.stringify(clerk.inspect(inspect))) }),
    }),
    hasEnded: () => false,
    end: async () => undefined,
  };
}

function begin(posting: Posting, room: number): Thread {
  const worker = new Worker(new URL('./clerkthread.js', import.meta.url), {
    workerData: posting,
    transferList: [...buffersOf(posting.memory)],
    resourceLimits: { maxYoungGenerationSizeMb: room },
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

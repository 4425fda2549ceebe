import { Worker } from 'node:worker_threads';
import { type Codings, compressBest } from './represent.ts';

/** Compresses as well as can be, in a thread of its own that gives way to everybody. It is begun when there is work. */
export interface Refiner {
  /** One after the other. Rejects when it is ended meanwhile. */
  compress(identity: Buffer): Promise<Codings>;
  /** Ends the thread; the next work begins another. */
  end(): void;
}

/** What the thread answers. */
export interface Refined {
  readonly gzip: Uint8Array;
  readonly br: Uint8Array;
}

export function createRefiner(): Refiner {
  // Without a compiler in front, Node runs no TypeScript: then it is done beside other compressions.
  if (import.meta.url.endsWith('.ts')) return { compress: compressBest, end: () => undefined };
  let worker: Worker | undefined;

  return {
    compress(identity) {
      worker ??= begin();
      const thread = worker;
      return new Promise((resolve, reject) => {
        const fail = (error: unknown): void => {
          if (worker === thread) worker = undefined;
          reject(error instanceof Error ? error : new Error('the thread that compresses was ended'));
        };
        thread.once('message', ({ gzip, br }: Refined) => {
          thread.off('error', fail).off('exit', fail);
          resolve({ gzip: bufferOf(gzip), br: bufferOf(br) });
        });
        thread.once('error', fail).once('exit', fail);
        thread.postMessage(identity);
      });
    },
    end() {
      void worker?.terminate();
      worker = undefined;
    },
  };
}

function begin(): Worker {
  const worker = new Worker(new URL('./refinethread.js', import.meta.url), {
    resourceLimits: { maxYoungGenerationSizeMb: 2 },
  });
  worker.unref();
  return worker;
}

const bufferOf = ({ buffer, byteOffset, byteLength }: Uint8Array): Buffer =>
  Buffer.from(buffer, byteOffset, byteLength);

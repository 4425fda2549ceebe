import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { startCourant } from '../commands/courant.ts';
import { plant } from '../support/service.ts';

/** The program at work on a folder, beside this process. */
export interface Loaded {
  readonly folder: string;
  readonly url: string;
  readonly port: number;
  text(path: string): Promise<string>;
  status(): Promise<{ readonly articles: number; readonly state: string }>;
  /** Regenerations so far, whatever their cause. */
  regenerations(): Promise<number>;
  /** Bytes that it holds in memory; undefined where the system does not tell. */
  resident(): number | undefined;
}

export async function load(files: Readonly<Record<string, string>>): Promise<Loaded> {
  const folder = plant(files);
  // Ticks would only find what is found already.
  const words = ['serve', '.', '--port', '0', '--data', '../data', '--schedule', '0 0 1 1 *'];
  const { process: child, says } = startCourant(words, folder, { COURANT_LOG_LEVEL: 'fatal' });
  const url = /Listening at (http:\/\/[^/\s]+)/.exec(await says('Listening at '))?.[1] ?? '';
  const memory = `/proc/${child.pid}/status`;
  const text = async (path: string) => {
    const answer = await fetch(url + path, { headers: { accept: 'application/json' } });
    if (!answer.ok) throw new Error(`${path} was answered with ${answer.status}`);
    return answer.text();
  };
  const regenerations = async () => {
    const counts = (await text('/metrics')).matchAll(/^courant_regenerations_total\{.*\} (\d+)$/gm);
    return [...counts].reduce((sum, [, count]) => sum + Number(count), 0);
  };
  return {
    folder,
    url,
    port: Number(new URL(url).port),
    text,
    status: async () => JSON.parse(await text('/status')),
    regenerations,
    resident: () =>
      existsSync(memory)
        ? Number(/^VmRSS:\s*(\d+) kB/m.exec(readFileSync(memory, 'utf8'))?.[1]) * 1024
        : undefined,
  };
}

/** Somebody who asks for the feed all the time. */
export interface Polling {
  /** Ends it. Milliseconds that each answer took, longest last. */
  end(): Promise<readonly number[]>;
}

/** @param judge - is given each feed, and throws when it is none that may be served */
export function poll({ text }: Loaded, path: string, judge: (feed: string) => void): Polling {
  let isOver = false;
  const took: number[] = [];
  const asking = (async () => {
    while (!isOver) {
      const asked = performance.now();
      judge(await text(path));
      took.push(performance.now() - asked);
      await wait(20);
    }
  })();
  // Its failure is told to whoever ends it.
  asking.catch(() => undefined);
  return {
    end: async () => {
      isOver = true;
      await asking;
      return took.sort((a, b) => a - b);
    },
  };
}

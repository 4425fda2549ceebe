import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createLog } from '../../src/log.ts';
import { type Service, start } from '../../src/service.ts';
import { loadSettings } from '../../src/settings/sources.ts';
import { plant } from './service.ts';

export interface Begun {
  readonly service: Service;
  readonly folder: string;
  setClock(now: number): void;
}

/**
 * The real service at a clock that a test sets, as `https://paper.example`, with its first feeds up.
 * @param files - to be put into a folder of their own, or a folder that is there
 */
export async function serveAt(
  now: number,
  files: Readonly<Record<string, string | Uint8Array>> | string,
  { preview = false, watch = false } = {},
): Promise<Begun> {
  const folder = typeof files === 'string' ? files : plant(files);
  const loaded = await loadSettings({
    flags: {
      port: '0',
      'log-level': 'silent',
      data: join(folder, '../data'),
      site: 'https://paper.example',
      // One tick a year, lest it come between two answers that are compared.
      schedule: '0 0 1 1 *',
      watch,
    },
    environment: {},
    cwd: folder,
    folder,
  });
  if ('problems' in loaded) throw new Error(JSON.stringify(loaded.problems));
  let instant = now;
  const clock = () => instant;
  const service = await start(loaded.settings, { clock, log: createLog('silent', false), preview });
  onTestFinished(() => service.stop());
  await service.ready;
  return {
    service,
    folder,
    setClock: (next) => {
      instant = next;
    },
  };
}

export interface Answer {
  readonly status: number;
  readonly headers: string;
  readonly body: string;
}

/** What anybody is told who asks, without the date and the port. */
export async function ask(
  { service }: Pick<Begun, 'service'>,
  path: string,
  headers: Readonly<Record<string, string>> = {},
  method = 'GET',
): Promise<Answer> {
  const answer = await fetch(service.url + path, { method, headers, redirect: 'manual' });
  const told = [...answer.headers].filter(([name]) => name !== 'date');
  const body = Buffer.from(await answer.arrayBuffer()).toString('latin1');
  return {
    status: answer.status,
    headers: told.map((field) => field.join(': ')).join('\n'),
    body: body.replaceAll(service.url, ''),
  };
}

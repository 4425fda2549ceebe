import { loadListen } from '../settings/sources.ts';
import type { Run } from './command.ts';
import { complainOfSettings } from './complaints.ts';

/** Milliseconds. */
const patience = 3000;

/** Asks the service that these settings start whether it is ready. 0: it is; 1: it is not. */
export const healthcheck: Run = async ({ flags, operands: [folder] }, surroundings) => {
  const { print, complain } = surroundings;
  const loaded = await loadListen({ ...surroundings, flags, ...(folder === undefined ? {} : { folder }) });
  if ('problems' in loaded) {
    complainOfSettings(loaded.problems, surroundings);
    return 1;
  }
  const { host, port } = loaded.listen;
  if (port === 0) {
    complain(
      'port 0 means any free port, so that nobody knows where to ask: give the one that `serve` printed, as in `--port 3000`',
    );
    return 1;
  }
  const url = `http://${reachable(host)}:${port}/readyz`;
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(patience), redirect: 'manual' });
    const words = (await response.text()).trim().split('\n')[0] ?? '';
    if (response.status === 200) {
      print(`${url} is ready`);
      return 0;
    }
    complain(`${url} is not ready (${response.status}): ${words.slice(0, 200)}`);
  } catch (error) {
    complain(`${url} does not answer: ${reasonOf(error)}`);
  }
  return 1;
};

/** A service that listens everywhere is asked here. */
function reachable(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1';
  if (host === '::' || host === '[::]') return '[::1]';
  return host.includes(':') && !host.startsWith('[') ? `[${host}]` : host;
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'TimeoutError') return `nothing came within ${patience / 1000} seconds`;
  const { cause } = error;
  if (!(cause instanceof Error)) return error.message;
  if ('code' in cause && cause.code === 'ECONNREFUSED') return 'nothing listens there';
  return cause.message;
}

import { get } from 'node:http';
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
    const { status, text } = await ask(url);
    if (status === 200) {
      print(`${url} is ready`);
      return 0;
    }
    complain(`${url} is not ready (${status}): ${text.trim().split('\n')[0]}`);
  } catch (error) {
    complain(`${url} does not answer: ${reasonOf(error)}`);
  }
  return 1;
};

/** With node:http, since `fetch` refuses ports that browsers hold to be dangerous (6000, 10080). */
function ask(url: string): Promise<{ readonly status: number; readonly text: string }> {
  return new Promise((resolve, reject) => {
    const request = get(url, { agent: false, signal: AbortSignal.timeout(patience) }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (part: string) => {
        if (text.length < 200) text = (text + part).slice(0, 200);
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
      response.on('error', reject);
    });
    request.on('error', reject);
  });
}

/** A service that listens everywhere is asked here. */
function reachable(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1';
  if (host === '::' || host === '[::]') return '[::1]';
  return host.includes(':') && !host.startsWith('[') ? `[${host}]` : host;
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'AbortError' || error.name === 'TimeoutError')
    return `nothing came within ${patience / 1000} seconds`;
  return 'code' in error && error.code === 'ECONNREFUSED' ? 'nothing listens there' : error.message;
}

import type { IncomingMessage, OutgoingHttpHeader, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { notice } from './notice.ts';

/** To whoever is not at this machine. */
export const elsewhere = notice(
  403,
  'This is a preview: it can be seen on the machine that it runs on alone, at the address that it printed',
);

/** Added by what hands requests on: whoever sent them may be anywhere. */
const handedOn = ['forwarded', 'via', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip'];

/**
 * Whether a request comes from somebody who sits at this machine, or has a tunnel to it, and means this machine: not from
 * a proxy, and not from a page whose host was made to stand for 127.0.0.1 once it was in the browser (DNS rebinding).
 */
export function isFromHere({ headers }: IncomingMessage): boolean {
  if (handedOn.some((name) => headers[name] !== undefined)) return false;
  const name = (headers.host ?? '').replace(/:\d*$/, '').toLowerCase();
  return /^(?:localhost|(?:[^.:]+\.)+localhost|127(?:\.\d{1,3}){3}|\[::1\])$/.test(name);
}

/** No cache keeps the answer and no page of another site reads it, whatever it says of that itself. */
export function keepToOneself(response: ServerResponse): void {
  const writeHead = response.writeHead.bind(response);
  response.writeHead = (status: number, first?: string | Headers, second?: Headers) => {
    const given = typeof first === 'string' ? second : first;
    for (const [name, value] of pairsOf(given)) response.setHeader(name, value);
    for (const name of response.getHeaderNames()) {
      if (name.startsWith('access-control-')) response.removeHeader(name);
    }
    response.setHeader('Cache-Control', 'no-store');
    response.setHeader('Cross-Origin-Resource-Policy', 'same-origin');
    return writeHead(status);
  };
}

type Headers = OutgoingHttpHeaders | OutgoingHttpHeader[];

function pairsOf(headers: Headers = {}): readonly (readonly [string, OutgoingHttpHeader])[] {
  if (!Array.isArray(headers)) {
    return Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
  }
  return headers.flatMap((name, index) => {
    const value = headers[index + 1];
    return index % 2 === 0 && value !== undefined ? [[String(name), value] as const] : [];
  });
}

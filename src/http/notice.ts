import { type HeaderList, pageHeaders } from './headers.ts';
import type { Reply } from './reply.ts';

/** A short text of our own about how things stand, to be kept by nobody. */
export function notice(status: number, text: string, ...headers: HeaderList): Reply {
  return uncached(status, 'text/plain; charset=utf-8', `${text}\n`, [
    ...['X-Content-Type-Options', 'nosniff', 'Access-Control-Allow-Origin', '*'],
    ...headers,
  ]);
}

/** The same for people: a whole page of HTML, at an address that has something else for programs. */
export function pageNotice(status: number, html: string): Reply {
  return uncached(status, 'text/html; charset=utf-8', html, ['Vary', 'Accept', ...pageHeaders]);
}

/** The same for programs, at an address that has a page for people. */
export function jsonNotice(value: object): Reply {
  return uncached(200, 'application/json; charset=utf-8', `${JSON.stringify(value, null, 2)}\n`, [
    ...['Vary', 'Accept', 'X-Content-Type-Options', 'nosniff'],
  ]);
}

/** A text of any type at an address of its own, to be kept by nobody. */
export function uncached(status: number, contentType: string, text: string, headers: HeaderList = []): Reply {
  const body = Buffer.from(text);
  return {
    status,
    headers: [
      ...['Content-Type', contentType, 'Content-Length', String(body.length), 'Cache-Control', 'no-store'],
      ...headers,
    ],
    body,
  };
}

import type { ErrorRequestHandler, RequestHandler } from 'express';
import type { Desk } from './desk.ts';
import type { ServeShelf } from './feeds.ts';
import { notice, pageNotice } from './notice.ts';
import { startingReply } from './operations.ts';
import { send } from './reply.ts';

const notFound = notice(404, 'Not found');
const broken = notice(500, 'Something went wrong here');

/** How long a request waits for the articles to be read, milliseconds: less than proxies wait. */
export const patience = 30_000;

/**
 * For an address that has nothing. Before there is a shelf nobody knows that, and a 404 would drive readers away; where
 * that is a matter of seconds, as what was served last is served meanwhile, the request waits for it.
 */
export function nothingHere(desk: Desk, serveShelf: ServeShelf): RequestHandler {
  return async (request, response) => {
    const loading = desk.loading?.();
    if (loading !== undefined) {
      await atMost(patience, loading);
      if (await serveShelf(request, response)) return;
    }
    if (desk.shelf() === undefined || desk.loading?.() !== undefined) send(response, startingReply());
    // Programs that take anything get the short text; browsers name HTML before anything else.
    else if (request.accepts(['text', 'html']) === 'html')
      send(response, pageNotice(404, desk.notFoundPage()));
    else send(response, notFound);
  };
}

/** What went wrong is for the log; who asked learns whether it was their request or this house, and no more. */
export function somethingBroke({ log }: Desk): ErrorRequestHandler {
  return (error: Fault, request, response, _next) => {
    const status = error.status ?? 500;
    const theirs = status >= 400 && status < 500;
    if (!theirs) log.error({ err: error, target: request.originalUrl }, 'a request failed');
    if (response.headersSent) {
      response.destroy();
      return;
    }
    const range = error.headers?.['Content-Range'];
    for (const name of response.getHeaderNames()) response.removeHeader(name);
    if (status === 404) send(response, notFound);
    else if (status === 416)
      send(response, notice(416, 'No such range', 'Content-Range', range ?? 'bytes */*'));
    else send(response, theirs ? notice(status, 'This request cannot be answered') : broken);
  };
}

/** What Express and its parts throw: `http-errors`, or anything. */
interface Fault {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Until then, or until so many milliseconds are over. */
export function atMost(milliseconds: number, wait: Promise<void>): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    void wait.finally(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}

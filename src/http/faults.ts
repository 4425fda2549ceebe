import type { ErrorRequestHandler, RequestHandler } from 'express';
import type { Desk } from './desk.ts';
import { notice, pageNotice } from './notice.ts';
import { startingReply } from './operations.ts';
import { send } from './reply.ts';

const notFound = notice(404, 'Not found');
const broken = notice(500, 'Something went wrong here');

/** For an address that has nothing. Before there is a shelf nobody knows that, and a 404 would drive readers away. */
export function nothingHere(desk: Desk): RequestHandler {
  return (request, response) => {
    if (desk.shelf() === undefined) send(response, startingReply());
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

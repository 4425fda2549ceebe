import {
  createServer as createHttpServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import { createRest } from './app.ts';
import { followConnections } from './closing.ts';
import { limitConnections } from './crowd.ts';
import type { Desk } from './desk.ts';
import { createServeShelf } from './feeds.ts';
import { notice } from './notice.ts';
import { elsewhere, isFromHere, keepToOneself } from './preview.ts';
import { type Reply, send } from './reply.ts';

export { close } from './closing.ts';

/** Milliseconds. */
const limits = {
  /** For a whole header section, then for a whole request: longer is an attack, or a line that no feed gets through. */
  headersTimeout: 15_000,
  requestTimeout: 30_000,
  connectionsCheckingInterval: 2_000,
  /** Longer than the 60 s after which nginx and load balancers drop theirs, so that they never use one that is closing. */
  keepAliveTimeout: 65_000,
};

/** For nothing to move on a connection, as when a reader takes half a feed and stops. Milliseconds. */
const stillness = 120_000;

const refusal = notice(400, 'This request cannot be answered', 'Connection', 'close');

/**
 * Courant over HTTP, not listening yet: the shelf first, then the Express app for all that has no topic. Malformed, late
 * and oversized requests are answered by Node itself: 400, 408, 431 without a body, and the connection closed.
 */
export function createServer(desk: Desk): Server {
  const serveShelf = createServeShelf(desk);
  const rest = createRest(desk);
  const server = createHttpServer({ ...limits, maxHeaderSize: 16_384 }, (request, response) => {
    if (!server.listening) response.shouldKeepAlive = false;
    if (desk.preview === true) keepToOneself(response);
    if (isEndless(request)) return refuse(response, refusal);
    if (desk.preview === true && !isFromHere(request)) return refuse(response, elsewhere);
    const served = serveShelf(request, response);
    if (served === false) rest(request, response);
    else if (served !== true) served.then((answered) => answered || rest(request, response));
  });
  server.setTimeout(stillness);
  followConnections(server);
  limitConnections(server);
  desk.metrics.traffic.follow(server);
  return server;

  function refuse(response: ServerResponse, answer: Reply): void {
    desk.metrics.requests.countOther(answer.status);
    send(response, answer);
  }
}

/**
 * RFC 9112 section 6.3, rule 4: where a body in such a coding ends nobody can tell. Node reads on until the connection
 * does, and would take for a part of it what a proxy that is less strict sends next.
 */
function isEndless({ headers }: IncomingMessage): boolean {
  const coding = headers['transfer-encoding'];
  return coding !== undefined && !/(?:^|,)[ \t]*chunked[ \t]*$/i.test(coding);
}

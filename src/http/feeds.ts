import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Representation } from '../publishing/representation.ts';
import type { Shelf } from '../publishing/shelf.ts';
import { basePath, topicsOf } from './address.ts';
import type { Desk } from './desk.ts';
import { answerMethod } from './methods.ts';
import { notice } from './notice.ts';
import { reply, send } from './reply.ts';

/** Answers a request, or tells by `false` that the shelf has nothing at this address and nothing was written. */
export type ServeShelf = (request: IncomingMessage, response: ServerResponse) => boolean | Promise<boolean>;

/** Readers come back at the next poll after a 503, hours or days later after a 4xx; so trouble is always a 503. */
const trouble = notice(503, 'This cannot be served right now; please come back', 'Retry-After', '10');

/**
 * Serves what stands on the shelf, feeds and pages, with plain node:http: Express would take five times as long.
 * Answers what the method alone decides at every address. Never rejects.
 */
export function createServeShelf(desk: Desk): ServeShelf {
  const base = basePath(desk.site.url);
  const { requests } = desk.metrics;

  function serve(request: IncomingMessage, response: ServerResponse, found: Representation): true {
    const answer = reply(found, request.headers, desk.cache, desk.clock());
    requests.count(request.method, found, answer);
    send(response, answer);
    return true;
  }

  function fail(request: IncomingMessage, response: ServerResponse, error: unknown): true {
    desk.log.error({ err: error, target: request.url }, 'what was asked for could not be rendered');
    if (response.headersSent) response.destroy();
    else send(response, trouble);
    requests.countOther(trouble.status);
    return true;
  }

  return function serveShelf(request, response) {
    const answer = answerMethod(request.method);
    if (answer !== undefined) {
      requests.countOther(answer.status);
      send(response, answer);
      return true;
    }
    const shelf = desk.shelf();
    if (shelf === undefined || request.url === undefined) return false;
    try {
      const found = findTopic(shelf, request.url, base);
      if (found === undefined) return false;
      if (!(found instanceof Promise)) return serve(request, response, found);
      return found
        .then((rendered) => rendered !== undefined && serve(request, response, rendered))
        .catch((error: unknown) => fail(request, response, error));
    } catch (error) {
      return fail(request, response, error);
    }
  };
}

type Found = ReturnType<Shelf['find']>;

/**
 * Nearly every request names a topic letter by letter: one look, and no string is made for it. But what is encoded must
 * be spelled as topics are first, or each spelling of one address would be rendered and kept for itself.
 */
function findTopic(shelf: Pick<Shelf, 'find'>, target: string, base: string): Found {
  const plain = !target.includes('%') && !target.includes('?');
  const found = plain ? shelf.find(target) : undefined;
  if (found !== undefined && !(found instanceof Promise)) return found;
  const rest = (): Found => {
    const topics = topicsOf(target, base);
    return findFirst(shelf, plain ? topics.filter((topic) => topic !== target) : topics);
  };
  return found === undefined ? rest() : found.then((rendered) => rendered ?? rest());
}

function findFirst(shelf: Pick<Shelf, 'find'>, [topic, ...others]: readonly string[]): Found {
  if (topic === undefined) return undefined;
  const found = shelf.find(topic);
  if (found === undefined) return findFirst(shelf, others);
  return found instanceof Promise ? found.then((rendered) => rendered ?? findFirst(shelf, others)) : found;
}

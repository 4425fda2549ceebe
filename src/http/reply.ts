import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import type { Instant } from '../articles/instant.ts';
import type { Representation } from '../publishing/representation.ts';
import { type Coding, chooseCoding } from './coding.ts';
import { isUnchanged } from './conditional.ts';
import { bodyHeaders, type CachePolicy, type HeaderList, sharedHeaders } from './headers.ts';

/** An answer, ready to be written. Shared between requests: never edited. */
export interface Reply {
  readonly status: number;
  readonly headers: HeaderList;
  readonly body: Buffer | undefined;
}

/**
 * The answer to GET or HEAD for a representation: 304 where the headers show that its current bytes are held already,
 * else 200, in the best coding that is accepted, and for a person who opens a feed in a browser under a type that it
 * shows. Range is ignored (RFC 9110 section 14.2), and nothing else in the request changes the answer.
 */
export function reply(
  representation: Representation,
  asked: IncomingHttpHeaders,
  cache: CachePolicy,
  now: Instant,
): Reply {
  // RFC 9110 section 8.8.2.1: no date that is still to come.
  const dated = representation.lastModified !== undefined && representation.lastModified <= now;
  const replies = preparedReplies(representation, cache, dated);
  // RFC 9110 section 13.1: conditions are for what would be answered with 2xx.
  if (representation.status === undefined && isUnchanged(asked, representation, now))
    return replies.unchanged;
  const bodies = asked['sec-fetch-dest'] === 'document' ? replies.forPerson : replies.forReader;
  return bodies[chooseCoding(asked['accept-encoding'])];
}

/** Writes a reply. To HEAD, Node sends all of it but the body (RFC 9110 section 9.3.2). */
export function send(response: ServerResponse, { status, headers, body }: Reply): void {
  response.writeHead(status, headers).end(body);
}

interface Prepared {
  readonly cache: CachePolicy;
  readonly dated: boolean;
  readonly unchanged: Reply;
  readonly forReader: Readonly<Record<Coding, Reply>>;
  readonly forPerson: Readonly<Record<Coding, Reply>>;
}

const prepared = new WeakMap<Representation, Prepared>();

/** Made at the first request for these bytes, so that every later one allocates nothing. */
function preparedReplies(representation: Representation, cache: CachePolicy, dated: boolean): Prepared {
  const known = prepared.get(representation);
  if (known !== undefined && known.dated === dated && known.cache === cache) return known;
  const shared = sharedHeaders(representation, cache, dated);
  const made = {
    cache,
    dated,
    unchanged: { status: 304, headers: shared, body: undefined },
    forReader: codedReplies(representation, shared, false),
    forPerson: codedReplies(representation, shared, true),
  };
  prepared.set(representation, made);
  return made;
}

function codedReplies(
  representation: Representation,
  shared: HeaderList,
  forPerson: boolean,
): Readonly<Record<Coding, Reply>> {
  const common = [...bodyHeaders(representation.contentType, forPerson), ...shared];
  const coded = (coding: Coding): Reply => {
    const body = representation[coding];
    const headers = [...common, 'Content-Length', String(body.length)];
    if (coding !== 'identity') headers.push('Content-Encoding', coding);
    return { status: representation.status ?? 200, headers, body };
  };
  return { br: coded('br'), gzip: coded('gzip'), identity: coded('identity') };
}

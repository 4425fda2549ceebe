import { largest, tooLarge } from './bound.ts';

/** A document as a server gave it. */
export interface Download {
  readonly bytes: Uint8Array;
  readonly contentType?: string;
  /** Where it was in the end, after all redirects. */
  readonly address: string;
}

/** Why there is none, to follow the address. */
export interface Failure {
  readonly reason: string;
  /** The answer's, where there was one. */
  readonly status?: number;
}

export interface DownloadOptions {
  /** Milliseconds without a byte after which nothing more is expected; 10 s. */
  readonly patience?: number;
  /** Names who asks. */
  readonly agent: string;
}

const mostRedirects = 10;
const accepted =
  'application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, application/json;q=0.9, */*;q=0.5';

/**
 * Fetches an address that the user named, wherever that is. Redirects are followed, to http and https only; what is longer
 * than `largest` is refused before more of it is read.
 */
export async function download(address: string, options: DownloadOptions): Promise<Download | Failure> {
  const { patience = 10_000, agent } = options;
  const controller = new AbortController();
  let limit: NodeJS.Timeout | undefined;
  const wait = () => {
    clearTimeout(limit);
    limit = setTimeout(() => controller.abort(), patience);
  };
  // A server that sends a byte now and then would be waited for without end.
  const whole = setTimeout(() => controller.abort(), 12 * patience);
  try {
    let at = address;
    for (let redirects = 0; redirects <= mostRedirects; redirects += 1) {
      const refusal = refuse(at);
      if (refusal !== undefined) return refusal;
      wait();
      const response = await fetch(at, {
        redirect: 'manual',
        signal: controller.signal,
        headers: { accept: accepted, 'user-agent': agent },
      });
      const target = targetOf(response, at);
      if (target === undefined) return await take(response, at, wait);
      await response.body?.cancel();
      at = target;
    }
    return {
      reason: `redirects more than ${mostRedirects} times, the last time to ${at}; name where its feed is`,
    };
  } catch (error) {
    return { reason: controller.signal.aborted ? silence(patience) : reasonOf(error) };
  } finally {
    clearTimeout(limit);
    clearTimeout(whole);
  }
}

const silence = (patience: number): string =>
  `did not answer, or stopped in the middle, for ${patience / 1000} seconds; try again, or save the feed and name the file`;

/** RFC 9110, 15.4; undefined when the answer is no redirect. */
function targetOf({ status, headers }: Response, at: string): string | undefined {
  const location = headers.get('location');
  if (![301, 302, 303, 307, 308].includes(status) || location === null) return undefined;
  return URL.canParse(location, at) ? new URL(location, at).href : location;
}

function refuse(address: string): Failure | undefined {
  if (!URL.canParse(address)) return { reason: 'is no address that can be fetched' };
  const { protocol, username, password } = new URL(address);
  if (protocol !== 'http:' && protocol !== 'https:') {
    return { reason: `leads to a ${protocol} address; only http: and https: ones are fetched` };
  }
  if (username === '' && password === '') return undefined;
  return {
    reason: 'has a user name or password in it; save the feed with another program and name the file',
  };
}

async function take(response: Response, address: string, wait: () => void): Promise<Download | Failure> {
  const { status, headers, body } = response;
  if (status !== 200) {
    await body?.cancel();
    const words =
      status === 404 || status === 410 ? `there is nothing (${status})` : `the answer is ${status}`;
    return {
      reason: `gives no feed: ${words}; see whether a browser shows it, and name the right address`,
      status,
    };
  }
  if (Number(headers.get('content-length')) > largest) {
    await body?.cancel();
    return { reason: tooLarge };
  }
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of body ?? []) {
    wait();
    length += part.length;
    // Leaving the loop cancels the rest. What counts is what it is unpacked.
    if (length > largest) return { reason: tooLarge };
    parts.push(part);
  }
  const contentType = headers.get('content-type');
  return { bytes: Buffer.concat(parts), address, ...(contentType === null ? {} : { contentType }) };
}

const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED:
    'cannot be reached: nothing listens there; see whether the former system still runs, or save its feed',
  ENOTFOUND: 'cannot be reached: there is no such host; correct the name, or save the feed and name the file',
  EAI_AGAIN: 'cannot be reached: no name server answers; see whether this machine is online',
  ECONNRESET: 'broke off the connection; try again, or save the feed and name the file',
  UND_ERR_SOCKET: 'broke off the connection; try again, or save the feed and name the file',
};

function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  const detail = cause instanceof Error ? cause.message : String(cause);
  return (
    reasons[code] ?? `cannot be fetched (${detail}); save the feed with another program and name the file`
  );
}

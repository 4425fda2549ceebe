import type { Representation } from '../../publishing/representation.ts';
import type { Coding } from '../coding.ts';
import type { HeaderList } from '../headers.ts';
import type { Reply } from '../reply.ts';
import { FeedNames, feedOf } from './feedname.ts';

/** What was asked for: a feed or archive page, a page, a list (OPML, sitemaps), anything else and nothing at all. */
export type Kind = 'feed' | 'page' | 'list' | 'other';

/** Answers that are alike, counted together. */
export interface Tally {
  readonly kind: Kind;
  /** Of a feed alone. */
  readonly feed?: string;
  readonly format?: string;
  readonly status: number;
  /** `none` for an answer that has no body to any method. */
  readonly coding: Coding | 'none';
  answers: number;
  /** Of bodies. */
  bytes: number;
}

/**
 * Counts answers, in plain numbers. A prepared reply finds its tally by what it is, which takes some hundredths of a
 * microsecond: nothing is made of a request, and no address that somebody asks for comes in here.
 */
export class Requests {
  readonly #found = new WeakMap<Reply, Tally>();
  readonly #tallies = new Map<string, Tally>();
  readonly #names = new FeedNames();

  /** An answer from the shelf. @param shown - what the reply was prepared from. */
  count(method: string | undefined, shown: Representation, reply: Reply): void {
    let tally = this.#found.get(reply);
    if (tally === undefined) {
      tally = this.#tallyOf(shown, reply);
      this.#found.set(reply, tally);
    }
    tally.answers += 1;
    if (reply.body !== undefined && method !== 'HEAD') tally.bytes += reply.body.length;
  }

  /** Any other answer. */
  countOther(status: number): void {
    this.#keep({ kind: 'other', status, coding: 'none', answers: 0, bytes: 0 }).answers += 1;
  }

  /** All that was counted so far. */
  tallies(): readonly Tally[] {
    return [...this.#tallies.values()];
  }

  #tallyOf(shown: Representation, { status, headers, body }: Reply): Tally {
    const about = {
      status,
      coding: body === undefined ? 'none' : codingOf(headers),
      answers: 0,
      bytes: 0,
    } as const;
    const feed = feedOf(shown);
    if (feed === undefined) {
      return this.#keep({ kind: shown.contentType.startsWith('text/html') ? 'page' : 'list', ...about });
    }
    return this.#keep({ kind: 'feed', feed: this.#names.of(feed.path), format: feed.format.name, ...about });
  }

  /** The tally that there is for answers of this kind, or this one from now on. */
  #keep(tally: Tally): Tally {
    const { kind, feed, format, status, coding } = tally;
    const key = `${kind} ${status} ${coding} ${format} ${feed}`;
    const known = this.#tallies.get(key) ?? tally;
    this.#tallies.set(key, known);
    return known;
  }
}

function codingOf(headers: HeaderList): Coding {
  const place = headers.indexOf('Content-Encoding');
  const coding = place < 0 ? undefined : headers[place + 1];
  return coding === 'br' || coding === 'gzip' ? coding : 'identity';
}

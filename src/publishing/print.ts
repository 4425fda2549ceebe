import type { Instant } from '../articles/instant.ts';
import { encodePath } from '../feeds/address.ts';
import { type Entry, type Feed, type Format, joinPieces } from '../feeds/feed.ts';
import { verify } from '../feeds/formats/verify.ts';
import { breathe } from './breaths.ts';
import { type EditionRegister, nextEdition } from './editions.ts';
import { type Effort, represent } from './represent.ts';
import type { Representation } from './representation.ts';

/** A document that cannot be served, with the reason that its reader gave. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable';
}

export interface Printed {
  readonly representation: Representation;
  /** Entries that had to be left out because no reader could have read the document with them. */
  readonly spoilt: readonly Entry[];
}

/**
 * Writes a feed in a format, reads it back, and makes the bytes to serve.
 * @throws Unreadable when the document is wrong even without its bad entries.
 */
export async function printFeed(
  feed: Feed,
  format: Format,
  register: EditionRegister,
  now: Instant,
  effort?: Effort,
): Promise<Printed> {
  const topic = `${encodePath(feed.definition.path)}/${format.file}`;
  const spoilt: Entry[] = [];
  let pieces = format.write(feed);
  let fault = verify(format.name, pieces, feed);
  if (fault !== undefined) {
    const sound = feed.entries.filter((entry) => {
      const alone = { ...feed, entries: [entry] };
      if (verify(format.name, format.write(alone), alone) === undefined) return true;
      spoilt.push(entry);
      return false;
    });
    const rest = { ...feed, entries: sound };
    pieces = format.write(rest);
    fault = verify(format.name, pieces, rest);
    if (fault !== undefined) throw new Unreadable(`${topic} is not well-formed: ${fault}`);
  }
  const contentType = `${format.mediaType}; charset=utf-8`;
  const self = feed.links.self[format.name];
  return {
    representation: await printText(topic, contentType, joinPieces(pieces), self, register, now, effort),
    spoilt,
  };
}

/** Entries that are written and read back at a stretch: some milliseconds of work. */
const together = 8;

/** Entries that were written in a format, so that the next document with them takes next to no time. */
const written = new WeakMap<Format, WeakSet<Entry>>();

/** What takes long of `printFeed` where many entries are new, with a pause for others now and then. */
export async function prepareFeed(feed: Feed, format: Format, pause = breathe): Promise<void> {
  const known = written.get(format) ?? new WeakSet();
  written.set(format, known);
  const fresh = feed.entries.filter((entry) => !known.has(entry));
  for (const entry of fresh) known.add(entry);
  for (let at = 0; fresh.length > together && at < fresh.length; at += together) {
    const part = { ...feed, entries: fresh.slice(at, at + together) };
    verify(format.name, format.write(part), part);
    await pause();
  }
}

/** The bytes of any other topic that keeps editions. */
export async function printText(
  topic: string,
  contentType: string,
  text: string | Buffer,
  self: string | undefined,
  register: EditionRegister,
  now: Instant,
  effort?: Effort,
): Promise<Representation> {
  const representation = await represent(topic, contentType, text, effort);
  const previous = register.edition(topic);
  const edition = nextEdition(previous, representation.etag, now, register.earliest);
  if (edition !== previous) register.recordEdition(topic, edition);
  return { ...representation, self, lastModified: edition.lastModified };
}

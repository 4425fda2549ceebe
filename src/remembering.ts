import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Instant } from './articles/instant.ts';
import type { Newsroom } from './newsroom.ts';
import type { EditionRegister } from './publishing/editions.ts';
import { holdsAt, type Remembrance, remember } from './publishing/remembrance.ts';
import type { Shelf } from './publishing/shelf.ts';
import type { Settings } from './settings/settings.ts';
import { agrees, markOf } from './storage/agreement.ts';
import { stillHolds } from './storage/evidence.ts';
import { bootOf } from './storage/holder.ts';
import { readKeepsake, writeKeepsake } from './storage/keepsake.ts';

/** Keeps on disk what is served, for the next start. */
export interface Keeper {
  /** To be told of a newsroom after every run of it. Costs next to nothing: what is to be written is written later. */
  note(room: Newsroom): void;
  /** Writes it a last time. To be called before the newsroom is closed. */
  close(): Promise<void>;
}

/** Milliseconds between something new and its being written: longer than files need to settle. */
const pause = 5000;

/** Attempts to write what was noted once, as long as files do not settle. */
const attempts = 3;

const fileIn = (data: string): string => join(data, 'served.bin');

/** Names all that bytes depend on besides articles. @param version - of Courant, as it was built. */
function printOf({ folder, site, articles, feeds }: Settings, version: string): string {
  const plain = (_: string, value: unknown) => (value instanceof Map ? [...value] : value);
  const all = JSON.stringify([1, version, process.versions, folder, site, articles, feeds], plain);
  return createHash('sha256').update(all).digest('hex');
}

/**
 * What was served last in a data folder, where nothing tells that it is no longer so: not the settings, the files that it
 * shows, the journal of the state, or the clock. Blocks, for some milliseconds.
 */
export function recall(settings: Settings, version: string, now: Instant): Remembrance | undefined {
  const { data, folder } = settings;
  const keepsake = readKeepsake(fileIn(data));
  if (keepsake === undefined || keepsake.print !== printOf(settings, version)) return undefined;
  const { remembrance, evidence, mark, boot } = keepsake;
  if (!holdsAt(remembrance, now)) return undefined;
  // Whoever had the folder before did not end in order. What the system still had to write is there, unless it ended too.
  if (existsSync(join(data, 'lock')) && (boot === '' || boot !== bootOf())) return undefined;
  const editions = new Map(
    remembrance.documents.map(({ topic, etag, lastModified = 0 }) => [topic, { etag, lastModified }]),
  );
  return agrees(data, mark, editions) && stillHolds(folder, evidence) ? remembrance : undefined;
}

/** What is on disk. */
interface Kept {
  readonly room: Newsroom;
  readonly editions: string;
  readonly until: Instant | undefined;
}

/** Never fails: what cannot be written costs the next start some time. */
export function createKeeper(register: Pick<EditionRegister, 'edition'>, version: string): Keeper {
  let room: Newsroom | undefined;
  let kept: Kept | undefined;
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> = Promise.resolve();
  let isClosed = false;

  return {
    note(noted) {
      room = noted;
      const shelf = noted.publisher.current();
      if (isClosed || shelf === undefined || isKept(shelf, noted)) return;
      timer ??= later(attempts);
    },
    async close() {
      isClosed = true;
      clearTimeout(timer);
      await writing;
      await keep().catch(() => false);
    },
  };

  function isKept({ standing, snapshot }: Shelf, noted: Newsroom): boolean {
    if (kept?.room !== noted || kept.editions !== editionsOf(standing)) return false;
    return kept.until === undefined || snapshot.now < kept.until;
  }

  function later(left: number): NodeJS.Timeout {
    return setTimeout(() => {
      writing = keep()
        .catch(() => false)
        .then((isWritten) => {
          timer = isWritten || isClosed || left <= 1 ? undefined : later(left - 1);
        });
    }, pause).unref();
  }

  async function keep(): Promise<boolean> {
    const shelf = room?.publisher.current();
    if (room === undefined || shelf === undefined) return false;
    const { settings, publisher, source } = room;
    // The journal before the documents, in one go: what it tells later is looked at when they are read.
    const mark = markOf(settings.data);
    const memory = remember(shelf, publisher.nextDue(), register);
    if (mark === undefined || memory === undefined) return false;
    const { remembrance, articles } = memory;
    const evidence = await source.evidence(articles);
    if (evidence === undefined) return false;
    const keepsake = { print: printOf(settings, version), boot: bootOf(), remembrance, evidence, mark };
    if (!(await writeKeepsake(fileIn(settings.data), keepsake))) return false;
    kept = { room, until: remembrance.until, editions: editionsOf(shelf.standing) };
    return true;
  }
}

function editionsOf(standing: Shelf['standing']): string {
  return [...standing.values()].map(({ etag, lastModified }) => `${etag} ${lastModified}`).join('\n');
}

import { closeSync, fstatSync, openSync, readFileSync } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { crc32 } from 'node:zlib';
import { breathe } from '../publishing/breaths.ts';
import type { Remembrance } from '../publishing/remembrance.ts';
import type { Representation } from '../publishing/representation.ts';
import type { Mark } from './agreement.ts';
import type { Evidence } from './evidence.ts';
import { checksum } from './lines.ts';

/** What was served last, and all by which it is told whether it may be served again. */
export interface Keepsake {
  /** Names the settings and the build of Courant that the documents were made with. */
  readonly print: string;
  /** See bootOf. */
  readonly boot: string;
  readonly remembrance: Remembrance;
  readonly evidence: Evidence;
  readonly mark: Mark;
}

/** All of it but bytes: the first line of the file, after its checksum. */
interface Head extends Omit<Keepsake, 'remembrance'> {
  readonly from: number;
  readonly until?: number;
  readonly documents: readonly Listed[];
  /** CRC-32 of all that follows the line. */
  readonly sum: number;
}

type Listed = Omit<Representation, 'identity' | 'gzip' | 'br'> & {
  /** Bytes in each coding, which follow each other. */
  readonly lengths: readonly [identity: number, gzip: number, br: number];
};

/** Bytes; more is not remembered. */
const largest = 64 * 1024 * 1024;

const newline = 0x0a;

/** Blocks, for some milliseconds. Undefined when there is none, or none that is as it was written. */
export function readKeepsake(path: string): Keepsake | undefined {
  try {
    const bytes = readWhole(path);
    const end = bytes.indexOf(newline);
    const line = bytes.toString('utf8', 0, end);
    if (end < 0 || checksum(line.slice(9)) !== line.slice(0, 8)) return undefined;
    const { from, until, documents, sum, ...rest } = JSON.parse(line.slice(9)) as Head;
    const bodies = bytes.subarray(end + 1);
    if (crc32(bodies) !== sum) return undefined;
    const bounds = until === undefined ? { from } : { from, until };
    return { ...rest, remembrance: { ...bounds, documents: takeApart(documents, bodies) } };
  } catch {
    return undefined;
  }
}

function readWhole(path: string): Buffer {
  const file = openSync(path, 'r');
  try {
    return fstatSync(file).size > largest ? Buffer.alloc(0) : readFileSync(file);
  } finally {
    closeSync(file);
  }
}

function takeApart(documents: readonly Listed[], bodies: Buffer): readonly Representation[] {
  let at = 0;
  const take = (length: number): Buffer => {
    at += length;
    return bodies.subarray(at - length, at);
  };
  return documents.map(({ lengths: [identity, gzip, br], ...rest }) => {
    return { ...rest, identity: take(identity), gzip: take(gzip), br: take(br) };
  });
}

/**
 * Puts it in the place of the one before. Never fails: a disk that is full or not to be written is told by the state
 * beside it, and what is remembered saves time and nothing else. False when it was not written.
 */
export async function writeKeepsake(path: string, keepsake: Keepsake): Promise<boolean> {
  const { remembrance, ...rest } = keepsake;
  const { documents, ...bounds } = remembrance;
  const bodies = documents.flatMap(({ identity, gzip, br }) => [identity, gzip, br]);
  if (bodies.reduce((sum, { length }) => sum + length, 0) > largest - 8 * 1024 * 1024) return false;
  let sum = 0;
  for (const body of bodies) {
    sum = crc32(body, sum);
    await breathe();
  }
  const listed = documents.map(({ identity, gzip, br, ...document }): Listed => {
    return { ...document, lengths: [identity.length, gzip.length, br.length] };
  });
  const head: Head = { ...rest, ...bounds, documents: listed, sum };
  const json = JSON.stringify(head);
  const draft = `${path}.new`;
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeAll(draft, [Buffer.from(`${checksum(json)} ${json}\n`), ...bodies]);
    await rename(draft, path);
    return true;
  } catch {
    await rm(draft, { force: true }).catch(() => undefined);
    return false;
  }
}

async function writeAll(path: string, parts: readonly Buffer[]): Promise<void> {
  const file = await open(path, 'w', 0o600);
  try {
    for (const part of parts) await file.writeFile(part);
  } finally {
    await file.close();
  }
}

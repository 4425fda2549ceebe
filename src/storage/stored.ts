import { closeSync, constants, fstatSync, openSync, readSync, type Stats } from 'node:fs';
import { open } from 'node:fs/promises';

/** Names one state of a file: another string as soon as its size, times or inode changed. */
export type Stamp = string;

/**
 * `ctime`, left out where it is the time of modification, tells of writers that put that back (rsync, cp -p). Milliseconds
 * with their fraction tell a quarter of a microsecond apart; no file system's clock ticks as fast.
 */
export function stampOf({ size, mtimeMs, ctimeMs, ino }: Stats): Stamp {
  return `${size}:${mtimeMs}:${ctimeMs === mtimeMs ? '' : ctimeMs}:${ino}`;
}

/** When a file with this stamp was last touched: milliseconds. */
export function touchedAt(stamp: Stamp): number | undefined {
  const [, modified, changed] = stamp.split(':');
  return modified === undefined ? undefined : Number(changed === '' ? modified : changed);
}

/** Bytes of one file that belong together, or why there are none. */
export type Stored =
  | { readonly bytes: Buffer; readonly stamp: Stamp }
  | { readonly trouble: 'moving' | 'large' | 'gone' | 'unreadable'; readonly reason: string };

const tries = 4;

/** Never through a link that took the file's place, and never waiting for the writer of a pipe. */
const flags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/** Reads a file as it stood at one moment: a file that is written meanwhile is read again, a few times. */
export async function readStored(path: string, limit: number): Promise<Stored> {
  for (let attempt = 1; attempt <= tries; attempt += 1) {
    const stored = await readOnce(path, limit).catch(troubleOf);
    if (stored !== undefined) return stored;
  }
  return moving;
}

async function readOnce(path: string, limit: number): Promise<Stored | undefined> {
  const handle = await open(path, flags);
  try {
    const before = await handle.stat();
    const refusal = refuse(before, limit);
    if (refusal !== undefined) return refusal;
    const buffer = Buffer.allocUnsafe(before.size + 1);
    let length = 0;
    for (;;) {
      const { bytesRead } = await handle.read(buffer, length, buffer.length - length, null);
      length += bytesRead;
      if (bytesRead === 0 || length === buffer.length) break;
    }
    return whole(buffer, length, before, await handle.stat());
  } finally {
    await handle.close();
  }
}

/** One piece of memory for file after file: threads that take and give back pieces wait for each other. */
const scratch = Buffer.allocUnsafeSlow(256 * 1024);

/**
 * As `readStored`, without a pause: takes a tenth of the time, in a thread that nobody waits for. The bytes are there
 * until the next call.
 */
export function readStoredAtOnce(path: string, limit: number): Stored {
  for (let attempt = 1; attempt <= tries; attempt += 1) {
    try {
      const stored = readOnceAtOnce(path, limit);
      if (stored !== undefined) return stored;
    } catch (error) {
      return troubleOf(error);
    }
  }
  return moving;
}

function readOnceAtOnce(path: string, limit: number): Stored | undefined {
  const file = openSync(path, flags);
  try {
    const before = fstatSync(file);
    const refusal = refuse(before, limit);
    if (refusal !== undefined) return refusal;
    const size = before.size + 1;
    const buffer = size <= scratch.length ? scratch.subarray(0, size) : Buffer.allocUnsafe(size);
    let length = 0;
    for (let read = -1; read !== 0 && length < before.size; length += read) {
      read = readSync(file, buffer, length, buffer.length - length, null);
    }
    // Of what has grown meanwhile, the times and the size tell.
    return whole(buffer, length, before, fstatSync(file));
  } finally {
    closeSync(file);
  }
}

const moving: Stored = { trouble: 'moving', reason: 'is being written all the time' };

function refuse(stats: Stats, limit: number): Stored | undefined {
  if (!stats.isFile()) return { trouble: 'unreadable', reason: 'is not a regular file' };
  return stats.size > limit ? { trouble: 'large', reason: 'is too large' } : undefined;
}

/** Undefined when the file was written while it was read. */
function whole(buffer: Buffer, length: number, before: Stats, after: Stats): Stored | undefined {
  const stamp = stampOf(before);
  const isWhole = length === before.size && stampOf(after) === stamp;
  return isWhole ? { bytes: buffer.subarray(0, length), stamp } : undefined;
}

function troubleOf(error: unknown): Stored {
  return isGone(error)
    ? { trouble: 'gone', reason: 'is no longer there' }
    : { trouble: 'unreadable', reason: reasonOf(error) };
}

/** ENOTDIR: a folder on the way gave place to a file. */
export function isGone(error: unknown): boolean {
  return ['ENOENT', 'ENOTDIR'].includes(codeOf(error));
}

export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'may not be read by the user that Courant runs as',
  EPERM: 'may not be read by the user that Courant runs as',
  ELOOP: 'leads in a circle',
  EMFILE: 'cannot be opened because too many files are open',
  EIO: 'cannot be read from the disk',
  ENAMETOOLONG: 'has too long a path',
};

/** Why a file or folder cannot be read, to follow its name; the error's code where there are no better words. */
export function reasonOf(error: unknown): string {
  const code = codeOf(error);
  return reasons[code] ?? `cannot be read (${code || String(error)})`;
}

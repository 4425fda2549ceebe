import { link, open, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { systemClock } from '../clock.ts';
import { type Holder, isAlive, parseHolder, self } from './holder.ts';
import { systemCode } from './trouble.ts';

export interface Lock {
  /** Whoever had it before did not give it back: it crashed. */
  readonly wasLeft: boolean;
  /** Gives the folder free; does nothing to a lock that someone else has taken since. */
  release(): Promise<void>;
}

/** Another process writes in the folder. */
export class FolderInUse extends Error {
  override readonly name = 'FolderInUse';

  constructor(folder: string, holder: Holder | undefined) {
    const who = holder === undefined ? 'another process' : `process ${holder.pid}`;
    const where = holder === undefined || holder.host === hostname() ? '' : ` on ${holder.host}`;
    super(
      `The data folder ${folder} is in use by ${who}${where}; stop that one, or give this one a folder of its own with --data.`,
    );
  }
}

/** A lock is touched this often, milliseconds, and believed without further proof for thrice as long. */
const heartbeat = 10_000;

/** Milliseconds that it takes at the most to write one. */
const writing = 2000;

/** Locks of this very process, whose pid alone proves nothing: in a container it is the same at every start. */
const ours = new Set<string>();

/**
 * Takes a folder for this process alone, by a file `lock` in it that names process and machine. A lock left behind by a
 * crash is seen through: its process is gone, or its pid belongs to a process that began at another time. A lock from
 * another machine or container, whose processes cannot be seen from here, counts while it is touched.
 * @throws FolderInUse naming the other process; errors of the file system as they are
 */
export async function takeLock(folder: string): Promise<Lock> {
  const path = join(resolve(folder), 'lock');
  const holder = self();
  if (ours.has(path)) throw new FolderInUse(folder, holder);
  ours.add(path);
  try {
    for (let tries = 0; tries < 50; tries += 1) {
      const text = JSON.stringify(holder);
      if (await createWhole(path, text)) return hold(path, text, tries > 0);
      await clearStale(folder, path);
    }
    throw new FolderInUse(folder, undefined);
  } catch (error) {
    ours.delete(path);
    throw error;
  }
}

/**
 * As `create`, but the file is never there without its text: whoever is killed in between would leave a lock of which
 * nobody can tell whether it is held.
 */
async function createWhole(path: string, text: string): Promise<boolean> {
  const beside = `${path}-${process.pid}`;
  try {
    await writeFile(beside, text);
    await link(beside, path);
    return true;
  } catch (error) {
    if (systemCode(error) === 'EEXIST') return false;
    // A file system without links: FAT, some of networks.
    if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'].includes(systemCode(error) ?? ''))
      throw error;
    return create(path, text);
  } finally {
    await rm(beside, { force: true });
  }
}

/** False when the file is there already. */
async function create(path: string, text: string): Promise<boolean> {
  try {
    const file = await open(path, 'wx');
    try {
      await file.writeFile(text);
    } catch (error) {
      await rm(path, { force: true });
      throw error;
    } finally {
      await file.close();
    }
    return true;
  } catch (error) {
    if (systemCode(error) === 'EEXIST') return false;
    throw error;
  }
}

function hold(path: string, text: string, wasLeft: boolean): Lock {
  const beat = setInterval(() => {
    const seconds = systemClock() / 1000;
    utimes(path, seconds, seconds).catch(() => undefined);
  }, heartbeat).unref();
  return {
    wasLeft,
    async release() {
      clearInterval(beat);
      try {
        if ((await read(path)) === text) await rm(path, { force: true });
      } finally {
        ours.delete(path);
      }
    },
  };
}

/**
 * Removes the lock if nobody holds it. Several that start at once may all find it stale, and a slow one must not remove
 * what a quick one has taken since: so it is judged once more, and removed, by one at a time.
 */
async function clearStale(folder: string, path: string): Promise<void> {
  const guard = `${path}-judged`;
  await refuseIfHeld(folder, path);
  if (!(await create(guard, ''))) {
    await wait(20);
    if (!(await isYounger(guard, 3 * heartbeat))) await rm(guard, { force: true });
    return;
  }
  try {
    await refuseIfHeld(folder, path);
    await rm(path, { force: true });
  } finally {
    await rm(guard, { force: true });
  }
}

async function refuseIfHeld(folder: string, path: string): Promise<void> {
  const found = await read(path);
  if (found === undefined) return;
  const holder = parseHolder(found);
  if (holder === undefined) return settle(path);
  if (await isHeld(path, holder)) throw new FolderInUse(folder, holder);
}

/** A lock without a holder is being written, or was when its writer was killed. */
async function settle(path: string): Promise<void> {
  // Counted, for a clock may have been set back.
  for (let tries = 0; tries < writing / 50 && (await isYounger(path, writing)); tries += 1) {
    if (parseHolder((await read(path)) ?? '') !== undefined) return;
    await wait(50);
  }
}

async function isHeld(path: string, holder: Holder): Promise<boolean> {
  // Our own pid, on a lock that is not ours, was given to another process in an earlier life of this container.
  if (holder.pid === process.pid && holder.host === hostname()) return false;
  return isAlive(holder) ?? (await isYounger(path, 3 * heartbeat));
}

async function isYounger(path: string, age: number): Promise<boolean> {
  try {
    return systemClock() - (await stat(path)).mtimeMs < age;
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return false;
    throw error;
  }
}

async function read(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

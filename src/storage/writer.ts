import { type FileHandle, open, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setImmediate as nextTick } from 'node:timers/promises';
import { setAside } from './aside.ts';
import type { Journal, JournalOptions } from './journal.ts';
import { encodeLines } from './lines.ts';
import { inWords, systemCode } from './trouble.ts';

/** How things stood at opening. */
interface Start {
  /** What kept the folder from being prepared. */
  readonly unprepared: unknown;
  /** Whole lines of the file and the records in it; left out when there was none that could be read. */
  readonly read?: { readonly bytes: number; readonly lines: number };
}

/** Records encoded at a time: a breath for requests between two, during a first start with 100,000 articles. */
const slice = 1000;

/**
 * The writing half of a journal. Appended records wait in a queue; one loop at a time writes what has gathered there,
 * at the known end of the good lines, so that an attempt that failed half-way is overwritten by the next. Whatever shakes
 * the trust in the file (an fsync that failed, a file that was removed or cut) is answered by writing the live records
 * whole, as memory has them all.
 */
export function createWriter<T>(path: string, options: JournalOptions<T>, start: Start): Journal<T> {
  const { live, prepare, form = (record) => record, onTrouble, retryAfter = 5000 } = options;
  let { compactAbove = 1_000_000 } = options;
  let queue: T[] = [];
  let appended = 0;
  let synced = 0;
  let toSync = 0;
  let file: FileHandle | undefined;
  let size = start.read?.bytes ?? 0;
  let lines = start.read?.lines ?? 0;
  let isOurs = start.read !== undefined;
  let isTrusted = isOurs;
  let isCompactionDue = false;
  let isPrepared = start.unprepared === undefined;
  let isTroubled = false;
  let isClosed = false;
  let retry: NodeJS.Timeout | undefined;
  let loop: Promise<void> | undefined;

  if (!isPrepared) fail(start.unprepared);

  function wake(): Promise<void> {
    loop ??= (async () => {
      await nextTick();
      try {
        do await step();
        while (hasWork());
        succeed();
      } catch (error) {
        fail(error);
      }
      loop = undefined;
    })();
    return loop;
  }

  const hasWork = (): boolean => queue.length > 0 || toSync > synced || isCompactionDue;

  async function step(): Promise<void> {
    await look();
    if (!isPrepared) {
      await prepare();
      isPrepared = true;
    }
    if (!hasWork()) return;
    if (!isTrusted || isCompactionDue) return rewrite();
    await writeQueue();
    if (toSync > synced) await sync();
    if (size > compactAbove && lines > 3 * live().count) await tryToCompact();
  }

  /** Notices a file that someone removed or cut while it was in use. */
  async function look(): Promise<void> {
    if (!isTrusted) return;
    try {
      isTrusted = (await stat(path)).size >= size;
    } catch (error) {
      if (systemCode(error) !== 'ENOENT') throw error;
      isTrusted = false;
      isPrepared = false;
    }
  }

  async function writeQueue(): Promise<void> {
    if (file === undefined) {
      file = await open(path, 'r+');
      await file.truncate(size);
    }
    while (queue.length > 0) {
      const records = queue.slice(0, slice);
      const bytes = encodeLines(records.map(form));
      await writeAt(file, bytes, size);
      size += bytes.length;
      lines += records.length;
      queue.splice(0, records.length);
    }
  }

  async function sync(): Promise<void> {
    const upTo = appended - queue.length;
    try {
      await file?.sync();
    } catch (error) {
      // The kernel forgets after such a failure which pages it could not write: a second fsync would succeed in vain.
      isTrusted = false;
      throw error;
    }
    synced = upTo;
  }

  async function rewrite(): Promise<void> {
    if (!isOurs) await setAside(path);
    const covered = queue.length;
    const upTo = appended;
    const records = live().records()[Symbol.iterator]();
    const fresh = await open(`${path}.new`, 'w');
    let length = 0;
    let written = 0;
    try {
      for (let some = take(records, slice); some.length > 0; some = take(records, slice)) {
        const bytes = encodeLines(some.map(form));
        await writeAt(fresh, bytes, length);
        length += bytes.length;
        written += some.length;
      }
      await fresh.sync();
      await rename(`${path}.new`, path);
    } catch (error) {
      await fresh.close().catch(() => undefined);
      await rm(`${path}.new`, { force: true }).catch(() => undefined);
      throw error;
    }
    await file?.close().catch(() => undefined);
    file = fresh;
    size = length;
    lines = written;
    queue.splice(0, covered);
    isOurs = true;
    isTrusted = false;
    await syncFolder(dirname(path));
    isTrusted = true;
    isCompactionDue = false;
    synced = upTo;
  }

  /** A compaction that fails is no trouble while the long file can still be written. */
  async function tryToCompact(): Promise<void> {
    try {
      await rewrite();
    } catch (error) {
      if (!isTrusted) throw error;
      compactAbove = 2 * size;
    }
  }

  function fail(error: unknown): void {
    if (!isTroubled) {
      onTrouble(
        `${path} cannot be written: ${inWords(error)}; mend that, or name another folder with --data: until then it is kept in memory alone, and lost if Courant stops.`,
      );
    }
    isTroubled = true;
    clearTimeout(retry);
    if (!isClosed) retry = setTimeout(() => void wake(), retryAfter).unref();
  }

  function succeed(): void {
    clearTimeout(retry);
    if (isTroubled) onTrouble(`${path} can be written again; nothing was lost.`);
    isTroubled = false;
  }

  return {
    append(records, durable) {
      if (isClosed || records.length === 0) return;
      for (const record of records) queue.push(record);
      appended += records.length;
      if (durable) toSync = appended;
      if (isTroubled && queue.length > 3 * live().count + slice) {
        // Trouble may last for weeks: what memory holds anyway need not wait in the queue as well.
        queue = [];
        isTrusted = false;
        toSync = appended;
      }
      if (!isTroubled) void wake();
    },
    async flush() {
      if (synced === appended || isClosed) return;
      toSync = appended;
      await wake();
    },
    async compact() {
      isCompactionDue = true;
      await wake();
    },
    async close() {
      await this.flush();
      isClosed = true;
      clearTimeout(retry);
      await file?.close().catch(() => undefined);
    },
  };
}

/** The next of them, `most` at the most. */
function take<T>(from: Iterator<T>, most: number): readonly T[] {
  const taken: T[] = [];
  while (taken.length < most) {
    const next = from.next();
    if (next.done) break;
    taken.push(next.value);
  }
  return taken;
}

async function writeAt(file: FileHandle, bytes: Buffer, position: number): Promise<void> {
  let done = 0;
  while (done < bytes.length) {
    done += (await file.write(bytes, done, bytes.length - done, position + done)).bytesWritten;
  }
}

/** Makes a rename last. Some systems do not let a folder be opened for that, and need not. */
async function syncFolder(folder: string): Promise<void> {
  try {
    const handle = await open(folder, 'r');
    await handle.sync().finally(() => handle.close());
  } catch (error) {
    if (!['EISDIR', 'EPERM', 'EACCES', 'EINVAL', 'ENOTSUP'].includes(systemCode(error) ?? '')) throw error;
  }
}

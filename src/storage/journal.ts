import { type FileHandle, open, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { setAside } from './aside.ts';
import { decodeInPieces, type Read } from './lines.ts';
import { inWords, systemCode } from './trouble.ts';
import { createWriter } from './writer.ts';

export interface JournalOptions<T> {
  /** What the file is called before `.jsonl`. */
  readonly name: string;
  /** Reads only: nothing is created, set aside or written, and what is appended is forgotten. */
  readonly readOnly?: boolean;
  /** Undefined for a value that is no record. */
  parse(value: unknown): T | undefined;
  /** What is written of a record, if not the record itself: a JSON value that `parse` makes the same record of. */
  form?(record: T): unknown;
  /** Takes in what was once appended, in order. Called at opening only. */
  replay(record: T): void;
  /**
   * The fewest records that give the present state. What is appended must be in it already. They are asked for one by one
   * while things go on, and have to tell how it was when `records` was called.
   */
  live(): { readonly count: number; records(): Iterable<T> };
  /**
   * Makes the folder ready to be written to. Called at opening, and again when that failed or the folder went away.
   * An error of the file system is trouble to be tried again; at opening any other error goes through to the caller.
   */
  prepare(): Promise<void>;
  /** Told once when it can not be written, and once when that is over. */
  onTrouble(sentence: string): void;
  /** Milliseconds between attempts while it can not be written; 5 s. */
  readonly retryAfter?: number;
  /** Bytes from which a journal with more than thrice the live records is compacted; 1 MB. */
  readonly compactAbove?: number;
}

export interface Journal<T> {
  /**
   * Writes records soon, in the order of the calls; many calls in one tick are one write. Never throws. `durable` asks for
   * an fsync as well; other records are in the hands of the operating system, and outlive this process but perhaps not a
   * power cut.
   */
  append(records: readonly T[], durable: boolean): void;
  /** Resolves when all that was appended is on disk for good, or when it was told as trouble that it is not. */
  flush(): Promise<void>;
  /** Puts the live records alone in the place of the file: a power cut leaves the old one or the new one. */
  compact(): Promise<void>;
  /** Flushes; what is appended after that is forgotten. */
  close(): Promise<void>;
}

/**
 * Opens the log of records `NAME.jsonl` in a folder, and replays it. Nothing appended is lost by a crash, and a line that
 * a crash cut short is cut off. When a line was damaged otherwise, or the file cannot be read, it is set aside as
 * `NAME-damaged-N.jsonl`, all that can be read of it is kept, and a sentence says so.
 */
export async function openJournal<T>(
  folder: string,
  options: JournalOptions<T>,
): Promise<{ readonly journal: Journal<T>; readonly problems: readonly string[] }> {
  const { name, readOnly = false } = options;
  const path = join(folder, `${name}.jsonl`);
  const unprepared = readOnly ? undefined : await attempt(options.prepare);
  const problems: string[] = [];
  const read = await readAll(path, options);
  const isRead = read !== undefined && read.trouble === undefined;
  if (read?.trouble !== undefined) problems.push(await giveUp(path, read, readOnly));
  else if (read !== undefined && read.damaged.length > 0)
    problems.push(await keepDamaged(path, read.damaged, readOnly));
  if (readOnly) return { journal: forgetful, problems };
  const journal = createWriter(path, options, {
    unprepared,
    ...(isRead && { read: { bytes: read.end, lines: read.lines } }),
  });
  const isWhole = read === undefined || (isRead && read.damaged.length === 0);
  if (!isWhole && read.lines > 0) await journal.compact();
  return { journal, problems };
}

/** Undefined when there is no such file. */
async function readAll<T>(path: string, { parse, replay }: JournalOptions<T>): Promise<Read | undefined> {
  let file: FileHandle;
  try {
    file = await open(path, 'r');
  } catch (trouble) {
    if (['ENOENT', 'ENOTDIR'].includes(systemCode(trouble) ?? '')) return undefined;
    return { lines: 0, damaged: [], end: 0, trouble };
  }
  const readAt = async (into: Buffer, position: number) =>
    (await file.read(into, 0, into.length, position)).bytesRead;
  try {
    return await decodeInPieces(readAt, parse, (records) => {
      for (const record of records) replay(record);
    });
  } finally {
    await file.close();
  }
}

const forgetful: Journal<unknown> = {
  append: () => undefined,
  flush: () => Promise.resolve(),
  compact: () => Promise.resolve(),
  close: () => Promise.resolve(),
};

/** What keeps the folder from being written to; undefined when it is ready. */
async function attempt(prepare: () => Promise<void>): Promise<unknown> {
  try {
    await prepare();
    return undefined;
  } catch (error) {
    if (systemCode(error) === undefined) throw error;
    return error;
  }
}

async function giveUp(path: string, read: Read, readOnly: boolean): Promise<string> {
  const last = read.lines + read.damaged.length;
  const from = last === 0 ? '' : ` from line ${last + 1} on`;
  const trouble = `${path} cannot be read${from}: ${inWords(read.trouble)}`;
  const what = last === 0 ? 'what it' : 'what the rest';
  if (readOnly) return `${trouble}; ${what} remembers is unknown to this command.`;
  const aside = await setAside(path);
  if (aside === undefined)
    return `${trouble}; nothing in ${last === 0 ? 'it' : 'the rest'} is remembered until that is mended.`;
  await rm(path, { force: true }).catch(() => undefined);
  return `${trouble}; it was set aside as ${basename(aside)}, and ${what} remembered begins anew.`;
}

async function keepDamaged(path: string, damaged: readonly number[], readOnly: boolean): Promise<string> {
  const [first = 0, ...others] = damaged;
  const where =
    others.length === 0 ? `line ${first} is` : `${damaged.length} lines are (the first is ${first})`;
  const trouble = `${path} was damaged: ${where} not as written`;
  const aside = readOnly ? undefined : await setAside(path);
  const kept = aside === undefined ? '' : `; a copy was set aside as ${basename(aside)}`;
  return `${trouble}${kept}; everything else in it was kept.`;
}

import { closeSync, fstatSync, openSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Edition } from '../publishing/editions.ts';
import { decodeLines } from './lines.ts';
import { parseRecord, type StateRecord } from './records.ts';

/** A place in the journal of the state: all that was told until then lies before it. Plain data. */
export interface Mark {
  readonly inode: string;
  /** Bytes. */
  readonly length: number;
}

/** Of a journal that grew by more, nobody needs to know in what. Bytes. */
const mostNews = 1024 * 1024;

const journalOf = (data: string): string => join(data, 'state.jsonl');

/** The end of the journal in a data folder; undefined when there is none. */
export function markOf(data: string): Mark | undefined {
  try {
    const { ino, size } = statSync(journalOf(data), { bigint: true });
    return { inode: String(ino), length: Number(size) };
  } catch {
    return undefined;
  }
}

/**
 * Whether all that the journal tells since the mark leaves documents of these editions the last that were served: other
 * editions, withdrawals, ids of another system, a journal that was written anew or lost its end do not.
 * @param editions - by topic
 */
export function agrees(data: string, mark: Mark, editions: ReadonlyMap<string, Edition>): boolean {
  try {
    const news = readFrom(journalOf(data), mark);
    if (news === undefined) return false;
    const { records, damaged, end } = decodeLines(news, parseRecord);
    return (
      damaged.length === 0 && end === news.length && records.every((record) => isHarmless(record, editions))
    );
  } catch {
    return false;
  }
}

function isHarmless(record: StateRecord, editions: ReadonlyMap<string, Edition>): boolean {
  if (!('edition' in record)) return false;
  const known = editions.get(record.topic);
  const { etag, lastModified } = record.edition;
  return known === undefined || (known.etag === etag && known.lastModified === lastModified);
}

function readFrom(path: string, { inode, length }: Mark): Buffer | undefined {
  const file = openSync(path, 'r');
  try {
    const { ino, size } = fstatSync(file, { bigint: true });
    const rest = Number(size) - length;
    if (String(ino) !== inode || rest < 0 || rest > mostNews) return undefined;
    const bytes = Buffer.alloc(rest);
    const read = rest === 0 ? 0 : readSync(file, bytes, 0, rest, length);
    return bytes.subarray(0, read);
  } finally {
    closeSync(file);
  }
}

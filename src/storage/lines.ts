import { crc32 } from 'node:zlib';
import { breathe } from './pace.ts';

const lineEnd = 0x0a;

/** CRC-32 of the bytes, of a text those in UTF-8; eight hexadecimal digits. */
export const checksum = (text: string | Uint8Array): string => crc32(text).toString(16).padStart(8, '0');

/** Each record as a line `["checksum",record]`: JSON for any tool, and a change of one bit is noticed. */
export function encodeLines(records: readonly unknown[]): Buffer {
  return Buffer.from(
    records
      .map((record) => JSON.stringify(record))
      .map((json) => `["${checksum(json)}",${json}]\n`)
      .join(''),
  );
}

export interface Decoded<T> {
  /** Every record that could be read, in order. */
  readonly records: readonly T[];
  /** Numbers of the lines that could not, from 1. */
  readonly damaged: readonly number[];
  /** Bytes up to the end of the last whole line; what follows is the beginning of one that was never finished. */
  readonly end: number;
}

/** @param parse undefined for a value that is no record */
export function decodeLines<T>(bytes: Buffer, parse: (value: unknown) => T | undefined): Decoded<T> {
  const records: T[] = [];
  const damaged: number[] = [];
  let end = 0;
  for (let line = 1; ; line += 1) {
    const next = bytes.indexOf(lineEnd, end);
    if (next === -1) return { records, damaged, end };
    const record = decodeLine(bytes.toString('utf8', end, next), parse);
    if (record === undefined) damaged.push(line);
    else records.push(record);
    end = next + 1;
  }
}

/** Bytes decoded at a stretch: requests have their turn in between. */
const piece = 256 * 1024;

/** The same of many bytes, with pauses. @param take - is given the records of one piece after the other. */
export async function decodeInPieces<T>(
  bytes: Buffer,
  parse: (value: unknown) => T | undefined,
  take: (records: readonly T[]) => void,
): Promise<{ readonly lines: number; readonly damaged: readonly number[]; readonly end: number }> {
  const damaged: number[] = [];
  let records = 0;
  let end = 0;
  while (end < bytes.length) {
    const last = bytes.indexOf(lineEnd, Math.min(end + piece, bytes.length) - 1);
    const some = decodeLines(bytes.subarray(end, last === -1 ? bytes.length : last + 1), parse);
    const before = records + damaged.length;
    damaged.push(...some.damaged.map((line) => line + before));
    records += some.records.length;
    take(some.records);
    if (some.end === 0) break;
    end += some.end;
    await breathe();
  }
  return { lines: records, damaged, end };
}

function decodeLine<T>(line: string, parse: (value: unknown) => T | undefined): T | undefined {
  const [, sum, json] = /^\["([0-9a-f]{8})",(.+)\]$/.exec(line) ?? [];
  if (json === undefined || checksum(json) !== sum) return undefined;
  try {
    return parse(JSON.parse(json));
  } catch {
    return undefined;
  }
}

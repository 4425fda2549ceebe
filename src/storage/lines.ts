import { crc32 } from 'node:zlib';
import { breathe } from '../publishing/breaths.ts';

const lineEnd = 0x0a;

/** CRC-32 of the bytes, of a text those in UTF-8; eight hexadecimal digits. */
export const checksum = (text: string | Uint8Array): string => crc32(text).toString(16).padStart(8, '0');

/** The same of several pieces of bytes, one after the other. */
export function checksumOf(...pieces: readonly Uint8Array[]): string {
  let sum = 0;
  for (const piece of pieces) sum = crc32(piece, sum);
  return sum.toString(16).padStart(8, '0');
}

/** Each record as a line `["checksum",record]`: JSON for any tool, and a change of one bit is noticed. */
export function encodeLines(records: readonly unknown[]): Buffer {
  let text = '';
  for (const record of records) text += `["00000000",${JSON.stringify(record)}]\n`;
  const bytes = Buffer.from(text);
  // Sums are of bytes, so they are filled in once there are bytes: in half the time that they take of text.
  for (let from = 0; from < bytes.length; ) {
    const end = bytes.indexOf(lineEnd, from);
    writeSum(bytes, from + 2, crc32(bytes.subarray(from + opening.length, end - 1)));
    from = end + 1;
  }
  return bytes;
}

/** As `checksum` writes it. */
function writeSum(bytes: Buffer, from: number, sum: number): void {
  for (let nth = 0; nth < 8; nth += 1) {
    const digit = (sum >>> (28 - 4 * nth)) & 0xf;
    bytes[from + nth] = digit + (digit < 10 ? 0x30 : 0x57);
  }
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
    const record = decodeLine(bytes, end, next, parse);
    if (record === undefined) damaged.push(line);
    else records.push(record);
    end = next + 1;
  }
}

/** What was read of a file, whose records were given away already. */
export interface Read {
  /** How many records there were. */
  readonly lines: number;
  /** See Decoded. */
  readonly damaged: readonly number[];
  readonly end: number;
  /** What kept the rest of the file from being read. */
  readonly trouble?: unknown;
}

/** Bytes read and decoded at a stretch: requests have their turn in between, and no more of the file is held at once. */
const piece = 256 * 1024;

/** Reads bytes of a file into a buffer from a position on; tells how many. */
type ReadAt = (into: Buffer, position: number) => Promise<number>;

/** The same of a whole file, piece by piece. @param take - is given the records of one piece after the other. */
export async function decodeInPieces<T>(
  readAt: ReadAt,
  parse: (value: unknown) => T | undefined,
  take: (records: readonly T[]) => void,
): Promise<Read> {
  const damaged: number[] = [];
  let lines = 0;
  let end = 0;
  let bytes = Buffer.allocUnsafeSlow(piece);
  /** Bytes at the beginning of the buffer that belong to a line whose end was not read yet. */
  let rest = 0;
  for (;;) {
    // A line that is longer than all there is room for.
    if (rest === bytes.length) bytes = Buffer.concat([bytes], rest * 2);
    let read: number;
    try {
      read = await readAt(bytes.subarray(rest), end + rest);
    } catch (trouble) {
      return { lines, damaged, end, trouble };
    }
    if (read === 0) return { lines, damaged, end };
    const some = decodeLines(bytes.subarray(0, rest + read), parse);
    const before = lines + damaged.length;
    for (const line of some.damaged) damaged.push(line + before);
    lines += some.records.length;
    take(some.records);
    bytes.copyWithin(0, some.end, rest + read);
    rest += read - some.end;
    end += some.end;
    await breathe();
  }
}

/** Bytes of a line before its record, and after it. */
const opening = Buffer.from('["00000000",');
const closing = 0x5d;

/** Of the bytes from one place up to another. */
function decodeLine<T>(
  bytes: Buffer,
  from: number,
  to: number,
  parse: (value: unknown) => T | undefined,
): T | undefined {
  const start = from + opening.length;
  const end = to - 1;
  if (end <= start || bytes[end] !== closing) return undefined;
  for (const at of [0, 1, 10, 11]) if (bytes[from + at] !== opening[at]) return undefined;
  if (crc32(bytes.subarray(start, end)) !== sumAt(bytes, from + 2)) return undefined;
  try {
    return parse(JSON.parse(bytes.toString('utf8', start, end)));
  } catch {
    return undefined;
  }
}

/** Of eight hexadecimal digits as `checksum` writes them; -1 where there is anything else. */
function sumAt(bytes: Buffer, from: number): number {
  let sum = 0;
  for (let at = from; at < from + 8; at += 1) {
    const code = bytes[at] ?? 0;
    const isDigit = code >= 0x30 && code <= 0x39;
    if (!isDigit && (code < 0x61 || code > 0x66)) return -1;
    sum = sum * 16 + code - (isDigit ? 0x30 : 0x57);
  }
  return sum;
}

import { crc32 } from 'node:zlib';

const lineEnd = 0x0a;

/** CRC-32 of the UTF-8 bytes, eight hexadecimal digits. */
export const checksum = (text: string): string => crc32(text).toString(16).padStart(8, '0');

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

function decodeLine<T>(line: string, parse: (value: unknown) => T | undefined): T | undefined {
  const [, sum, json] = /^\["([0-9a-f]{8})",(.+)\]$/.exec(line) ?? [];
  if (json === undefined || checksum(json) !== sum) return undefined;
  try {
    return parse(JSON.parse(json));
  } catch {
    return undefined;
  }
}

import { hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { hashOf } from '../articles/namehash.ts';
import { breathe } from '../publishing/breaths.ts';
import type { Completion, Inspection } from './inspection.ts';
import { checksum, checksumOf } from './lines.ts';
import type { Shape } from './shaping.ts';
import type { Told } from './telling.ts';

/** Where facts are remembered. */
export interface FactsPlace {
  /** Absolute path of the file. */
  readonly file: string;
  /** Of Courant: another one may read articles another way. */
  readonly version: string;
}

/** What was found in a file that can be told again as long as its stamp is the same. */
export type Fact = Extract<Inspection, { readonly digest: string }>;

/** What was read of articles, remembered over restarts. Losing it costs time and nothing else, so nothing of it ever fails. */
export interface Facts {
  /**
   * Tells all that is remembered, of one key perhaps several times. False when what was told is not to be used: there is
   * nothing that holds for this folder and these settings. To be called before `keep`.
   */
  recall(shape: Shape, take: (key: string, fact: Fact) => void): Promise<boolean>;
  /** @param keys - '' for what is not to be kept. @param inspections - as many, as JSON in UTF-8. */
  keep(keys: readonly string[], inspections: Uint8Array): void;
  close(): Promise<void>;
}

/** Of all lines in the file, so many may tell of what others tell anew; with more, all is read again and written anew. */
const mostRepeated = 2;
const few = 1000;
/** Bytes that are written in one go, and milliseconds after which fewer are. */
const enough = 1024 * 1024;
const soon = 200;

export function openFacts(folder: string, completion: Completion, place: FactsPlace | undefined): Facts {
  const print = hash('sha256', JSON.stringify([2, place?.version, folder, completion]), 'hex').slice(0, 16);
  let file: Promise<FileHandle | undefined> | undefined;
  let isGood = false;
  let turn: Promise<unknown> = Promise.resolve();
  /** Lines that are not written yet, and their bytes. */
  const waiting: Uint8Array[] = [];
  let size = 0;
  let timer: NodeJS.Timeout | undefined;

  async function begin(): Promise<FileHandle | undefined> {
    if (place === undefined) return undefined;
    await mkdir(dirname(place.file), { recursive: true });
    return open(place.file, isGood ? 'a' : 'w', 0o600);
  }

  async function write(): Promise<void> {
    const pieces = waiting.splice(0);
    size = 0;
    try {
      file ??= begin();
      await writeAll(await file, pieces);
    } catch {
      // A disk that is full or not to be written is told by the state beside it; facts wait for the next start.
      file = Promise.resolve(undefined);
    }
  }

  function flush(): void {
    clearTimeout(timer);
    timer = undefined;
    if (waiting.length > 0) turn = turn.then(write);
  }

  return {
    async recall(shape, take) {
      if (place === undefined) return false;
      const hashes = new Set<number>();
      let told = 0;
      try {
        for await (const text of linesOf(place.file)) {
          for (const [key, fact] of factsIn(text, print, shape)) {
            told += 1;
            hashes.add(hashOf(key));
            take(key, fact);
          }
          await breathe();
        }
      } catch {
        return false;
      }
      isGood = told > 0 && told <= mostRepeated * hashes.size + few;
      return isGood;
    },
    keep(keys, inspections) {
      if (place === undefined) return;
      // Never put together, for there are some hundred megabytes of it.
      const opening = Buffer.from(`${print} [${JSON.stringify(keys)},`);
      waiting.push(
        Buffer.from(`${checksumOf(opening, inspections, closing)} `),
        opening,
        inspections,
        lineEnd,
      );
      size += opening.length + inspections.length;
      if (size >= enough) flush();
      else timer ??= setTimeout(flush, soon).unref();
    },
    async close() {
      flush();
      await turn;
      const handle = await file?.catch(() => undefined);
      file = Promise.resolve(undefined);
      await handle?.close().catch(() => undefined);
    },
  };
}

const closing = Buffer.from(']');
const lineEnd = Buffer.from(']\n');

async function writeAll(file: FileHandle | undefined, pieces: readonly Uint8Array[]): Promise<void> {
  let size = 0;
  for (const { length } of pieces) size += length;
  const { bytesWritten = size } = (await file?.writev(pieces)) ?? {};
  // What a disk takes a part of only is put together after all.
  if (bytesWritten < size) await file?.appendFile(Buffer.concat(pieces).subarray(bytesWritten));
}

/**
 * Nothing of a line that is not as it was written, or was written with other settings: while they change, two write.
 */
function factsIn(text: string, print: string, shape: Shape): readonly (readonly [string, Fact])[] {
  const told = text.slice(9);
  if (!told.startsWith(`${print} `) || checksum(told) !== text.slice(0, 8)) return [];
  const [keys, all] = JSON.parse(told.slice(print.length + 1)) as [string[], Told[]];
  return keys.flatMap((key, index) => {
    const told = all[index];
    if (key === '' || told === undefined) return [];
    const fact = shape(told, key);
    return isTellable(fact) ? [[key, fact] as const] : [];
  });
}

/** A fault may be mended, trouble may be over, and what was known is not in it. */
function isTellable(inspection: Inspection): inspection is Fact {
  return 'digest' in inspection && inspection.fault === undefined && inspection.composed !== undefined;
}

async function* linesOf(path: string): AsyncGenerator<string> {
  const rest: Buffer[] = [];
  for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024 }) as AsyncIterable<Buffer>) {
    let from = 0;
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, from)) {
      const part = chunk.subarray(from, end);
      from = end + 1;
      yield rest.length === 0
        ? part.toString('utf8')
        : Buffer.concat([...rest.splice(0), part]).toString('utf8');
    }
    if (from < chunk.length) rest.push(Buffer.from(chunk.subarray(from)));
  }
}

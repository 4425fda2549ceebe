import { hash } from 'node:crypto';
import { type Composed, compose } from '../articles/compose.ts';
import type { Problem } from '../articles/problem.ts';
import { read } from '../articles/reading/read.ts';
import type { Reading, ReadingContext } from '../articles/reading/reading.ts';
import type { Site } from '../articles/site.ts';
import { decode } from './decode.ts';
import { type Mentions, mentionsOf } from './mentions.ts';
import { readStored, readStoredAtOnce, type Stamp, type Stored } from './stored.ts';

/** How articles of a folder are completed. */
export interface Completion {
  readonly site: Site;
  /** Pattern, as in the settings. */
  readonly permalink: string;
}

/** A file to be inspected. Plain data, that goes from one thread to another. */
export interface Inspected {
  readonly key: string;
  readonly path: string;
  readonly context: ReadingContext;
  /** By its place alone: see Layout.section. */
  readonly section?: string;
  /** The revision that is known already: where it is still that, nothing is read out of the bytes. */
  readonly known?: string;
}

/** What one file holds at one moment. Plain data. */
export type Inspection =
  | Trouble
  | {
      /** The first half of SHA-256 over the file's bytes, hexadecimal. */
      readonly digest: string;
      /** See Article.revision. */
      readonly revision: string;
      readonly stamp: Stamp;
      readonly isEmpty: boolean;
      /** Undefined for what is no article at all (a README without front matter), and for a known revision. */
      readonly composed?: Composed;
      /** Of an article; told with `composed` alone. */
      readonly mentions?: Mentions;
      /** A fault of Courant itself at this file. */
      readonly fault?: Problem;
    };

interface Trouble {
  readonly trouble: 'moving' | 'large' | 'gone' | 'unreadable';
  readonly problem: Problem;
}

/** A file as it stood at one moment, its bytes at hand. */
export type Look =
  | Trouble
  | {
      readonly digest: string;
      readonly revision: string;
      readonly stamp: Stamp;
      readonly isEmpty: boolean;
      /** Undefined for what is no article at all. */
      readonly reading: () => Reading | undefined;
    };

/** Bytes; no article is longer, and nothing longer is ever held in memory. */
export const largest = 5_000_000;

export const tooLarge = `is larger than ${largest / 1_000_000} MB, too large for an article; split it, or give it the extension of what it is`;

export async function lookAt(path: string, key: string, context: ReadingContext): Promise<Look> {
  return lookInto(await readStored(path, largest), key, context);
}

function lookInto(stored: Stored, key: string, context: ReadingContext): Look {
  if ('trouble' in stored) {
    const reason =
      stored.trouble === 'large' ? tooLarge : `${stored.reason}; what is known of it stays as it was`;
    return { trouble: stored.trouble, problem: { file: key, reason, severity: 'error' } };
  }
  const { bytes, stamp } = stored;
  const digest = hash('sha256', bytes, 'hex').slice(0, 32);
  return {
    digest,
    revision: revisionOf(digest, context),
    stamp,
    isEmpty: bytes.length === 0,
    reading: () => readBytes(bytes, key, context),
  };
}

/** Another one for other bytes, and for the same bytes read another way. */
export function revisionOf(digest: string, context: ReadingContext): string {
  const mark = markOf(context);
  return mark === '' ? digest : `${digest}.${mark}`;
}

const marks = new WeakMap<ReadingContext, string>();

function markOf(context: ReadingContext): string {
  const known = marks.get(context);
  if (known !== undefined) return known;
  const { tool, defaults } = context;
  const isPlain = tool === undefined && Object.keys(defaults).length === 0;
  const mark = isPlain ? '' : hash('sha256', JSON.stringify([tool, defaults]), 'hex').slice(0, 8);
  marks.set(context, mark);
  return mark;
}

function readBytes(bytes: Buffer, key: string, context: ReadingContext): Reading | undefined {
  const { text, problems } = decode(bytes, key);
  if (text === undefined) return { ...unread, problems };
  if (!/\S/.test(text)) return { ...unread, problems: [blankness(key)] };
  if (isAboutFolder(key) && !/^(?:---|\+\+\+|\{)/.test(text)) return undefined;
  const reading = read({ key, text }, context);
  return problems.length === 0 ? reading : { ...reading, problems: [...problems, ...reading.problems] };
}

const blankness = (file: string): Problem => ({
  file,
  reason: 'is empty; write the article, or delete the file',
  severity: 'error',
});

export const unread: Omit<Reading, 'problems'> = {
  fields: {},
  origins: {},
  body: { format: 'wire', text: '', line: 1 },
};

/** Files for those who look after a folder, not for its readers. */
const isAboutFolder = (key: string): boolean =>
  /(?:^|\/)(?:readme|license|licence|changelog|contributing)(?:\.[a-z-]+)?\.(?:md|markdown|txt|html?)$/i.test(
    key,
  );

/** Reads a file and makes of it all that can be made without knowing other files. Blocks: for a thread of its own. */
export function inspect(file: Inspected, completion: Completion): Inspection {
  const { key, path, context, section, known } = file;
  const look = lookInto(readStoredAtOnce(path, largest), key, context);
  if ('trouble' in look) return look;
  const { reading, ...facts } = look;
  if (facts.revision === known) return facts;
  try {
    const read = reading();
    if (read === undefined) return facts;
    const composition = { key, revision: facts.revision, ...completion };
    return {
      ...facts,
      composed: compose(read, section === undefined ? composition : { ...composition, section }),
      mentions: mentionsOf(read),
    };
  } catch (error) {
    // No reason for all other articles to stand still.
    const reason = `could not be read because of a fault in Courant (${error instanceof Error ? error.message : error}); report it, with this file`;
    return { ...facts, fault: { file: key, reason, severity: 'error' } };
  }
}

import { createHash } from 'node:crypto';
import type { Article } from '../articles/article.ts';
import { type Composed, compose } from '../articles/compose.ts';
import type { Problem } from '../articles/problem.ts';
import { read } from '../articles/reading/read.ts';
import type { Reading, ReadingContext } from '../articles/reading/reading.ts';
import type { Site } from '../articles/site.ts';
import { decode } from './decode.ts';
import { readStored, type Stamp } from './stored.ts';
import type { Found } from './walk.ts';

/** What is remembered of one stored file from one reading to the next. */
export interface Entry {
  readonly key: string;
  readonly path: string;
  /** The state of the file that this tells of; undefined when it must be looked at again whatever its state. */
  readonly stamp?: Stamp;
  readonly context: ReadingContext;
  /** SHA-256 of the file's bytes, hexadecimal. */
  readonly digest: string;
  readonly revision: string;
  readonly composed?: Composed;
  /** The article under its id. */
  readonly article?: Article;
  /** Why the file could not be read this time. */
  readonly trouble?: Problem;
}

/** How articles of this folder are completed. */
export interface Completion {
  readonly site: Site;
  readonly permalink: string;
  readonly section: (key: string) => string | undefined;
}

/** Bytes; no article is longer, and nothing longer is ever held in memory. */
const largest = 5_000_000;

/** A file as it stood at one moment, read. */
export interface Looked {
  readonly digest: string;
  readonly revision: string;
  readonly stamp: Stamp;
  readonly isEmpty: boolean;
  /** Undefined for what is no article at all: a README without front matter. */
  readonly reading: () => Reading | undefined;
}

export type Look =
  | Looked
  | { readonly trouble: 'moving' | 'large' | 'gone' | 'unreadable'; readonly problem: Problem };

export async function lookAt(path: string, key: string, context: ReadingContext): Promise<Look> {
  const stored = await readStored(path, largest);
  if ('trouble' in stored) {
    const reason =
      stored.trouble === 'large' ? tooLarge : `${stored.reason}; what is known of it stays as it was`;
    return { trouble: stored.trouble, problem: { file: key, reason, severity: 'error' } };
  }
  const { bytes, stamp } = stored;
  const digest = createHash('sha256').update(bytes).digest('hex');
  const revision = createHash('sha256').update(digest).update(printOf(context)).digest('hex').slice(0, 32);
  return {
    digest,
    revision,
    stamp,
    isEmpty: bytes.length === 0,
    reading: () => readBytes(bytes, key, context),
  };
}

const prints = new WeakMap<ReadingContext, string>();

function printOf(context: ReadingContext): string {
  const print = prints.get(context) ?? JSON.stringify([context.tool, context.timezone, context.defaults]);
  prints.set(context, print);
  return print;
}

const tooLarge = `is larger than ${largest / 1_000_000} MB, too large for an article; split it, or give it the extension of what it is`;

function readBytes(bytes: Buffer, key: string, context: ReadingContext): Reading | undefined {
  const { text, problems } = decode(bytes, key);
  if (text === undefined) return { ...unread, problems };
  if (text.trim() === '') return { ...unread, problems: [blankness(key)] };
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

/**
 * What is now known of a stored file. The earlier entry itself when nothing changed; the earlier article when its bytes
 * did not, or when the file cannot be read just now.
 */
export async function refresh(
  found: Found,
  earlier: Entry | undefined,
  context: ReadingContext,
  completion: Completion,
  isSettled: boolean,
): Promise<Entry | undefined> {
  const { key, path } = found;
  if (earlier !== undefined && earlier.stamp === found.stamp && earlier.context === context) return earlier;
  if (found.size > largest) {
    const trouble: Problem = { file: key, reason: tooLarge, severity: 'error' };
    return { key, path, stamp: found.stamp, context, digest: '', revision: '', trouble };
  }
  const look = await lookAt(path, key, context);
  if ('trouble' in look) {
    if (look.trouble === 'gone') return undefined;
    return look.trouble === 'large'
      ? blank(found, context, look.problem)
      : keep(found, earlier, context, look.problem);
  }
  if (look.isEmpty && earlier?.article !== undefined) return keep(found, earlier, context, emptied(key));
  // A file touched just now may change again without another stamp: clocks of disks tick slowly.
  const stamp = isSettled ? look.stamp : undefined;
  const base: Entry = {
    key,
    path,
    context,
    digest: look.digest,
    revision: look.revision,
    ...(stamp ? { stamp } : {}),
  };
  if (earlier?.composed !== undefined && earlier.revision === look.revision) {
    return { ...base, composed: earlier.composed, ...(earlier.article ? { article: earlier.article } : {}) };
  }
  try {
    return { ...base, ...understand(key, look, completion) };
  } catch (error) {
    // A fault of Courant itself, and no reason for all other articles to stand still.
    const reason = `could not be read because of a fault in Courant (${error instanceof Error ? error.message : error}); report it, with this file`;
    return { ...base, trouble: { file: key, reason, severity: 'error' } };
  }
}

function understand(key: string, look: Looked, completion: Completion): Pick<Entry, 'composed'> {
  const reading = look.reading();
  if (reading === undefined) return {};
  const section = completion.section(key);
  const { site, permalink } = completion;
  const composition = { key, revision: look.revision, site, permalink };
  return { composed: compose(reading, section === undefined ? composition : { ...composition, section }) };
}

const emptied = (key: string): Problem => ({
  file: key,
  reason:
    'is empty now, so its article stays as it was; write it again, or delete the file to take the article back',
  severity: 'error',
});

const blank = ({ key, path }: Found, context: ReadingContext, trouble: Problem): Entry => ({
  key,
  path,
  context,
  digest: '',
  revision: '',
  trouble,
});

/** Whatever is known stays, and the file is looked at again at the next reading. */
function keep(found: Found, earlier: Entry | undefined, context: ReadingContext, trouble: Problem): Entry {
  if (earlier === undefined) return blank(found, context, trouble);
  const { stamp, ...rest } = earlier;
  void stamp;
  return { ...rest, trouble };
}

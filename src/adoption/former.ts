import { readFile as readBytes, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Problem } from '../articles/problem.ts';
import { readFeed } from '../feeds/formats/reading/document.ts';
import type { FormerFeed, FormerItem } from '../feeds/formats/reading/former.ts';
import { largest, tooLarge } from './bound.ts';
import { decodeDocument } from './charset.ts';
import { type DownloadOptions, download } from './download.ts';
import { type Following, nextDocument } from './following.ts';

/** Everything that the feed of the former system says. */
export interface Former {
  readonly format: string;
  /** Each once, newest document first. */
  readonly items: readonly FormerItem[];
  readonly nameless: number;
  readonly home?: string;
  /** How many documents it was in. */
  readonly documents: number;
  /** What a person should know, though it stops nothing. */
  readonly notes: readonly string[];
}

export interface FormerOptions extends DownloadOptions {
  /** Absolute, for a file. */
  readonly cwd: string;
  /** Told of each document before it is fetched. */
  readonly onDocument: (address: string) => void;
}

const mostDocuments = 100;

/**
 * Reads the feed of a former system: a file, or an address and then the documents with older items that it names. All of
 * it, or what is wrong with the first document that cannot be read.
 */
export async function readFormer(
  named: string,
  options: FormerOptions,
): Promise<{ readonly former: Former } | { readonly problem: Problem }> {
  const items = new Map<string, FormerItem>();
  const notes: string[] = [];
  const seen = new Set<string>();
  let nameless = 0;
  let documents = 0;
  let first: FormerFeed | undefined;
  let next: Following | undefined = { address: named, isGuess: false };
  while (next !== undefined) {
    const { address, isGuess }: Following = next;
    options.onDocument(address);
    const read = await readDocument(address, options);
    if ('problem' in read) {
      if (first !== undefined && isGuess && read.isNothing) break;
      return read;
    }
    const { feed, at, note } = read;
    if (note !== undefined) notes.push(`${address} ${note}`);
    first ??= feed;
    seen.add(address).add(at);
    const before = items.size;
    for (const item of feed.items) {
      const key = JSON.stringify([item.id, item.addresses[0] ?? item.title]);
      if (!items.has(key)) items.set(key, item);
    }
    nameless += feed.nameless;
    // A server that knows no pages gives the first once more.
    if (documents > 0 && items.size === before) break;
    documents += 1;
    const { following, remark } = isAddress(named) ? nextDocument(feed, at, seen) : {};
    if (remark !== undefined) notes.push(remark);
    next = documents < mostDocuments ? following : undefined;
    if (following !== undefined && next === undefined) {
      notes.push(
        `${documents} documents of it were read, and no more; name ${following.address} to go on from there`,
      );
    }
  }
  const { format = '', home } = first ?? {};
  return {
    former: {
      format,
      items: [...items.values()],
      nameless,
      documents,
      notes,
      ...(home === undefined ? {} : { home }),
    },
  };
}

export const isAddress = (named: string): boolean => /^[a-z][a-z0-9+.-]+:\/\//i.test(named);

type Read =
  | { readonly feed: FormerFeed; readonly at: string; readonly note?: string }
  /** `isNothing`: there is no such document. */
  | { readonly problem: Problem; readonly isNothing: boolean };

async function readDocument(named: string, options: FormerOptions): Promise<Read> {
  const fail = (fault: Omit<Problem, 'file' | 'severity'>, isNothing = false): Read => {
    const { reason, line, column } = fault;
    const place = line === undefined ? {} : { line, ...(column === undefined ? {} : { column }) };
    return { problem: { file: named, ...place, reason, severity: 'error' }, isNothing };
  };
  const got = isAddress(named) ? await download(named, options) : await readFile(resolve(options.cwd, named));
  if ('reason' in got) return fail(got, 'status' in got && (got.status === 404 || got.status === 410));
  const { text, isDamaged, charset } = decodeDocument(got.bytes, got.contentType);
  const read = readFeed(text, got.address);
  if ('fault' in read) return fail(read.fault, read.fault.offers !== undefined);
  const { feed } = read;
  const note = `is not ${charset} all through, as it says; items whose ids cannot be read are passed over`;
  return { feed, at: got.address ?? named, ...(isDamaged ? { note } : {}) };
}

async function readFile(
  path: string,
): Promise<{ bytes: Uint8Array; contentType?: undefined; address?: undefined } | { reason: string }> {
  try {
    const facts = await stat(path);
    if (!facts.isFile())
      return { reason: 'is no file; name the file of a feed, or its address with https://' };
    if (facts.size > largest) return { reason: tooLarge };
    return { bytes: await readBytes(path) };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') {
      return { reason: 'is not there; name the file of a feed, or its address with https://' };
    }
    return { reason: `cannot be read (${code}); see whether you may read it` };
  }
}

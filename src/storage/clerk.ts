import { lstatSync, type Stats, statSync } from 'node:fs';
import { sep } from 'node:path';
import type { Problem } from '../articles/problem.ts';
import type { Tool } from '../articles/reading/reading.ts';
import { isDataFile } from './defaults.ts';
import { type Completion, type Inspected, inspect } from './inspection.ts';
import { markFor, type Stamps, StampTable } from './stamptable.ts';
import { isGone, stampOf } from './stored.ts';
import { type Told, tell } from './telling.ts';
import { layoutOf } from './tool.ts';
import { type Found, isEntered, type Walk, type WalkOptions, walk } from './walk.ts';

/** What to look for in the folder, and what is known of it. Plain data. */
export interface Search {
  readonly tool?: Tool;
  /** The number of the last search whose news were taken in; 0 for none. */
  readonly since: number;
  /** Keys that are to be found even when they did not change. */
  readonly again: readonly string[];
  /** Paths below the folder that may have changed, when it is known that nothing else did. */
  readonly changed?: readonly string[];
}

/** What a search found to be different since the one before. Plain data. */
export interface News {
  /** The number of this search. */
  readonly number: number;
  /** `found` is all that is there, since the clerk does not know what was known before. */
  readonly isWhole: boolean;
  readonly found: readonly Found[];
  /** Keys that were there and no longer are, as marks: see `markFor`. Some may lie under what cannot be looked into. */
  readonly gone: readonly number[];
  /** Files in all, of which not one may be in `found`. */
  readonly total: number;
  readonly problems: readonly Problem[];
  /** See Walk. */
  readonly closed: readonly string[];
  readonly missing: readonly string[];
  /** Device and inode of the folder. */
  readonly identity: string;
}

/** Finds and reads the files of one folder, without ever waiting: made for a thread of its own. */
export interface Clerk {
  /**
   * Undefined when of the `changed` alone it cannot be told what is different.
   * @throws an error of the file system when the folder as a whole cannot be read
   */
  search(order: Search): News | undefined;
  inspect(files: readonly Inspected[]): readonly Told[];
  /** What it knows of the folder, for another clerk: this one is not to be asked any more. */
  handOver(): Memory;
}

/** What a clerk knows of the folder from its searches. Plain data. */
export interface Memory {
  readonly number: number;
  readonly stamps: Stamps;
  readonly folders: ReadonlySet<string>;
  /** Some file is read from another place than its key says: what changes there changes here. */
  readonly hasLinks: boolean;
  readonly last: (Pick<Walk, 'problems' | 'closed' | 'missing'> & { readonly identity: string }) | undefined;
}

/** @param folder - absolute. @param memory - of the clerk before, if there was one. */
export function createClerk(folder: string, completion: Completion, memory?: Memory): Clerk {
  let { number, folders, hasLinks, last }: Omit<Memory, 'stamps'> = memory ?? unknown;
  const stamps = new StampTable(memory?.stamps);

  return {
    handOver: () => ({ number, stamps: stamps.stamps(), folders, hasLinks, last }),
    inspect: (files) => files.map((file) => tell(inspect(file, completion), file.key)),
    search(order) {
      const isWhole = last === undefined || order.since !== number;
      const { changed } = order;
      if (changed !== undefined) return isWhole ? undefined : lookOnlyAt(changed, order);
      return searchAll(order, isWhole);
    },
  };

  function searchAll(order: Search, isWhole: boolean): News {
    const { tool } = order;
    const layout = layoutOf(tool);
    const holds = tool === 'eleventy' ? (key: string) => layout.holds(key) || isDataFile(key) : layout.holds;
    const root = statSync(folder, { bigint: true });
    const {
      files,
      problems,
      closed,
      missing,
      folders: entered,
    } = lookAround({ folder, starts: layout.starts, holds }, order, isWhole);
    last = { problems, closed, missing, identity: `${root.dev}:${root.ino}` };
    folders = new Set(entered);
    hasLinks = files.some(({ path }) => path !== undefined);
    number += 1;
    const gone = isWhole ? [] : stamps.unseen();
    // Of what cannot be looked into nothing is known to be gone.
    if (closed.length === 0) stamps.dropUnseen();
    return newsOf(last, isWhole, files, gone);
  }

  /** Files that are not as they were, when it is known how they were; and links, whatever they are. */
  function lookAround(place: WalkOptions, { again }: Search, isWhole: boolean): Walk {
    const wanted = new Set(again);
    let hasTwins = false;
    stamps.begin();
    const found = walk({
      ...place,
      isKnown: (key, stats) => {
        const seen = stamps.see(key, stats);
        hasTwins ||= seen === 'again';
        return seen === 'same' && !isWhole && !wanted.has(key) && !isDataFile(key);
      },
    });
    // Which of two files with one key it is, only those can tell who see both.
    return hasTwins ? walk(place) : found;
  }

  function newsOf(
    { problems, closed, missing, identity }: NonNullable<typeof last>,
    isWhole: boolean,
    found: readonly Found[],
    gone: readonly number[],
  ): News {
    return { number, isWhole, found, gone, total: stamps.size, problems, closed, missing, identity };
  }

  /** Undefined when what changed may mean more than it seems: a folder, a link, settings of the site's tool. */
  function lookOnlyAt(changed: readonly string[], { again, tool }: Search): News | undefined {
    if (last === undefined || last.closed.length > 0 || hasLinks) return undefined;
    const { holds, starts } = layoutOf(tool);
    const found: Found[] = [];
    const gone: number[] = [];
    stamps.begin();
    for (const name of new Set([...changed, ...again])) {
      const key = name.split(sep).join('/');
      if (key !== key.normalize('NFC').toWellFormed() || /\.(?:json|ya?ml|toml|[cm]?[jt]s)$/i.test(key))
        return undefined;
      // A link may lead there.
      if (!key.split('/').slice(0, -1).every(isEntered)) return undefined;
      const isBelowStart = starts.some((start) => start === '' || key.startsWith(`${start}/`));
      const seen = lookAtOne(folder, key);
      if (seen === 'other' || (seen === 'gone' && wasFolder(key))) return undefined;
      if (!holds(key) || !isBelowStart) continue;
      if (seen === 'gone') {
        gone.push(markFor(key));
        stamps.delete(key);
      } else {
        found.push(foundAt(key, seen));
        stamps.see(key, seen);
      }
    }
    number += 1;
    return newsOf(last, false, found, gone);
  }

  function wasFolder(key: string): boolean {
    return !stamps.has(key) && folders.has(key);
  }
}

const unknown = { number: 0, folders: new Set<string>(), hasLinks: false, last: undefined };

/** A regular file, `gone`, or anything else: a folder, a link, what may not be looked at, what lies behind a link. */
function lookAtOne(folder: string, key: string): Stats | 'gone' | 'other' {
  try {
    const parts = key.split('/');
    let path = folder;
    for (const part of parts.slice(0, -1)) {
      path = `${path}${sep}${part}`;
      if (!lstatSync(path).isDirectory()) return 'other';
    }
    path = `${path}${sep}${parts.at(-1)}`;
    const stats = lstatSync(path);
    return stats.isFile() ? stats : 'other';
  } catch (error) {
    return isGone(error) ? 'gone' : 'other';
  }
}

const foundAt = (key: string, stats: Stats): Found => ({
  key,
  stamp: stampOf(stats),
  size: stats.size,
  touched: stats.ctimeMs,
});

/** Whether a file or folder is one of these, or lies in one. */
export const isBelow = (folders: readonly string[], key: string): boolean =>
  folders.some((folder) => key === folder || key.startsWith(`${folder}/`));

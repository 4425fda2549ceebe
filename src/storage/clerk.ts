import { lstatSync, statSync } from 'node:fs';
import { sep } from 'node:path';
import type { Problem } from '../articles/problem.ts';
import type { Tool } from '../articles/reading/reading.ts';
import { isDataFile } from './defaults.ts';
import { type Completion, type Inspected, type Inspection, inspect } from './inspection.ts';
import { isGone, type Stamp, stampOf } from './stored.ts';
import { layoutOf } from './tool.ts';
import { type Found, isEntered, type Walk, walk } from './walk.ts';

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
  /** Keys that were there and no longer are, or not under what can be looked into. */
  readonly gone: readonly string[];
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
  inspect(files: readonly Inspected[]): readonly Inspection[];
}

/** @param folder - absolute */
export function createClerk(folder: string, completion: Completion): Clerk {
  let number = 0;
  let stamps = new Map<string, Stamp>();
  /** Some file is read from another place than its key says: what changes there changes here. */
  let hasLinks = false;
  let last: (Walk & { readonly identity: string }) | undefined;

  return {
    inspect: (files) => files.map((file) => inspect(file, completion)),
    search(order) {
      const isWhole = last === undefined || order.since !== number;
      const { changed } = order;
      if (changed !== undefined) return isWhole ? undefined : lookOnlyAt(changed, order);
      return searchAll(order, isWhole);
    },
  };

  function searchAll({ tool, again }: Search, isWhole: boolean): News {
    const layout = layoutOf(tool);
    const holds = tool === 'eleventy' ? (key: string) => layout.holds(key) || isDataFile(key) : layout.holds;
    const root = statSync(folder, { bigint: true });
    const found = walk({ folder, starts: layout.starts, holds });
    last = { ...found, files: [], identity: `${root.dev}:${root.ino}` };
    hasLinks = found.files.some(({ path }) => path !== undefined);
    const before = stamps;
    number += 1;
    const wanted = new Set(again);
    stamps = new Map();
    for (const { key, stamp } of found.files) stamps.set(key, stamp);
    // Of what cannot be looked into nothing is known to be gone.
    if (found.closed.length > 0) {
      for (const [key, stamp] of before)
        if (!stamps.has(key) && isBelow(found.closed, key)) stamps.set(key, stamp);
    }
    const isNews = ({ key, stamp }: Found): boolean =>
      isWhole || wanted.has(key) || isDataFile(key) || before.get(key) !== stamp;
    const gone: string[] = [];
    if (!isWhole) for (const key of before.keys()) if (!stamps.has(key)) gone.push(key);
    return newsOf(last, isWhole, found.files.filter(isNews), gone);
  }

  function newsOf(
    { problems, closed, missing, identity }: NonNullable<typeof last>,
    isWhole: boolean,
    found: readonly Found[],
    gone: readonly string[],
  ): News {
    return { number, isWhole, found, gone, total: stamps.size, problems, closed, missing, identity };
  }

  /** Undefined when what changed may mean more than it seems: a folder, a link, settings of the site's tool. */
  function lookOnlyAt(changed: readonly string[], { again, tool }: Search): News | undefined {
    if (last === undefined || last.closed.length > 0 || hasLinks) return undefined;
    const { holds, starts } = layoutOf(tool);
    const found: Found[] = [];
    const gone: string[] = [];
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
        gone.push(key);
      } else {
        found.push(seen);
      }
    }
    for (const key of gone) stamps.delete(key);
    for (const { key, stamp } of found) stamps.set(key, stamp);
    number += 1;
    return newsOf(last, false, found, gone);
  }

  function wasFolder(key: string): boolean {
    if (stamps.has(key)) return false;
    for (const other of stamps.keys()) if (other.startsWith(`${key}/`)) return true;
    return false;
  }
}

/** A regular file, `gone`, or anything else: a folder, a link, what may not be looked at, what lies behind a link. */
function lookAtOne(folder: string, key: string): Found | 'gone' | 'other' {
  try {
    const parts = key.split('/');
    let path = folder;
    for (const part of parts.slice(0, -1)) {
      path = `${path}${sep}${part}`;
      if (!lstatSync(path).isDirectory()) return 'other';
    }
    path = `${path}${sep}${parts.at(-1)}`;
    const stats = lstatSync(path, { bigint: true });
    if (!stats.isFile()) return 'other';
    return { key, stamp: stampOf(stats), size: Number(stats.size), touched: Number(stats.ctimeMs) };
  } catch (error) {
    return isGone(error) ? 'gone' : 'other';
  }
}

/** Whether a file or folder is one of these, or lies in one. */
export const isBelow = (folders: readonly string[], key: string): boolean =>
  folders.some((folder) => key === folder || key.startsWith(`${folder}/`));

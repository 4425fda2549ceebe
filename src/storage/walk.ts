import {
  type BigIntStats,
  type Dirent,
  lstatSync,
  readdirSync,
  realpathSync,
  type Stats,
  statSync,
} from 'node:fs';
import { join, sep } from 'node:path';
import type { Instant } from '../articles/instant.ts';
import type { Problem } from '../articles/problem.ts';
import { isInside } from './inside.ts';
import { isGone, reasonOf, type Stamp, stampOf } from './stored.ts';

/** A stored file that may be an article. */
export interface Found {
  /** See Article.key. */
  readonly key: string;
  /** Where a link leads; undefined when the file is where its key says. */
  readonly path?: string;
  readonly stamp: Stamp;
  /** Bytes. */
  readonly size: number;
  /** When its bytes, name or rights last changed. */
  readonly touched: Instant;
}

export interface Walk {
  readonly files: readonly Found[];
  readonly problems: readonly Problem[];
  /** Keys of folders and files that are there but cannot be looked into: nothing is known of what lies below. */
  readonly closed: readonly string[];
  /** Keys among the starts that are not there. */
  readonly missing: readonly string[];
  /** Keys of the folders that were looked into. */
  readonly folders: readonly string[];
}

export interface WalkOptions {
  /** Absolute. */
  readonly folder: string;
  /** Keys of folders to begin with; '' is the folder itself. */
  readonly starts: readonly string[];
  /** Whether a file is looked for, by its key. */
  readonly holds: (key: string) => boolean;
  /** Is told of every file that is where its key says; for true, it is left out of the files. */
  readonly isKnown?: (key: string, stats: Stats) => boolean;
}

/**
 * Finds every file that `holds` wants. Never enters dot-folders, node_modules, or `_` folders other than _posts and
 * _drafts. Links are followed as long as they lead to something inside the folder that is not hidden; a link to a folder
 * that is read anyway (a circle, a second name) is left alone, and told. The order of what is found means nothing.
 *
 * Asks the disk in one go and without a pause, which takes a fifth of the time: made for a thread of its own.
 */
export function walk(options: WalkOptions): Walk {
  const state: State = {
    ...options,
    root: realpathSync.native(options.folder),
    files: new Map(),
    problems: [],
    closed: [],
    missing: [],
    folders: [],
    links: [],
    entered: new Set(),
  };
  descend(
    state,
    options.starts.map((key) => ({ key, path: join(options.folder, key), isOwn: true })),
  );
  // Links to folders come last, in the order of their names: which of two names is the second never depends on the disk.
  for (let batch = state.links.splice(0); batch.length > 0; batch = state.links.splice(0)) {
    for (const link of batch.sort((a, b) => (a.key < b.key ? -1 : 1))) {
      const target = statIfThere(link.path);
      if (target === undefined) continue;
      if (state.entered.has(identityOf(target))) {
        tell(
          state,
          link.key,
          'is a link to a folder that is read already, and is left alone; delete it',
          'warning',
        );
      } else {
        descend(state, [link]);
      }
    }
  }
  return {
    files: [...state.files.values()],
    problems: state.problems,
    closed: state.closed,
    missing: state.missing,
    folders: state.folders,
  };
}

interface Place {
  readonly key: string;
  readonly path: string;
  /** The path is where the key says. */
  readonly isOwn: boolean;
}

interface State extends WalkOptions {
  /** Real path of the folder. */
  readonly root: string;
  readonly files: Map<string, Found>;
  readonly problems: Problem[];
  readonly closed: string[];
  readonly missing: string[];
  readonly folders: string[];
  /** Links to folders, yet to be followed. */
  readonly links: Place[];
  /** Device and inode of each folder read. */
  readonly entered: Set<string>;
}

const identityOf = ({ dev, ino }: BigIntStats): string => `${dev}:${ino}`;

function tell(state: State, file: string, reason: string, severity: Problem['severity']): void {
  state.problems.push({ file, reason, severity });
}

function statIfThere(path: string): BigIntStats | undefined {
  try {
    return statSync(path, { bigint: true });
  } catch {
    return undefined;
  }
}

function descend(state: State, starts: readonly Place[]): void {
  for (let level = starts; level.length > 0; ) {
    const next: Place[] = [];
    for (const place of level) enter(state, place, next);
    level = next;
  }
}

function enter(state: State, place: Place, next: Place[]): void {
  try {
    state.entered.add(identityOf(statSync(place.path, { bigint: true })));
    for (const entry of readdirSync(place.path, { withFileTypes: true })) look(state, place, entry, next);
    state.folders.push(place.key);
  } catch (error) {
    if (place.key === '') throw error;
    if (isGone(error)) {
      if (state.starts.includes(place.key)) state.missing.push(place.key);
      return;
    }
    state.closed.push(place.key);
    tell(state, place.key, `is a folder that ${reasonOf(error)}; its articles stay as they were`, 'error');
  }
}

function look(state: State, parent: Place, entry: Dirent, next: Place[]): void {
  const name = entry.name.normalize('NFC').toWellFormed();
  const key = parent.key === '' ? name : `${parent.key}/${name}`;
  // Nothing to ask the disk about: most of what lies beside articles.
  const isHeld = state.holds(key);
  if (entry.isFile() && !isHeld) return;
  const isOwn = parent.isOwn && name === entry.name;
  examine(state, { key, path: `${parent.path}${sep}${entry.name}`, isOwn }, isHeld, next);
}

function examine(state: State, place: Place, isHeld: boolean, next: Place[]): void {
  const { key, path } = place;
  try {
    const stats = lstatSync(path);
    if (stats.isSymbolicLink()) follow(state, place);
    else if (stats.isDirectory()) enlist(state, place, next);
    else if (stats.isFile() && isHeld) add(state, place, stats);
    else if (isHeld) {
      tell(state, key, 'is neither a file nor a folder, and is left alone; delete it', 'warning');
    }
  } catch (error) {
    if (key.includes('\uFFFD') && isGone(error)) {
      tell(state, key, 'has a name that is not UTF-8; rename it', 'error');
    } else if (!isGone(error)) {
      state.closed.push(key);
      tell(state, key, `${reasonOf(error)}; what is known of it stays as it was`, 'error');
    }
  }
}

function enlist(state: State, place: Place, next: Place[]): void {
  if (!isEntered(place.key)) return;
  if (state.holds(place.key)) {
    tell(
      state,
      place.key,
      'is a folder, though named like an article; its contents are read, but rename it',
      'warning',
    );
  }
  next.push(place);
}

/** Whether what lies in a folder of this name is looked at. */
export function isEntered(key: string): boolean {
  const name = key.slice(key.lastIndexOf('/') + 1);
  return !/^(?:\.|_(?!(?:posts|drafts)$)|node_modules$)/.test(name);
}

function add(state: State, { key, path, isOwn }: Place, stats: Stats): void {
  if (isOwn && state.isKnown?.(key, stats) === true) return;
  const other = state.files.get(key);
  if (other !== undefined) {
    const reason =
      'is there twice, under names that differ in the spelling of their accents only; delete one';
    tell(state, key, reason, 'error');
    if ((other.path ?? join(state.folder, key)) < path) return;
  }
  state.files.set(key, {
    key,
    ...(isOwn ? {} : { path }),
    stamp: stampOf(stats),
    size: stats.size,
    touched: stats.ctimeMs,
  });
}

function follow(state: State, place: Place): void {
  const isWanted = state.holds(place.key);
  let path: string;
  let stats: Stats;
  try {
    path = realpathSync.native(place.path);
    stats = statSync(path);
  } catch (error) {
    if (isWanted) tell(state, place.key, `is a link that ${brokenness(error)}; mend or delete it`, 'error');
    return;
  }
  if (!stats.isDirectory() && !isWanted) return;
  if (stats.isDirectory() && !isEntered(place.key)) return;
  if (!isInside(state.root, path)) {
    const reason =
      'is a link that leads out of the folder of articles, and is not followed; put a copy in its place';
    tell(state, place.key, reason, 'error');
    return;
  }
  if (stats.isDirectory()) state.links.push({ key: place.key, path, isOwn: false });
  else if (stats.isFile()) add(state, { key: place.key, path, isOwn: false }, stats);
}

const brokenness = (error: unknown): string => (isGone(error) ? 'leads nowhere' : reasonOf(error));

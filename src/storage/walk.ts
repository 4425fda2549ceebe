import type { BigIntStats, Dirent } from 'node:fs';
import { lstat, opendir, realpath, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { Instant } from '../articles/instant.ts';
import type { Problem } from '../articles/problem.ts';
import { forEachOf } from './pace.ts';
import { isGone, reasonOf, type Stamp, stampOf } from './stored.ts';

/** A stored file that may be an article. */
export interface Found {
  /** See Article.key. */
  readonly key: string;
  /** Where to open it; for a link, what it leads to. */
  readonly path: string;
  readonly stamp: Stamp;
  /** Bytes. */
  readonly size: bigint;
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
}

export interface WalkOptions {
  /** Absolute. */
  readonly folder: string;
  /** Keys of folders to begin with; '' is the folder itself. */
  readonly starts: readonly string[];
  /** Whether a file is looked for, by its key. */
  readonly holds: (key: string) => boolean;
}

const foldersAtOnce = 8;
const filesAtOnce = 16;

/**
 * Finds every file that `holds` wants. Never enters dot-folders, node_modules, or `_` folders other than _posts and
 * _drafts. Links are followed as long as they lead to something inside the folder that is not hidden; a link to a folder
 * that is read anyway (a circle, a second name) is left alone, and told. The order of what is found means nothing.
 */
export async function walk(options: WalkOptions): Promise<Walk> {
  const state: State = {
    ...options,
    root: await realpath(options.folder),
    files: new Map(),
    problems: [],
    closed: [],
    missing: [],
    links: [],
    entered: new Set(),
  };
  await descend(
    state,
    options.starts.map((key) => ({ key, path: join(options.folder, key) })),
  );
  // Links to folders come last, in the order of their names: which of two names is the second never depends on the disk.
  for (let batch = state.links.splice(0); batch.length > 0; batch = state.links.splice(0)) {
    for (const link of batch.sort((a, b) => (a.key < b.key ? -1 : 1))) {
      const target = await stat(link.path, { bigint: true }).catch(() => undefined);
      if (target === undefined) continue;
      if (state.entered.has(identityOf(target))) {
        tell(
          state,
          link.key,
          'is a link to a folder that is read already, and is left alone; delete it',
          'warning',
        );
      } else {
        await descend(state, [link]);
      }
    }
  }
  return {
    files: [...state.files.values()],
    problems: state.problems,
    closed: state.closed,
    missing: state.missing,
  };
}

interface Place {
  readonly key: string;
  readonly path: string;
}

interface State extends WalkOptions {
  /** Real path of the folder. */
  readonly root: string;
  readonly files: Map<string, Found>;
  readonly problems: Problem[];
  readonly closed: string[];
  readonly missing: string[];
  /** Links to folders, yet to be followed. */
  readonly links: Place[];
  /** Device and inode of each folder read. */
  readonly entered: Set<string>;
}

const identityOf = ({ dev, ino }: BigIntStats): string => `${dev}:${ino}`;

function tell(state: State, file: string, reason: string, severity: Problem['severity']): void {
  state.problems.push({ file, reason, severity });
}

async function descend(state: State, starts: readonly Place[]): Promise<void> {
  for (let level = [...starts]; level.length > 0; ) {
    const next: Place[] = [];
    await forEachOf(level, foldersAtOnce, (place) => enter(state, place, next));
    level = next;
  }
}

async function enter(state: State, place: Place, next: Place[]): Promise<void> {
  try {
    state.entered.add(identityOf(await stat(place.path, { bigint: true })));
    // Read in pieces: a flat folder may hold a hundred thousand names.
    let piece: Dirent[] = [];
    for await (const entry of await opendir(place.path, { bufferSize: 256 })) {
      if (piece.push(entry) < 256) continue;
      await forEachOf(piece, filesAtOnce, (one) => look(state, place, one, next));
      piece = [];
    }
    await forEachOf(piece, filesAtOnce, (one) => look(state, place, one, next));
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

function look(state: State, parent: Place, entry: Dirent, next: Place[]): Promise<void> | undefined {
  const name = entry.name.normalize('NFC').toWellFormed();
  const key = parent.key === '' ? name : `${parent.key}/${name}`;
  // Nothing to ask the disk about: most of what lies beside articles.
  if (entry.isFile() && !state.holds(key)) return undefined;
  return examine(state, { key, path: join(parent.path, entry.name) }, next);
}

async function examine(state: State, place: Place, next: Place[]): Promise<void> {
  const { key, path } = place;
  try {
    const stats = await lstat(path, { bigint: true });
    if (stats.isSymbolicLink()) return await follow(state, place);
    if (stats.isDirectory()) return enlist(state, place, next);
    if (!state.holds(key)) return;
    if (stats.isFile()) return add(state, place, stats);
    tell(state, key, 'is neither a file nor a folder, and is left alone; delete it', 'warning');
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

function isEntered(key: string): boolean {
  const name = key.slice(key.lastIndexOf('/') + 1);
  return !/^(?:\.|_(?!(?:posts|drafts)$)|node_modules$)/.test(name);
}

function add(state: State, { key, path }: Place, stats: BigIntStats): void {
  const other = state.files.get(key);
  if (other !== undefined) {
    const reason =
      'is there twice, under names that differ in the spelling of their accents only; delete one';
    tell(state, key, reason, 'error');
    if (other.path < path) return;
  }
  state.files.set(key, {
    key,
    path,
    stamp: stampOf(stats),
    size: stats.size,
    touched: Number(stats.ctimeMs),
  });
}

async function follow(state: State, place: Place): Promise<void> {
  const isWanted = state.holds(place.key);
  let path: string;
  let stats: BigIntStats;
  try {
    path = await realpath(place.path);
    stats = await stat(path, { bigint: true });
  } catch (error) {
    if (!isWanted) return;
    return tell(state, place.key, `is a link that ${brokenness(error)}; mend or delete it`, 'error');
  }
  if (!stats.isDirectory() && !isWanted) return;
  if (stats.isDirectory() && !isEntered(place.key)) return;
  if (!isInside(state.root, path)) {
    const reason =
      'is a link that leads out of the folder of articles, and is not followed; put a copy in its place';
    return tell(state, place.key, reason, 'error');
  }
  if (stats.isDirectory()) state.links.push({ key: place.key, path });
  else if (stats.isFile()) add(state, { key: place.key, path }, stats);
}

const brokenness = (error: unknown): string => (isGone(error) ? 'leads nowhere' : reasonOf(error));

/** Below the root, and not through anything hidden: nobody links to secrets by way of an article's name. */
export function isInside(root: string, path: string): boolean {
  if (path === root) return true;
  const prefix = root.endsWith(sep) ? root : `${root}${sep}`;
  if (!path.startsWith(prefix)) return false;
  return relative(root, path)
    .split(sep)
    .every((part) => !part.startsWith('.') && part !== 'node_modules');
}

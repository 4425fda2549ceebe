import { type FSWatcher, lstatSync, watch } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { codeOf, isGone } from './stored.ts';

/** A watch over a folder and all folders below it, but those that nothing is ever read from. */
export interface Tree {
  /** Fulfilled when all that lies in the folder is watched: what changed before need not be told of. Never rejected. */
  readonly ready: Promise<void>;
  close(): void;
}

export interface TreeListener {
  /** A path below the folder, as the system spells it; undefined when it may be anything. */
  readonly onChange: (path: string | undefined) => void;
  readonly onTrouble: (error: unknown) => void;
}

/**
 * Asks the disk a folder at a time, with a turn for others in between.
 * @throws an error of the system when the folder itself cannot be watched
 *
 * On Linux one watch for each folder: Node's own way to watch a tree there takes one for each file, which a hundred
 * thousand articles cannot have. Elsewhere the system watches trees by itself.
 */
export function watchTree(folder: string, listener: TreeListener): Tree {
  return process.platform === 'linux' ? watchFolders(folder, listener) : watchAtOnce(folder, listener);
}

function watchAtOnce(folder: string, { onChange, onTrouble }: TreeListener): Tree {
  const watcher = watch(folder, { recursive: true, persistent: false }, (_, path) => {
    if (path === null || !isHidden(path)) onChange(path ?? undefined);
  });
  watcher.on('error', onTrouble);
  return { ready: Promise.resolve(), close: () => watcher.close() };
}

/** By which folders in one place are told apart, though one has the inode of the one before; undefined for no folder. */
function identityOf(path: string): string | undefined {
  const stats = lstatSync(path, { bigint: true, throwIfNoEntry: false });
  return stats?.isDirectory() ? `${stats.dev}:${stats.ino}:${stats.birthtimeNs}` : undefined;
}

const isHidden = (path: string): boolean =>
  path.split(sep).some((part) => part.startsWith('.') || part === 'node_modules');

function watchFolders(root: string, { onChange, onTrouble }: TreeListener): Tree {
  /** By path below the root; '' is the root itself. A watch stays with its folder when that goes, so it is told which. */
  const watchers = new Map<string, { readonly watcher: FSWatcher; readonly identity: string | undefined }>();
  let closed = false;
  const close = (): void => {
    closed = true;
    for (const { watcher } of watchers.values()) watcher.close();
    watchers.clear();
  };
  enter('');
  const ready = look('').catch((error: unknown) => {
    if (!closed) onTrouble(error);
  });
  return { ready, close };

  function enter(path: string): void {
    const identity = identityOf(join(root, path));
    const watcher = watch(join(root, path), { persistent: false }, (event, name) => seen(path, event, name));
    watcher.on('error', (error) => (path === '' ? onTrouble(error) : leave(path)));
    watchers.set(path, { watcher, identity });
  }

  /** Watches what lies in a folder that is watched. */
  async function look(path: string): Promise<void> {
    for (const entry of await readdir(join(root, path), { withFileTypes: true })) {
      if (entry.isDirectory() && !isHidden(entry.name)) await enterIfThere(join(path, entry.name));
    }
  }

  async function enterIfThere(path: string): Promise<void> {
    if (closed || watchers.has(path)) return;
    try {
      enter(path);
      await look(path);
    } catch (error) {
      leave(path);
      // What may not be looked into is told by those who read.
      if (!isGone(error) && codeOf(error) !== 'EACCES') throw error;
    }
  }

  function leave(path: string): void {
    for (const [other, { watcher }] of watchers) {
      if (other !== path && !other.startsWith(`${path}${sep}`)) continue;
      watcher.close();
      watchers.delete(other);
    }
  }

  function seen(path: string, event: string, name: string | null): void {
    if (closed) return;
    if (name === null) onChange(undefined);
    if (name === null || isHidden(name)) return;
    const changed = join(path, name);
    if (event === 'rename') void follow(changed);
    onChange(changed);
  }

  /** A name came or went, or both at once: perhaps it is that of a folder. */
  async function follow(path: string): Promise<void> {
    try {
      const identity = identityOf(join(root, path));
      const known = watchers.get(path);
      if (identity === known?.identity) return;
      if (known !== undefined) leave(path);
      if (identity !== undefined) await enterIfThere(path);
      // What happened in it before it was watched, or when it went, nobody has seen.
      if (!closed) onChange(undefined);
    } catch (error) {
      if (!closed) onTrouble(error);
    }
  }
}

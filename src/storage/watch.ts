import { type BigIntStats, statSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { type Tree, watchTree } from './tree.ts';

/** Tells of changes below a folder, whatever they are, until it is closed. */
export interface Watch {
  /** Fulfilled when all of it is watched, or cannot be: what is read from then on is not overtaken by changes unseen. */
  readonly ready: Promise<void>;
  close(): void;
}

/** Milliseconds of quiet after which a burst of changes is told; also while it goes on, after thirty times that. */
const quiet = 5;
/** Milliseconds between two looks at whether the folder is still the one that is watched. */
const patrol = 1000;
/** Names that are told one by one; of more it is only told that there are changes. */
const most = 1000;

/**
 * Watches a folder with everything below it, also when another takes its place: a copy that is moved there when it is
 * complete, a link that leads elsewhere, a disk that comes and goes. What keeps it from watching (too many watches) is
 * told to `onTrouble` once, and tried again all the time; until then the schedule alone finds changes.
 *
 * @param onChange - is told which paths below the folder changed; undefined where nobody knows
 */
export function watchFolder(
  folder: string,
  onChange: (changed: ReadonlySet<string> | undefined) => void,
  onTrouble: (reason: string) => void,
): Watch {
  let watcher: Tree | undefined;
  /** Which folder is watched, and which was there at the last look. */
  let watched: string | undefined;
  let seen: string | undefined;
  let trouble: string | undefined;
  let timer: NodeJS.Timeout | undefined;
  let first = 0;
  let isLooking = false;
  let closed = false;
  let paths: Set<string> | undefined = new Set();
  begin();
  const ready = watcher?.ready ?? Promise.resolve();
  const rounds = setInterval(() => void look(), patrol).unref();
  return {
    ready,
    close: () => {
      closed = true;
      clearTimeout(timer);
      clearInterval(rounds);
      watcher?.close();
    },
  };

  function begin(): void {
    try {
      seen = nameOf(statSync(folder, { bigint: true }));
    } catch {
      return;
    }
    open(seen);
  }

  async function look(): Promise<void> {
    if (isLooking) return;
    isLooking = true;
    const found = await stat(folder, { bigint: true }).then(nameOf, () => undefined);
    isLooking = false;
    if (closed || found === watched) return;
    const isOther = found !== seen;
    seen = found;
    release();
    if (found !== undefined) open(found);
    await watcher?.ready;
    if (isOther) changed(undefined);
  }

  function open(name: string): void {
    try {
      watcher = watchTree(folder, { onChange: changed, onTrouble: complain });
      watched = name;
      trouble = undefined;
    } catch (error) {
      complain(error);
    }
  }

  function release(): void {
    watcher?.close();
    watcher = undefined;
    watched = undefined;
  }

  function complain(error: unknown): void {
    release();
    const reason = error instanceof Error ? error.message : String(error);
    if (reason !== trouble) onTrouble(reason);
    trouble = reason;
  }

  function changed(path: string | undefined): void {
    if (closed) return;
    if (path === undefined || (paths?.size ?? most) >= most) paths = undefined;
    else paths?.add(path);
    const now = performance.now();
    if (timer === undefined) first = now;
    else clearTimeout(timer);
    timer = setTimeout(tell, now - first > quiet * 30 ? 0 : quiet);
    timer.unref();
  }

  function tell(): void {
    timer = undefined;
    const told = paths;
    paths = new Set();
    onChange(told);
  }
}

/** Tells folders in one place apart: a watch stays with the folder that it began with, wherever that goes. */
const nameOf = ({ dev, ino }: BigIntStats): string => `${dev}:${ino}`;

import { lstatSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Instant } from '../articles/instant.ts';
import { isGone, type Stamp, stampOf, touchedAt } from './stored.ts';
import { namesThatTell } from './tool.ts';

/** Names below the folder, and how each of them was found: '' for one that is not there. Plain data. */
export type Signs = readonly (readonly [key: string, state: string])[];

/** Longer than the tick of any file system's times (FAT: two seconds). Milliseconds. */
const settling = 2500;

/** By what it is told whose folder it is and what holds for all of its articles, as that stands now. */
export function readSigns(folder: string, now: Instant): Signs {
  return namesThatTell.map((name) => signOf(name, stateOf(join(folder, name)), now));
}

/** What was touched just now may be touched again and look the same: so it never counts as unchanged. */
export function signOf(key: string, state: string, now: Instant): Signs[number] {
  return [key, isSettled(state, now) ? state : 'touched just now'];
}

/** What is at a path, links told apart from where they lead: another string for another content. Of a folder, that it is one. */
export function stateOf(path: string): string {
  try {
    const stats = lstatSync(path);
    if (stats.isDirectory()) return 'folder';
    if (!stats.isSymbolicLink()) return stampOf(stats);
    const target = statSync(path);
    return `${target.isDirectory() ? 'folder' : stampOf(target)} ${stampOf(stats)}`;
  } catch (error) {
    return isGone(error) ? '' : 'not to be seen';
  }
}

/** Whether a file with this stamp was last touched so long ago that another change would give it another one. */
export function isSettled(stamp: Stamp, now: Instant): boolean {
  const touched = touchedAt(stamp);
  return touched === undefined || now - touched > settling;
}

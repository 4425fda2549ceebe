import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { Article } from '../articles/article.ts';
import type { Instant } from '../articles/instant.ts';
import { pathOf } from './inside.ts';
import { lookAt } from './inspection.ts';
import type { Showings } from './showing.ts';
import { isSettled, type Signs, stateOf } from './signs.ts';
import { type Stamp, stampOf } from './stored.ts';
import type { Survey } from './survey.ts';

/** By what is told, without reading, that a folder still holds what articles were made of. Plain data. */
export interface Evidence {
  /** Device and inode of the folder. */
  readonly identity: string;
  /** Files by their keys: the articles, and what they show. */
  readonly files: readonly (readonly [key: string, stamp: Stamp])[];
  readonly signs: Signs;
}

/**
 * What these articles were made of, as it was read. Undefined when the folder has moved on since, or when that cannot be
 * told, as of a file that was written a moment ago.
 */
export async function gatherEvidence(
  folder: string,
  { entries, identity, layout, signs }: Survey,
  showings: Showings,
  articles: Iterable<Article>,
  now: Instant,
): Promise<Evidence | undefined> {
  const known = new Map<string, Stamp | undefined>();
  const stamps = new Map<string, Stamp>();
  for (const article of articles) {
    if (entries.get(article.key)?.article !== article) return undefined;
    known.set(article.key, entries.get(article.key)?.stamp);
    for (const { lead } of showings.of(article)) {
      if (lead === undefined) continue;
      if (lead.stamp !== undefined) stamps.set(lead.key, lead.stamp);
      else known.set(lead.key, entries.get(lead.key)?.stamp);
    }
  }
  const all = [...signs, ...(layout.tool === 'eleventy' ? absentData([...known.keys()], signs) : [])];
  for (const [key, stamp] of known) {
    const settled = stamp ?? (await readAgain(key));
    if (settled === undefined) return undefined;
    stamps.set(key, settled);
  }
  const evidence = { identity, files: [...stamps], signs: all };
  return stillHolds(folder, evidence) ? evidence : undefined;

  /** A file that was read in the moment in which it was written: its stamp counts once its bytes are seen to be the same. */
  async function readAgain(key: string): Promise<Stamp | undefined> {
    const entry = entries.get(key);
    if (entry === undefined || entry.trouble !== undefined) return undefined;
    const look = await lookAt(pathOf(folder, entry), key, entry.context);
    const isSame = 'digest' in look && look.digest === entry.digest && isSettled(look.stamp, now);
    return isSame ? look.stamp : undefined;
  }
}

/** Asks the disk once for each file, in a few milliseconds. @param folder - absolute */
export function stillHolds(folder: string, { identity, files, signs }: Evidence): boolean {
  try {
    const root = statSync(folder, { bigint: true });
    if (`${root.dev}:${root.ino}` !== identity) return false;
    return (
      signs.every(([key, state]) => stateOf(join(folder, key)) === state) &&
      files.every(([key, stamp]) => stampOf(statSync(join(folder, key))) === stamp)
    );
  } catch {
    return false;
  }
}

/** Data files that lend articles nothing because they are not there: see isDataFile. */
function absentData(keys: readonly string[], signs: Signs): Signs {
  const there = new Set(signs.map(([key]) => key));
  const folders = new Set(keys.flatMap((key) => foldersOf(key)));
  return [...folders].flatMap((folder) => {
    const stem = `${folder}/${folder.slice(folder.lastIndexOf('/') + 1)}`;
    const names = [`${stem}.json`, `${stem}.11tydata.json`];
    return names.filter((name) => !there.has(name)).map((name) => [name, ''] as const);
  });
}

function foldersOf(key: string): readonly string[] {
  const parts = key.split('/').slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}

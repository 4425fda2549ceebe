import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { type Built, build } from '../../src/building/build.ts';
import { type Clock, systemClock } from '../../src/clock.ts';
import { loadSettings } from '../../src/settings/sources.ts';

export const site = 'https://paper.example';

/** Builds in this process, with a data folder beside the articles. */
export async function buildSite(
  folder: string,
  out: string,
  { clock = systemClock, ...flags }: { clock?: Clock; data?: string; site?: string } = {},
): Promise<Built> {
  const loaded = await loadSettings({
    flags: { site, data: join(folder, '../data'), ...flags },
    environment: {},
    cwd: process.cwd(),
    folder,
  });
  if ('problems' in loaded) throw new Error(JSON.stringify(loaded.problems));
  return build(loaded.settings, {
    out,
    clock,
    onTrouble: (sentence) => {
      throw new Error(sentence);
    },
  });
}

/** Every file below a folder, by its path in there. */
export function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();
}

/** What tells rsync and servers that a file is another one: inode, time of change, size. */
export function marksOf(folder: string): ReadonlyMap<string, string> {
  return new Map(
    filesIn(folder).map((name) => {
      const { ino, mtimeMs, size } = lstatSync(join(folder, name));
      return [name, `${ino} ${mtimeMs} ${size}`];
    }),
  );
}

export interface ListedItem {
  readonly keys: readonly string[];
  readonly type: string;
  readonly cache: string;
  readonly compressed: boolean;
}

/** The inventory, as any program would read it. */
export function inventoryOf(folder: string): Readonly<Record<string, ListedItem>> {
  return JSON.parse(readFileSync(join(folder, '.courant-build.json'), 'utf8')).files;
}

export const wire = (title: string, published: string): string =>
  `${title}\n\nA standfirst.\n\n- World\n- Ana\n- Published Date: ${published}\n\nThe body of ${title}.\n`;

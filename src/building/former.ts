import { lstat, readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { BuildFailure } from './failure.ts';
import { type Inventory, inventoryName, namesIn, readInventory } from './inventory.ts';

/** What stands at the place where a site is to be built. */
export type Former =
  | { readonly kind: 'absent' }
  | { readonly kind: 'empty' }
  | {
      readonly kind: 'site';
      /** All that is there. */
      readonly names: ReadonlySet<string>;
      readonly inventory: Inventory;
    };

/** Left behind by those who only look into a folder; nobody misses it. */
const litter = new Set(['.DS_Store', 'Thumbs.db', 'desktop.ini']);

/**
 * Looks whether a folder may be replaced: only when a build made it and nobody has put anything into it since.
 * @throws BuildFailure when it may not; errors of the file system as they are
 */
export async function inspect(folder: string): Promise<Former> {
  const stats = await lstat(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (stats === undefined) return { kind: 'absent' };
  if (!stats.isDirectory()) {
    throw new BuildFailure(`${folder} is no folder: name one with --out that is empty or not there yet`);
  }
  const names = await filesBelow(folder);
  if (names.length === 0) return { kind: 'empty' };
  const inventory = names.includes(inventoryName)
    ? readInventory(await readFile(join(folder, inventoryName), 'utf8'))
    : undefined;
  if (inventory === undefined) {
    throw new BuildFailure(
      `${folder} holds files that no build made, such as ${names[0]}: name a folder with --out that is empty or not there yet`,
    );
  }
  const listed = namesIn(inventory);
  const foreign = names.filter((name) => !listed.has(name));
  if (foreign.length > 0) {
    throw new BuildFailure(
      `${folder} holds ${foreign[0]}${foreign.length > 1 ? ` and ${foreign.length - 1} more` : ''}, which no build made and the next one would delete: move it elsewhere, then build again`,
    );
  }
  return { kind: 'site', names: new Set(names), inventory };
}

/** Everything but folders, by its path with `/` between the parts. */
async function filesBelow(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => !entry.isDirectory() && !litter.has(entry.name))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
}

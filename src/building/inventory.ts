import { codedNames } from './names.ts';

/** The list of what a build made: the mark by which a later one knows the folder for its own. */
export const inventoryName = '.courant-build.json';

/** One file of the site, and how it is to be served. */
export interface Item {
  /** Exact names of all its addresses below the site, for object stores, which have no rules: `articles/one`. */
  readonly keys: readonly string[];
  /** Content-Type. */
  readonly type: string;
  /** Cache-Control. */
  readonly cache: string;
  /** Whether its copies in gzip (`.gz`) and brotli (`.br`) lie beside it. */
  readonly compressed: boolean;
}

/** By name of file. */
export type Inventory = ReadonlyMap<string, Item>;

const about =
  'Made by `courant build`, which puts the next site in the place of this whole folder. Change nothing by hand in here.';

/** Equal inventories give equal texts, in whatever order they were filled. */
export function writeInventory(inventory: Inventory): string {
  const files = [...inventory].sort(([a], [b]) => (a < b ? -1 : 1));
  return `${JSON.stringify({ about, files: Object.fromEntries(files) }, null, 1)}\n`;
}

/** Undefined for a text that no build wrote. */
export function readInventory(text: string): Inventory | undefined {
  try {
    const { files } = JSON.parse(text) as { files?: unknown };
    if (typeof files !== 'object' || files === null) return undefined;
    const items = Object.entries(files);
    return items.every((item): item is [string, Item] => isItem(item[1])) ? new Map(items) : undefined;
  } catch {
    return undefined;
  }
}

function isItem(value: unknown): value is Item {
  if (typeof value !== 'object' || value === null) return false;
  const { keys, type, cache, compressed } = value as Record<string, unknown>;
  const isText = (part: unknown) => typeof part === 'string';
  return (
    Array.isArray(keys) &&
    keys.every(isText) &&
    isText(type) &&
    isText(cache) &&
    typeof compressed === 'boolean'
  );
}

/** Names of all files of a build, those of the compressed copies and of the inventory itself included. */
export function namesIn(inventory: Inventory): ReadonlySet<string> {
  const names = [...inventory].flatMap(([name, { compressed }]) => (compressed ? codedNames(name) : [name]));
  return new Set([inventoryName, ...names]);
}

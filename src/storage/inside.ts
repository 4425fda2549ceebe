import { relative, sep } from 'node:path';
import type { Found } from './walk.ts';

/** Below the root, and not through anything hidden: nobody links to secrets by way of an article's name. */
export function isInside(root: string, path: string): boolean {
  if (path === root) return true;
  const prefix = root.endsWith(sep) ? root : `${root}${sep}`;
  if (!path.startsWith(prefix)) return false;
  return relative(root, path)
    .split(sep)
    .every((part) => !part.startsWith('.') && part !== 'node_modules');
}

/** Where to open a file of the folder. */
export function pathOf(folder: string, { key, path }: Pick<Found, 'key' | 'path'>): string {
  if (path !== undefined) return path;
  return `${folder}${sep}${sep === '/' ? key : key.replaceAll('/', sep)}`;
}

import { relative, sep } from 'node:path';

/** Below the root, and not through anything hidden: nobody links to secrets by way of an article's name. */
export function isInside(root: string, path: string): boolean {
  if (path === root) return true;
  const prefix = root.endsWith(sep) ? root : `${root}${sep}`;
  if (!path.startsWith(prefix)) return false;
  return relative(root, path)
    .split(sep)
    .every((part) => !part.startsWith('.') && part !== 'node_modules');
}

/** An address as an article writes it, taken apart as far as it takes to find a file. */
export type Written =
  | { readonly kind: 'absolute'; readonly url: string }
  | {
      readonly kind: 'path';
      /** Decoded, `/` between the parts; begins with one when it counts from the top of the site. */
      readonly path: string;
      /** Query and fragment, as written. */
      readonly suffix: string;
    }
  | { readonly kind: 'none' };

const none: Written = { kind: 'none' };

export function parseAddress(address: string): Written {
  const trimmed = address.trim();
  if (/^(?:https?:)?\/\//i.test(trimmed)) {
    const url = trimmed.startsWith('//') ? `https:${trimmed}` : trimmed;
    return URL.canParse(url) ? { kind: 'absolute', url: new URL(url).href } : none;
  }
  if (/^(?:mailto|tel):./i.test(trimmed)) return { kind: 'absolute', url: trimmed };
  if (/^[a-z][a-z0-9+.-]*:/i.test(trimmed) || trimmed === '') return none;
  const [, path = '', suffix = ''] = /^([^?#]*)(.*)$/s.exec(trimmed) ?? [];
  return { kind: 'path', path: decoded(path).replaceAll('\\', '/'), suffix };
}

/** A `%` that encodes nothing is part of a name. */
function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/**
 * Where a path that an article names may lie in the folder, best first: beside the article, or below one of the roots.
 * Never outside, and never anything hidden.
 */
export function candidates(path: string, from: string, roots: readonly string[]): readonly string[] {
  const beside = from.split('/').slice(0, -1).join('/');
  const folders = path.startsWith('/') ? roots : [beside, ...roots];
  const keys = folders.map((folder) => normalise(`${folder}/${path}`)).filter((key) => key !== undefined);
  return [...new Set(keys)];
}

/** A key without `.` and `..`; undefined when it leads out of the folder or to something hidden. */
export function normalise(path: string): string | undefined {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..') {
      if (parts.pop() === undefined) return undefined;
    } else {
      parts.push(part);
    }
  }
  const isHidden = parts.some(
    (part) => part.startsWith('.') || part === 'node_modules' || part.includes('\0'),
  );
  return isHidden || parts.length === 0 ? undefined : parts.join('/').normalize('NFC');
}

export const encodeKey = (key: string): string =>
  key.toWellFormed().split('/').map(encodeURIComponent).join('/');

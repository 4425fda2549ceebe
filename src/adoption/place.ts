/** Where an address leads, as two of them are compared whatever their host, and however they are written. */
export interface Place {
  /** Decoded, `/` before each part and none at the end, without `index.html` and `.html`. */
  readonly path: string;
  /** Path, query and fragment: all that may tell one article from another. */
  readonly whole: string;
}

/** What feeds hang on addresses to count their readers. */
const counters = /^(?:utm_.*|fbclid|gclid|mc_cid|mc_eid|ref|source)$/i;

/** Undefined for what leads nowhere. A path without a host counts from the root, as do `aliases` of Hugo. */
export function placeOf(address: string): Place | undefined {
  if (!URL.canParse(address, 'http://nowhere.invalid/')) return undefined;
  const { protocol, pathname, searchParams, hash } = new URL(address, 'http://nowhere.invalid/');
  if (protocol !== 'http:' && protocol !== 'https:') return undefined;
  const path = decode(pathname)
    .normalize('NFC')
    .replace(/\/{2,}/g, '/')
    .replace(/\/index\.(?:x?html?|php)$/i, '/')
    .replace(/\/$/, '')
    .replace(/\.x?html?$/i, '');
  const query = [...searchParams].filter(([name]) => !counters.test(name)).sort();
  const told = query.map(([name, value]) => `${name}=${value}`).join('&');
  return { path, whole: [path, told && `?${told}`, decode(hash)].join('') };
}

/** A path below a base without that base: a site that moved from `/blog` to the root. Undefined where it is not below. */
export function below(path: string, base: string): string | undefined {
  return base !== '' && path.startsWith(`${base}/`) ? path.slice(base.length) : undefined;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

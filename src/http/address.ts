import { decodePath, encodePath } from '../feeds/address.ts';

/** Names under which readers look for feeds of their own accord (Miniflux, WordPress habits), by what they stand for. */
const aliases: ReadonlyMap<string, string> = new Map([
  ['rss', 'rss.xml'],
  ['feed', 'rss.xml'],
  ['feed.xml', 'rss.xml'],
  ['index.xml', 'rss.xml'],
  ['atom', 'atom.xml'],
]);

/** The other names of a topic: `/feed` and three more of `/rss.xml`; those with a slash at the end go without saying. */
export function otherNames(topic: string): readonly string[] {
  const folder = topic.slice(0, topic.lastIndexOf('/') + 1);
  return [...aliases].flatMap(([name, file]) => (folder + file === topic ? [folder + name] : []));
}

/** Path of the site's public base: '' or `/news`. */
export function basePath(siteUrl: string): string {
  return new URL(siteUrl).pathname.replace(/\/+$/, '');
}

/**
 * The path of a request target (RFC 9112 section 3.2), absolute form included, without query, without the base path
 * where it has that; a proxy may cut it off or not.
 */
export function pathOf(target: string, base: string): string {
  const path = target.replace(/^https?:\/\/[^/?#]*/i, '').replace(/[?#].*$/s, '');
  return withoutBase(path, base) ?? (path === '' ? '/' : path);
}

/**
 * Topics that a request target may mean, likeliest first: percent-encoding made uniform, no slash at the end, base path
 * kept or cut, aliases resolved. Empty for what means nothing.
 */
export function topicsOf(target: string, base: string): readonly string[] {
  const path = canonical(pathOf(target, ''));
  if (path === undefined) return [];
  const cut = withoutBase(path, base);
  return (cut === undefined ? [path] : [path, cut]).flatMap(withAlias);
}

function withoutBase(path: string, base: string): string | undefined {
  if (base === '' || !path.startsWith(base)) return undefined;
  const rest = path.slice(base.length);
  if (rest === '') return '/';
  return rest.startsWith('/') ? rest : undefined;
}

function withAlias(path: string): readonly string[] {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const file = aliases.get(name);
  return file === undefined ? [path] : [path, path.slice(0, path.length - name.length) + file];
}

/** One spelling for all, as topics have it. Undefined for what is no path of ours: no UTF-8, an encoded slash. */
function canonical(path: string): string | undefined {
  const decoded = decodePath(path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path);
  return decoded === undefined ? undefined : encodePath(decoded);
}

import { decodePath } from '../feeds/address.ts';
import { otherNames } from '../http/address.ts';

/** What of a topic decides on the name of its file. */
export interface Named {
  /** Percent-encoded, as topics are. */
  readonly topic: string;
  readonly html: boolean;
  /** It is linked to with a slash at its end. */
  readonly slash: boolean;
}

/** Bytes that file systems allow for a part of a path, and those that the endings of compressed copies take. */
const longest = 255;
const ending = 3;

/**
 * Names of files, `/` between the parts, under which static servers find a topic, best first; empty for what cannot be
 * a file. Pages are `NAME.html`, for there is a folder NAME beside many of them (`/sections/world` and
 * `/sections/world/rss.xml`); those with a slash at the end are `NAME/index.html`, where object stores and the hosts of
 * static sites look for it.
 */
export function fileNames({ topic, html, slash }: Named): readonly string[] {
  const path = decodePath(topic)?.slice(1);
  return path === undefined ? [] : candidates(path, html, slash).filter(isPossible);
}

function candidates(path: string, html: boolean, slash: boolean): readonly string[] {
  if (path === '') return ['index.html'];
  if (!html) return [path];
  const index = `${path}/index.html`;
  if (/\.html?$/i.test(path)) return [path, index];
  return slash ? [index, `${path}.html`] : [`${path}.html`, index];
}

function isPossible(name: string): boolean {
  const parts = name.split('/');
  return parts.every((part, index) => {
    const room = index === parts.length - 1 ? longest - ending : longest;
    return !/^\.{0,2}$|[\\\0]/.test(part) && Buffer.byteLength(part) <= room;
  });
}

/** All addresses of a topic as exact names, aliases included, for servers that know no rules. */
export function exactNames({ topic, slash }: Named): readonly string[] {
  const [path = '', ...others] = [topic, ...otherNames(topic)].map((name) =>
    (decodePath(name) ?? name).slice(1),
  );
  if (path === '') return ['index.html'];
  return slash ? [`${path}/index.html`, path] : [path, ...others];
}

/** A file and its copies in gzip and brotli. */
export function codedNames(name: string): readonly [plain: string, gzip: string, br: string] {
  return [name, `${name}.gz`, `${name}.br`];
}

/** Gives every topic a file of its own. */
export class Names {
  readonly #taken = new Set<string>();
  readonly #folders = new Set<string>();

  /** The first of these that can be had; undefined when there is none. Its compressed copies are taken with it. */
  claim(names: readonly string[]): string | undefined {
    const name = names.find((name) => this.#isFree(name));
    if (name === undefined) return undefined;
    for (const coded of codedNames(name)) this.#taken.add(coded);
    for (const folder of foldersOf(name)) this.#folders.add(folder);
    return name;
  }

  #isFree(name: string): boolean {
    const wanted = codedNames(name).some((coded) => this.#taken.has(coded) || this.#folders.has(coded));
    return !wanted && !foldersOf(name).some((folder) => this.#taken.has(folder));
  }
}

/** All folders that a name lies in, by path. */
function foldersOf(name: string): readonly string[] {
  const parts = name.split('/');
  return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join('/'));
}

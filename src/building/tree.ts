import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import {
  chmod,
  constants,
  copyFile,
  link,
  lstat,
  mkdir,
  open,
  readFile,
  rm,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Instant } from '../articles/instant.ts';

/**
 * A folder being filled, from a former one where that has the same. What did not change is the very same file (inode,
 * time of change), so that rsync carries nothing and servers that make validators from times see no change.
 */
export class Tree {
  readonly #folder: string;
  readonly #former: string | undefined;
  readonly #now: Instant;
  readonly #made = new Set<string>();
  readonly #names = new Set<string>();
  #changed = 0;

  /** @param former - the site that this one will take the place of. */
  constructor(folder: string, former: string | undefined, now: Instant) {
    this.#folder = folder;
    this.#former = former;
    // Servers tell whole seconds.
    this.#now = Math.floor(now / 1000) * 1000;
  }

  get names(): ReadonlySet<string> {
    return this.#names;
  }

  /** Files that are new or not as they were. */
  get changed(): number {
    return this.#changed;
  }

  /**
   * One document in several codings, the plain one first. All get one time: `modified`, or now, and in any case a second
   * later than what was there before, since readers drop what does not look newer.
   */
  async put(files: readonly (readonly [name: string, bytes: Buffer])[], modified?: Instant): Promise<void> {
    let time: Instant | undefined;
    for (const [name, bytes] of files) {
      const before = await this.#stat(name);
      const same = before?.size === bytes.length && (await this.#read(name)).equals(bytes);
      const past = before === undefined ? undefined : Math.floor(before.mtimeMs);
      time ??= same && past !== undefined ? past : Math.max(modified ?? this.#now, (past ?? -1000) + 1000);
      if (same && past === time) {
        await this.#link(name);
      } else {
        const path = await this.#place(name);
        await writeFile(path, bytes, { flag: 'wx' });
        await utimes(path, time / 1000, time / 1000);
        this.#changed += 1;
      }
    }
  }

  /**
   * Copies a stored file; false when it cannot be read or is not what it should be.
   * @param hash - the first digits of its SHA-256, where it is named by them: then of one length, it is the same.
   */
  async copy(name: string, source: string, hash?: string): Promise<boolean> {
    const stats = await lstat(source).catch(() => undefined);
    if (stats === undefined) return false;
    if ((await this.#stat(name))?.size === stats.size) {
      if (hash !== undefined || (await readFile(source)).equals(await this.#read(name))) {
        await this.#link(name);
        return true;
      }
    }
    const handle = await open(source).catch(() => undefined);
    if (handle === undefined) return false;
    await handle.close();
    const path = await this.#place(name);
    await copyFile(source, path, constants.COPYFILE_EXCL);
    if (hash !== undefined && !(await hashOf(path)).startsWith(hash)) {
      await rm(path);
      this.#names.delete(name);
      return false;
    }
    await chmod(path, 0o644);
    await utimes(path, stats.mtime, stats.mtime);
    this.#changed += 1;
    return true;
  }

  /** Takes over what the former site has under a name, and gives its bytes; undefined when there is nothing. */
  async keep(name: string): Promise<Buffer | undefined> {
    if ((await this.#stat(name)) === undefined) return undefined;
    await this.#link(name);
    return this.#read(name);
  }

  async #link(name: string): Promise<void> {
    const from = join(this.#former ?? '', name);
    const path = await this.#place(name);
    try {
      await link(from, path);
    } catch {
      // Not every file system has hard links, and none has as many as one likes.
      await copyFile(from, path, constants.COPYFILE_EXCL);
      const { mtime } = await lstat(from);
      await utimes(path, mtime, mtime);
    }
  }

  async #read(name: string): Promise<Buffer> {
    return readFile(join(this.#former ?? '', name));
  }

  /** Undefined when the former site has no such file. */
  async #stat(name: string) {
    if (this.#former === undefined) return undefined;
    const stats = await lstat(join(this.#former, name)).catch(() => undefined);
    return stats?.isFile() ? stats : undefined;
  }

  async #place(name: string): Promise<string> {
    const path = join(this.#folder, name);
    const parent = dirname(path);
    if (!this.#made.has(parent)) await mkdir(parent, { recursive: true });
    this.#made.add(parent);
    this.#names.add(name);
    return path;
  }
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) hash.update(chunk);
  return hash.digest('hex');
}

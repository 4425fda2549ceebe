import { chmod, lstat, mkdir, readlink, realpath, rename, rm, rmdir, stat, symlink } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { FolderInUse, type Lock, takeLock } from '../storage/lock.ts';
import { systemCode } from '../storage/trouble.ts';
import { BuildFailure } from './failure.ts';
import { type Former, inspect } from './former.ts';

/** The place of a site, held by one build at a time. */
export interface Place {
  /** Where the former site stands, or where the first will. */
  readonly stands: string;
  readonly former: Former;
  /** Makes an empty folder to build in, on the same disk; what was in it before is gone. */
  clear(): Promise<string>;
  /** Puts the folder that was built in the place of the former site. */
  install(): Promise<void>;
  /** Leaves nothing behind but the site. */
  close(): Promise<void>;
}

interface Whereabouts {
  readonly stands: string;
  /** The symbolic link that leads to it, and its text. */
  readonly link?: { readonly path: string; readonly text: string };
}

/**
 * Takes hold of the place named by `--out`. The site is built beside it, in a hidden folder `.NAME.courant`, and comes to
 * its place by renaming. Where the place is a symbolic link, the new site gets a name of its own beside the old one and
 * the link is replaced: there is no moment without a site. A folder is replaced by two renamings, and a crash between the
 * two is mended by the next build, from the former site in the hidden folder.
 * @param kept - folders that must be neither in there nor around it, with what they are.
 * @throws BuildFailure when nothing may be built there
 */
export async function openPlace(
  out: string,
  kept: readonly { readonly folder: string; readonly what: string }[],
): Promise<Place> {
  const { stands, link } = await follow(resolve(out));
  await mkdir(dirname(stands), { recursive: true });
  for (const { folder, what } of kept) await keepApart(stands, folder, what);
  const stem = link === undefined ? basename(stands) : stemOf(basename(stands));
  const workshop = join(dirname(stands), `.${stem}.courant`);
  const lock = await hold(workshop, out);
  const fresh = join(workshop, 'new');
  const aside = join(workshop, 'former');
  const leave = async () => {
    for (const path of [fresh, aside]) await rm(path, { recursive: true, force: true });
    await lock.release();
    // Stays where the next build has taken hold of it meanwhile.
    await rmdir(workshop).catch(() => undefined);
  };
  let former: Former;
  try {
    if (!(await exists(stands)) && (await exists(aside))) await rename(aside, stands);
    former = await inspect(stands);
  } catch (error) {
    await leave();
    throw error;
  }

  return {
    stands,
    former,
    async clear() {
      await rm(fresh, { recursive: true, force: true });
      await mkdir(fresh, { recursive: true });
      return fresh;
    },
    async install() {
      if (former.kind !== 'absent') await chmod(fresh, (await stat(stands)).mode & 0o7777);
      if (former.kind === 'absent') await rename(fresh, stands);
      else if (link === undefined) await exchange();
      else await relink(link);
    },
    close: leave,
  };

  async function setAside(): Promise<void> {
    await rm(aside, { recursive: true, force: true });
    await rename(stands, aside);
  }

  async function exchange(): Promise<void> {
    try {
      await setAside();
    } catch (error) {
      if (systemCode(error) !== 'EBUSY' && systemCode(error) !== 'EXDEV') throw error;
      const remedy = `name a folder inside it, as in --out ${join(out, 'site')}`;
      throw new BuildFailure(
        `${out} is where a disk or volume is mounted, which cannot be replaced as a whole: ${remedy}`,
      );
    }
    try {
      await rename(fresh, stands);
    } catch (error) {
      await rename(aside, stands);
      throw error;
    }
  }

  async function relink({ path, text }: { path: string; text: string }): Promise<void> {
    const name = await freeName(dirname(stands), stem, basename(stands));
    await rename(fresh, join(dirname(stands), name));
    const interim = join(dirname(path), `.${basename(path)}.courant-link`);
    await rm(interim, { force: true });
    await symlink(join(dirname(text), name), interim);
    await rename(interim, path);
    await setAside();
  }
}

/** Where a chain of links ends, be there something or nothing. */
async function follow(path: string, seen = 0): Promise<Whereabouts> {
  const stats = await lstat(path).catch(() => undefined);
  if (stats?.isSymbolicLink() !== true) return { stands: path };
  if (seen > 40) throw new BuildFailure(`${path} is a link that leads in a circle: name a folder with --out`);
  const text = await readlink(path);
  const next = await follow(resolve(dirname(path), text), seen + 1);
  return next.link === undefined ? { ...next, link: { path, text } } : next;
}

/** `site` of `site.12`: the names of those that a link has led to one after the other. */
function stemOf(name: string): string {
  return name.replace(/\.\d+$/, '');
}

async function freeName(parent: string, stem: string, current: string): Promise<string> {
  let number = Number(current.slice(stem.length + 1) || 0);
  let name: string;
  do {
    number += 1;
    name = `${stem}.${number}`;
  } while (await exists(join(parent, name)));
  return name;
}

async function hold(workshop: string, out: string): Promise<Lock> {
  await mkdir(workshop, { recursive: true });
  try {
    return await takeLock(workshop);
  } catch (error) {
    if (!(error instanceof FolderInUse)) throw error;
    throw new BuildFailure(`${out} is being built by another process: wait until that one has ended`);
  }
}

async function keepApart(stands: string, folder: string, what: string): Promise<void> {
  const own = join(await realpath(dirname(stands)), basename(stands));
  const other = await realpath(folder).catch(() => folder);
  if (contains(other, own)) {
    throw new BuildFailure(`${stands} lies within ${what} (${folder}): name a folder outside it with --out`);
  }
  if (contains(own, other)) {
    throw new BuildFailure(
      `${stands} holds ${what} (${folder}), which a build would delete: name another folder with --out`,
    );
  }
}

function contains(outer: string, inner: string): boolean {
  const path = relative(outer, inner);
  return path === '' || (path !== '..' && !path.startsWith(`..${sep}`) && !isAbsolute(path));
}

async function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}

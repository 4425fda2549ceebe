import { constants, copyFile, link, lstat, rename } from 'node:fs/promises';
import { systemCode } from './trouble.ts';

/**
 * Keeps a file that is about to be replaced, as `NAME-damaged-N.jsonl` beside it; N is the first that is free. Afterwards
 * the old name may still be there. Undefined where the folder does not let it be done.
 */
export async function setAside(path: string): Promise<string | undefined> {
  const aside = await freeName(path.replace(/\.jsonl$/, ''));
  // A second name costs no space on a full disk and leaves no moment without the first; not every file system has it.
  for (const keep of [
    () => link(path, aside),
    () => copyFile(path, aside, constants.COPYFILE_EXCL),
    () => rename(path, aside),
  ]) {
    try {
      await keep();
      return aside;
    } catch {
      // The next way asks less of the file system.
    }
  }
  return undefined;
}

async function freeName(stem: string): Promise<string> {
  for (let n = 1; ; n += 1) {
    const name = `${stem}-damaged-${n}.jsonl`;
    try {
      await lstat(name);
    } catch (error) {
      if (systemCode(error) !== undefined) return name;
      throw error;
    }
  }
}

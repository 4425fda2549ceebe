import { access } from 'node:fs/promises';
import { relative, resolve } from 'node:path';
import type { Article } from '../articles/article.ts';
import { emptyLibrary, type Library } from '../articles/library.ts';
import type { Settings } from '../settings/settings.ts';
import { loadSettings } from '../settings/sources.ts';
import type { Examination, Folder } from '../storage/folder.ts';
import { findByAddress } from './address.ts';
import type { Run } from './command.ts';
import { complainOfSettings, fromHere } from './complaints.ts';
import { explanationJson, explanationLines } from './explanation.ts';
import { withPartners } from './fitness.ts';
import { openLibrary } from './library.ts';
import { memberships, whyHidden } from './membership.ts';

/** Tells all about one article. 0: there is one; 1: there is none; 2: it could not look. */
export const explain: Run = async ({ flags, json, operands: [asked = '', folder] }, surroundings) => {
  const { cwd, clock, print, complain } = surroundings;
  const loaded = await loadSettings({ ...surroundings, flags, ...(folder === undefined ? {} : { folder }) });
  if ('problems' in loaded) {
    complainOfSettings(loaded.problems, surroundings);
    return 2;
  }
  const { settings } = loaded;
  try {
    const source = await openLibrary(settings, surroundings);
    const library = await source.read(emptyLibrary);
    const found = await find(asked, source, library, settings, cwd);
    if (found === undefined) {
      const where = relative(cwd, settings.folder) || '.';
      complain(
        `\`${asked}\` is no article of the folder \`${where}\`: name a file in it or the address of an article, and the folder after it if it is another`,
      );
      return 1;
    }
    const now = clock();
    const { article } = found;
    const inBody = article === undefined ? [] : (await source.content(article)).problems;
    const standing = (its: Article) => {
      const all = memberships(its, library, settings.site, settings.feeds, now);
      return withPartners(all, its, source, settings.site);
    };
    const explanation = {
      file: fromHere({ file: found.key, reason: '', severity: 'error' }, settings.folder, cwd).file,
      examination: found,
      problems: [...found.problems, ...inBody].map((problem) => fromHere(problem, settings.folder, cwd)),
      hidden: article && whyHidden(article, now),
      memberships: article ? await standing(article) : [],
      site: settings.site,
    };
    if (json) print(JSON.stringify(explanationJson(explanation), null, 2));
    else for (const line of explanationLines(explanation)) print(line);
    return article === undefined ? 1 : 0;
  } catch (error) {
    complain(`the articles could not be read: ${error instanceof Error ? error.message : String(error)}`);
    return 2;
  }
};

async function find(
  asked: string,
  source: Folder,
  library: Library,
  { site }: Settings,
  cwd: string,
): Promise<Examination | undefined> {
  const address =
    /^https?:\/\//i.test(asked) || (asked.startsWith('/') && !(await exists(resolve(cwd, asked))));
  const file = address ? findByAddress(asked, library.articles, site.url)?.key : asked;
  return file === undefined ? undefined : source.examine(file);
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

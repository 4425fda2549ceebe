import { relative, resolve } from 'node:path';
import { rfc3339 } from '../articles/instant.ts';
import { formatProblem } from '../articles/problem.ts';
import { type Built, build as buildSite } from '../building/build.ts';
import { BuildFailure } from '../building/failure.ts';
import { loadSettings } from '../settings/sources.ts';
import type { Run, Surroundings } from './command.ts';
import { complainOfSettings, fromHere } from './complaints.ts';

/** Writes the site as static files. 0: all of it; 1: something had to be left out; 2: nothing was built. */
export const build: Run = async ({ flags, out = '', operands: [folder] }, surroundings) => {
  const { cwd, clock, mention, complain } = surroundings;
  if (out.trim() === '') {
    complain('courant: say where to build: write `courant build [DIR] --out OUT`');
    return 2;
  }
  const loaded = await loadSettings({ ...surroundings, flags, ...(folder === undefined ? {} : { folder }) });
  if ('problems' in loaded) {
    complainOfSettings(loaded.problems, surroundings);
    return 2;
  }
  const { settings } = loaded;
  const { url } = settings.site;
  if (!loaded.origins.has('site.url') || /^default/.test(loaded.origins.get('site.url') ?? '')) {
    complain(`warning: every address in the site begins with ${url}; give the public one with --site`);
  }
  mention(`Building ${settings.folder} …`);
  try {
    const built = await buildSite(settings, { out: resolve(cwd, out), clock, onTrouble: complain });
    return report(built, out, settings.folder, surroundings);
  } catch (error) {
    if (!(error instanceof BuildFailure)) throw error;
    complain(`courant: ${error.message}`);
    return 2;
  }
};

function report(built: Built, out: string, folder: string, surroundings: Surroundings): number {
  const { cwd, print, mention, complain } = surroundings;
  const { files, changed, removed, faults, problems, nextDue, forgetful } = built;
  const errors = problems.filter(({ severity }) => severity === 'error');
  for (const problem of errors) complain(formatProblem(fromHere(problem, folder, cwd)));
  for (const { topic, reason } of faults) complain(`${topic} ${reason}`);
  const doubts = problems.length - errors.length;
  if (doubts > 0) {
    const where = relative(cwd, folder) || '.';
    mention(`${doubts} ${doubts === 1 ? 'warning' : 'warnings'}: see \`courant check ${where}\``);
  }
  if (forgetful) {
    mention(
      'A running service has the data folder: its ids and dates were taken, and nothing was added to them.',
    );
  }
  if (nextDue !== undefined) {
    mention(`The next article comes out or goes at ${rfc3339(nextDue)}: build again then.`);
  }
  print(`${out}: ${files} files, ${changed} new or changed, ${removed} gone`);
  return errors.length + faults.length === 0 ? 0 : 1;
}

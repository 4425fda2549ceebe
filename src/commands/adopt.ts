import { type Former, readFormer } from '../adoption/former.ts';
import { planAdoption } from '../adoption/plan.ts';
import type { Adoption } from '../articles/identity.ts';
import { articlesOut, emptyLibrary } from '../articles/library.ts';
import { formatProblem } from '../articles/problem.ts';
import { divide } from '../feeds/archive.ts';
import { openSource } from '../newsroom.ts';
import { version } from '../service.ts';
import type { Settings } from '../settings/settings.ts';
import { loadSettings } from '../settings/sources.ts';
import { FolderInUse } from '../storage/lock.ts';
import { openState } from '../storage/state.ts';
import { type Adopted, adoptionJson, adoptionLines } from './adoption.ts';
import type { Run, Surroundings } from './command.ts';
import { complainOfSettings, fromHere } from './complaints.ts';

/**
 * Gives articles the ids that they have in the feed of a former system. 0: every item is an article under its id; 1: some
 * are not; 2: nothing was adopted, as something could not be read or written.
 */
export const adopt: Run = async ({ flags, json, dryRun, operands: [named = '', folder] }, surroundings) => {
  const { cwd, print, mention, complain } = surroundings;
  const loaded = await loadSettings({ ...surroundings, flags, ...(folder === undefined ? {} : { folder }) });
  if ('problems' in loaded) {
    complainOfSettings(loaded.problems, surroundings);
    return 2;
  }
  const { settings } = loaded;
  const onDocument = (address: string) => mention(`Reading ${address} …`);
  const read = await readFormer(named, { cwd, agent: `Courant/${version} (adopt)`, onDocument });
  if ('problem' in read) {
    complain(formatProblem(read.problem));
    return 2;
  }
  for (const note of read.former.notes) complain(note);
  try {
    const adopted = await carryOut(read.former, settings, surroundings, dryRun);
    if (adopted === undefined) return 2;
    if (json) print(JSON.stringify(adoptionJson(adopted), null, 2));
    else for (const line of adoptionLines(adopted)) print(line);
    return adopted.plan.verdicts.every(({ outcome }) => outcome === 'adopted' || outcome === 'known') ? 0 : 1;
  } catch (error) {
    complain(`nothing was adopted: ${reasonOf(error)}`);
    return 2;
  }
};

/** Undefined when it could not be written, which was told. */
async function carryOut(
  former: Former,
  settings: Settings,
  { cwd, clock, complain }: Surroundings,
  dryRun: boolean,
): Promise<Adopted | undefined> {
  const { site, data } = settings;
  const state = await openState(data, { site: site.url, readOnly: dryRun, onTrouble: complain });
  try {
    const source = openSource(settings, site, state, clock);
    const library = await source.read(emptyLibrary);
    const traces = await source.traces();
    const home = former.home === undefined ? {} : { former: former.home };
    const plan = planAdoption(former.items, traces, state.holdings(), { ...home, present: site.url });
    const served = new Set(state.appearances().keys());
    const out = articlesOut(library, clock());
    const shown = new Set(out.slice(0, out.length - divide(out.length, settings.feeds.limit).before));
    state.adopt(plan.adoptions);
    await state.flush();
    if (!dryRun && !(await isWritten(plan.adoptions, settings))) {
      complain('not all was adopted, as it could not be written: mend that and adopt again');
      return undefined;
    }
    const newest = Math.max(...former.items.map(({ published }) => published ?? Number.NEGATIVE_INFINITY));
    return {
      former,
      plan,
      dryRun,
      fileOf: ({ key }) => fromHere({ file: key, reason: '', severity: 'error' }, settings.folder, cwd).file,
      served: plan.verdicts.filter(
        ({ outcome, article }) => outcome === 'adopted' && article !== undefined && served.has(article.id),
      ).length,
      unknown: plan.left.filter((article) => shown.has(article) && article.published <= newest).length,
    };
  } finally {
    await state.close();
  }
}

/** Read back as the service will read it. */
async function isWritten(adoptions: readonly Adoption[], { site, data }: Settings): Promise<boolean> {
  const state = await openState(data, { site: site.url, readOnly: true, onTrouble: () => undefined });
  const ids = new Map(state.holdings().map(({ key, id }) => [key, id]));
  await state.close();
  return adoptions.every(({ key, id }) => ids.get(key) === id);
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (!(error instanceof FolderInUse)) return error.message;
  const [who = error.message] = error.message.split(';');
  return `${who}; stop that \`courant serve\`, adopt, and start it again (--dry-run works beside it)`;
}

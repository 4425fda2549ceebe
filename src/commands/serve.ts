import type { Instant } from '../articles/instant.ts';
import { formats } from '../feeds/formats/formats.ts';
import { keepHeapClose } from '../heap.ts';
import { createLog, type Log } from '../log.ts';
import { type Service, start } from '../service.ts';
import { loadSettings } from '../settings/sources.ts';
import { alignColumns } from './columns.ts';
import type { Run } from './command.ts';
import { complainOfSettings } from './complaints.ts';
import { describePreview, previewBase, previewFlags, readAt } from './preview.ts';
import { type Stop, untilStopped } from './signals.ts';

/** Serves until it is told to stop. 0: stopped in order; 1: it could not start, or broke; 2: wrong settings. */
export const serve: Run = async ({ flags, at, operands: [folder] }, surroundings) => {
  const { print, mention, complain } = surroundings;
  const load = () =>
    loadSettings({
      ...surroundings,
      flags: at === undefined ? flags : previewFlags(flags),
      ...(folder === undefined ? {} : { folder }),
    });
  const loaded = await load();
  if ('problems' in loaded) {
    complainOfSettings(loaded.problems, surroundings);
    return 2;
  }
  const { settings } = loaded;
  const shown = at === undefined ? undefined : readAt(at, settings.site);
  if (shown !== undefined && 'wrong' in shown) {
    complain(`courant: ${shown.wrong}`);
    return 2;
  }
  if (shown?.note !== undefined) complain(`warning: \`--at ${at}\`: ${shown.note}`);
  const clock = shown === undefined ? surroundings.clock : () => shown.instant;
  const log = createLog(settings.logLevel);
  // Before the service, so that a signal in the middle of its start is not lost.
  let service: Service | undefined;
  const stopped = untilStopped(log, () => void service?.reload());
  try {
    service = await start(settings, { clock, log, load, preview: shown !== undefined });
  } catch (error) {
    complain(error instanceof Error ? error.message : String(error));
    return 1;
  }
  mention(`Reading ${settings.folder} …`);
  void service.ready.then(() => {
    keepHeapClose();
    for (const line of welcome(service, shown?.instant)) print(line);
  });
  return end(service, await stopped, log);
};

async function end(service: Service, { cause, code }: Stop, log: Log): Promise<number> {
  log.info(`stopping: ${cause}`);
  try {
    await service.stop();
  } catch (error) {
    log.error({ error: error instanceof Error ? error.message : String(error) }, 'did not stop in order');
    return 1;
  }
  return code;
}

/** The addresses that work. */
function welcome(service: Service, shown: Instant | undefined): readonly string[] {
  const { site, url } = service;
  const base = shown === undefined ? site.url : previewBase(service);
  const rows = [
    ['Front page', `${base}/`],
    ...formats.map(({ name, file }) => [formatNames[name], `${base}/${file}`]),
    ['Every feed', `${base}/feeds`],
    ['Status', `${base}/status`],
  ];
  const here = site.url === url ? [] : [`Listening at ${url}`];
  const what = shown === undefined ? `Courant serves ${site.title}:` : describePreview(site, shown);
  return [what, ...alignColumns(rows).map((line) => `  ${line}`), ...here];
}

const formatNames = { rss: 'RSS 2.0', atom: 'Atom 1.0', json: 'JSON Feed 1.1' } as const;

import { formats } from '../feeds/formats/formats.ts';
import { createLog, type Log } from '../log.ts';
import { type Service, start } from '../service.ts';
import { loadSettings } from '../settings/sources.ts';
import { alignColumns } from './columns.ts';
import type { Run } from './command.ts';
import { complainOfSettings } from './complaints.ts';
import { type Stop, untilStopped } from './signals.ts';

/** Serves until it is told to stop. 0: stopped in order; 1: it could not start, or broke; 2: wrong settings. */
export const serve: Run = async ({ flags, operands: [folder] }, surroundings) => {
  const { clock, print, mention, complain } = surroundings;
  const load = () => loadSettings({ ...surroundings, flags, ...(folder === undefined ? {} : { folder }) });
  const loaded = await load();
  if ('problems' in loaded) {
    complainOfSettings(loaded.problems, surroundings);
    return 2;
  }
  const { settings } = loaded;
  const log = createLog(settings.logLevel);
  // Before the service, so that a signal in the middle of its start is not lost.
  let service: Service | undefined;
  const stopped = untilStopped(log, () => void service?.reload());
  try {
    service = await start(settings, { clock, log, load });
  } catch (error) {
    complain(error instanceof Error ? error.message : String(error));
    return 1;
  }
  mention(`Reading ${settings.folder} …`);
  void service.ready.then(() => {
    for (const line of welcome(service)) print(line);
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
function welcome({ site, url }: Service): readonly string[] {
  const rows = [
    ['Front page', `${site.url}/`],
    ...formats.map(({ name, file }) => [formatNames[name], `${site.url}/${file}`]),
    ['Every feed', `${site.url}/feeds`],
    ['Status', `${site.url}/status`],
  ];
  const here = site.url === url ? [] : [`Listening at ${url}`];
  return [`Courant serves ${site.title}:`, ...alignColumns(rows).map((line) => `  ${line}`), ...here];
}

const formatNames = { rss: 'RSS 2.0', atom: 'Atom 1.0', json: 'JSON Feed 1.1' } as const;

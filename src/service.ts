import { readFileSync } from 'node:fs';
import type { Problem } from './articles/problem.ts';
import { formatProblem } from './articles/problem.ts';
import type { Site } from './articles/site.ts';
import type { Clock } from './clock.ts';
import { decodePath } from './feeds/address.ts';
import { close, createServer } from './http/server.ts';
import { hand, takePort, whereabouts } from './listening.ts';
import type { Log } from './log.ts';
import { notFoundPage } from './pages/notfound.ts';
import { pageOf } from './pages/pages.ts';
import { createPublisher, type Run } from './publishing/publisher.ts';
import { startSchedule } from './publishing/schedule.ts';
import { describeStatus } from './publishing/status.ts';
import type { Settings } from './settings/settings.ts';
import { type Folder, openFolder } from './storage/folder.ts';
import { openState, type State } from './storage/state.ts';
import { watchFolder } from './storage/watch.ts';

/** Courant, running. */
export interface Service {
  /** Where it listens: `http://127.0.0.1:3000`. */
  readonly url: string;
  readonly site: Site;
  /** Fulfilled when the first good feeds are up. */
  readonly ready: Promise<void>;
  /** Takes no new connections, lets the running requests end, writes what must last. */
  stop(): Promise<void>;
}

export interface ServiceOptions {
  readonly clock: Clock;
  readonly log: Log;
}

/** The version of this Courant, from its package.json. */
export const version: string = readVersion();

function readVersion(): string {
  const file = new URL('../package.json', import.meta.url);
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}

/** The articles of the settings' folder. */
export function openSource(settings: Settings, site: Site, state: State): Folder {
  const { folder, articles } = settings;
  return openFolder({ folder, site, permalink: articles.permalink, defaults: articles.defaults, ids: state });
}

/** With port 0 the default site has its port only now. */
function siteAt(site: Site, port: number): Site {
  const unknown = 'http://localhost:0';
  if (site.url !== unknown) return site;
  const url = `http://localhost:${port}`;
  const move = (address?: string) => address?.replace(new RegExp(`^${unknown}(?=/)`), url);
  return { ...site, url, icon: move(site.icon), logo: move(site.logo), image: move(site.image) };
}

/** Paths of the site's own pictures that it serves itself. */
function ownPictures({ url, icon, logo, image }: Site): ReadonlySet<string> {
  const own = [icon, logo, image].filter((address) => address?.startsWith(`${url}/`) === true);
  return new Set(own.flatMap((address) => decodePath(address?.slice(url.length) ?? '') ?? []));
}

/**
 * Starts everything: listens at once, answers 503 until the first feeds are up.
 * @throws an Error whose message tells what to do, when it cannot listen.
 */
export async function start(settings: Settings, { clock, log }: ServiceOptions): Promise<Service> {
  const started = clock();
  const told = new Set<string>();
  const port = await takePort(settings.listen.port, settings.listen.host);
  const { url } = whereabouts(port);
  const site = siteAt(settings.site, whereabouts(port).port);
  const pictures = ownPictures(site);
  const state = await openState(settings.data, {
    site: site.url,
    onTrouble: (sentence: string) => log.warn(sentence),
  });
  const source = openSource(settings, site, state);
  const publisher = createPublisher({
    source,
    site,
    rules: settings.feeds,
    register: state,
    clock,
    page: pageOf,
    onRun: tellRun,
  });
  const schedule = startSchedule(publisher, clock, settings.schedule, site.timezone);
  const watching = settings.watch
    ? watchFolder(
        settings.folder,
        () => void publisher.regenerate('change'),
        (reason) => log.warn({ reason }, 'changes of files are not seen at once; the schedule finds them'),
      )
    : undefined;
  const server = createServer({
    site,
    cache: settings.cache,
    clock,
    log,
    shelf: () => publisher.current(),
    status: () =>
      describeStatus({
        version,
        started,
        publisher,
        schedule: settings.schedule,
        timezone: site.timezone,
        next: schedule.next(),
      }),
    media: (hash, key) => source.media(hash, key),
    sitePicture: async (path) => (pictures.has(path) ? source.picture(path) : undefined),
    notFoundPage: () => notFoundPage(site),
  });
  await hand(port, server);
  return { url, site, ready: becomeReady(), stop };

  async function becomeReady(): Promise<void> {
    for (let tries = 0; publisher.current() === undefined; tries++) {
      if (tries > 0)
        await new Promise((resolve) => setTimeout(resolve, Math.min(200 * 2 ** tries, 5000)).unref());
      await publisher.regenerate('start');
    }
  }

  function tellRun(run: Run): void {
    schedule.arm();
    const { cause, took, fault } = run;
    if (fault !== undefined) log.error({ cause, took }, `feeds were not regenerated: ${fault}`);
    else
      log.debug({ cause, took, articles: publisher.current()?.snapshot.out.length }, 'feeds are up to date');
    for (const problem of publisher.problems()) tellOnce(problem);
  }

  function tellOnce(problem: Problem): void {
    const line = formatProblem(problem);
    if (told.has(line)) return;
    told.add(line);
    if (problem.severity === 'error') log.error(line);
    else log.warn(line);
  }

  async function stop(): Promise<void> {
    watching?.close();
    await schedule.stop();
    await close(server);
    await state.close();
  }
}

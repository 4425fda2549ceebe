import { readFileSync, statSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { formatProblem, type Problem } from './articles/problem.ts';
import type { Site } from './articles/site.ts';
import type { Clock } from './clock.ts';
import { createMetrics } from './http/metrics.ts';
import { close } from './http/server.ts';
import { hand, isLoopback, takePort, whereabouts } from './listening.ts';
import type { Log } from './log.ts';
import { type Newsroom, openNewsroom, siteAt } from './newsroom.ts';
import type { Parts } from './publishing/laps.ts';
import type { Run } from './publishing/publisher.ts';
import { takeTurns } from './publishing/turns.ts';
import { createReception } from './reception.ts';
import { createKeeper, recall } from './remembering.ts';
import type { Settings } from './settings/settings.ts';
import type { Loaded } from './settings/sources.ts';
import { openState } from './storage/state.ts';
import { watchFolder } from './storage/watch.ts';

/** Courant, running. */
export interface Service {
  /** Where it listens: `http://127.0.0.1:3000`. */
  readonly url: string;
  readonly site: Site;
  /** Fulfilled when all that there is can be served; the feeds of the former run may be up long before. */
  readonly ready: Promise<void>;
  /** Reads the settings again and takes them over as a whole, or, when anything in them is wrong, not at all. */
  reload(): Promise<void>;
  /** Takes no new connections, lets the running requests end, writes what must last. */
  stop(): Promise<void>;
}

export interface ServiceOptions {
  readonly clock: Clock;
  readonly log: Log;
  /** Reads the settings anew; without it they stay as they are. */
  readonly load?: () => Promise<Loaded>;
  /** Shows what is not out yet, as the clock tells: to this machine alone, and without a trace. */
  readonly preview?: boolean;
}

/** The version of this Courant, from its package.json. */
export const version: string = readVersion();

/** What facts remembered on disk hold for: this version, as it was built last. */
const reading = `${version} ${statSync(new URL(import.meta.url)).mtimeMs}`;

function readVersion(): string {
  const file = new URL('../package.json', import.meta.url);
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}

/**
 * Starts everything: listens at once and, until the articles are read, serves the feeds of the former run where they
 * still hold, else answers 503.
 * @throws an Error whose message tells what to do, when it cannot listen or another process has its data folder.
 */
export async function start(settings: Settings, options: ServiceOptions): Promise<Service> {
  const { clock, log, load, preview = false } = options;
  const started = clock();
  if (preview && !isLoopback(settings.listen.host)) throw new Error(openPreview(settings.listen.host));
  const port = await takePort(settings.listen.port, settings.listen.host);
  const { url, port: number } = whereabouts(port);
  const site = siteAt(settings.site, number);
  const onTrouble = (sentence: string) => log.warn(sentence);
  const metrics = createMetrics();
  let told: ReadonlySet<string> = new Set();
  let wrongSettings: readonly Problem[] = [];
  /** Who asks during one gets what is written by then, by one that follows. */
  const reloads = takeTurns(takeOver);
  /** What new settings give rise to, while it is not known yet whether that can be served. */
  let candidate: Newsroom | undefined;
  let isStopping = false;
  const taken = { ...settings, site };
  // Of the same shape as settings that are read again, so that equal ones are seen to be equal.
  const initial = withFixedParts(taken, taken);
  const reception = createReception({
    version,
    started,
    settings: initial,
    clock,
    log,
    metrics,
    preview,
    recalled: preview ? undefined : recall(initial, reading, started),
    wrongSettings: () => wrongSettings,
  });
  const { server } = reception;
  await hand(port, server);
  const state = await openState(settings.data, { site: site.url, readOnly: preview, clock, onTrouble }).catch(
    async (error: unknown) => {
      reception.release();
      await close(server, 0);
      throw error;
    },
  );
  const keeper = preview ? undefined : createKeeper(state, reading);
  let room = openNewsroom({
    settings: initial,
    site,
    state,
    clock,
    preview,
    version: reading,
    onRun: tellRun,
  });
  const watching = settings.watch ? watchFolder(settings.folder, filesChanged, tellBlindness) : undefined;
  reception.open(room);
  return { url, site, ready: becomeReady(), reload, stop };

  async function becomeReady(): Promise<void> {
    await watching?.ready;
    for (let tries = 0; room.publisher.current() === undefined; tries++) {
      if (tries > 0) await patience(Math.min(200 * 2 ** tries, 5000));
      await room.publisher.regenerate('start');
    }
  }

  function filesChanged(changed: ReadonlySet<string> | undefined): void {
    // Its first reading may be past what has changed.
    void candidate?.publisher.regenerate('change', changed);
    void room.publisher.regenerate('change', changed).then(reload);
  }

  function tellBlindness(reason: string): void {
    log.warn({ reason }, 'changes of files are not seen at once; the schedule finds them');
  }

  function tellRun(run: Run, of: Newsroom, parts: Parts): void {
    const { cause, took, fault } = run;
    const { publisher } = of;
    // What a reading stumbles over when it is cut off is no trouble.
    if (isStopping) return;
    metrics.ran(run, parts);
    reception.release();
    if (of === room) keeper?.note(of);
    const articles = publisher.current()?.snapshot.out.length;
    if (fault !== undefined) log.error({ cause, took }, `feeds were not regenerated: ${fault}`);
    else log.debug({ cause, took, articles }, 'feeds are up to date');
    tellProblems([...wrongSettings, ...publisher.problems()]);
    if (cause === 'schedule') void reload();
  }

  /** Each once, and again only when it was gone in between. */
  function tellProblems(problems: readonly Problem[]): void {
    const lines = new Map(problems.map((problem) => [formatProblem(problem), problem.severity]));
    for (const [line, severity] of lines) {
      if (told.has(line)) continue;
      if (severity === 'error') log.error(line);
      else log.warn(line);
    }
    told = new Set(lines.keys());
  }

  function reload(): Promise<void> {
    return reloads.ask('settings');
  }

  async function takeOver(): Promise<void> {
    const loaded = await load?.();
    if (loaded === undefined || isStopping) return;
    if ('problems' in loaded) {
      wrongSettings = loaded.problems;
      tellProblems([...wrongSettings, ...room.publisher.problems()]);
      return;
    }
    wrongSettings = [];
    const next = withFixedParts(loaded.settings, initial);
    if (isDeepStrictEqual(next, room.settings)) return;
    const opened = openNewsroom({
      settings: next,
      site: next.site,
      state,
      clock,
      preview,
      version: reading,
      onRun: tellRun,
    });
    candidate = opened;
    await opened.publisher.regenerate('settings');
    candidate = undefined;
    if (opened.publisher.current() === undefined) return closeRoom(opened);
    const former = room;
    room = opened;
    reception.open(room);
    keeper?.note(room);
    log.info('new settings are in force');
    await closeRoom(former);
  }

  async function stop(): Promise<void> {
    isStopping = true;
    watching?.close();
    reloads.stop();
    // That which is at work ends; none follows it.
    await reload();
    room.publisher.stop();
    await room.schedule.stop();
    reception.release();
    metrics.close();
    await close(server);
    await state.flush();
    await keeper?.close();
    await room.source.close();
    await state.close();
  }
}

async function closeRoom({ publisher, schedule, source }: Newsroom): Promise<void> {
  publisher.stop();
  await schedule.stop();
  await source.close();
}

function openPreview(host: string): string {
  return `a preview shows what is not out yet, so it is served to this machine alone and not on ${host}: give --host 127.0.0.1`;
}

function patience(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds).unref());
}

/** What cannot change while it runs: where it listens, where it reads and keeps, and the address that readers know. */
function withFixedParts(next: Settings, first: Settings): Settings {
  const { folder, data, listen, watch, logLevel, site } = first;
  const { url } = site;
  return { ...next, folder, data, listen, watch, logLevel, site: { ...moved(next.site, url), url } };
}

/** The site's own pictures stay at its address. */
function moved(site: Site, url: string): Site {
  const move = (address?: string) =>
    address?.startsWith(`${site.url}/`) === true ? url + address.slice(site.url.length) : address;
  return { ...site, icon: move(site.icon), logo: move(site.logo), image: move(site.image) };
}

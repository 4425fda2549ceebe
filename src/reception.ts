import type { Server } from 'node:http';
import type { Instant } from './articles/instant.ts';
import type { Problem } from './articles/problem.ts';
import type { Clock } from './clock.ts';
import type { Metrics } from './http/metrics.ts';
import { createServer } from './http/server.ts';
import type { Log } from './log.ts';
import type { Newsroom } from './newsroom.ts';
import { notFoundPage } from './pages/notfound.ts';
import { holdsAt, type Remembrance, remembered } from './publishing/remembrance.ts';
import { describeStatus } from './publishing/status.ts';
import type { Settings } from './settings/settings.ts';

/** Answers from the first moment on: with what is remembered, then out of a newsroom. */
export interface Reception {
  /** Not listening yet. */
  readonly server: Server;
  /** From now on requests are answered out of this newsroom. */
  open(room: Newsroom): void;
  /** The newsroom has tried to read the articles, or never will: nobody is to wait for that any longer. */
  release(): void;
}

export interface ReceptionParts {
  readonly version: string;
  readonly started: Instant;
  /** As they are until a newsroom brings its own. */
  readonly settings: Settings;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly preview: boolean;
  /** What may be served until the articles are read. */
  readonly recalled: Remembrance | undefined;
  readonly wrongSettings: () => readonly Problem[];
}

export function createReception(parts: ReceptionParts): Reception {
  const { version, started, settings, clock, log, metrics, preview, recalled, wrongSettings } = parts;
  /** All of it is let go when it is no longer needed: it is as large as everything that stands ready. */
  let former = recalled && { remembrance: recalled, shelf: remembered(recalled) };
  const opened = promise<Newsroom>();
  const tried = promise<void>();
  let room: Newsroom | undefined;
  const inForce = (): Settings => room?.settings ?? settings;
  const site = () => room?.site ?? settings.site;
  const isLoading = () => former !== undefined && room?.publisher.current() === undefined;
  const inUse = () =>
    former !== undefined && isLoading() && holdsAt(former.remembrance, clock()) ? former : undefined;
  const present = async () => room ?? (isLoading() ? opened.kept : undefined);
  const server = createServer({
    get site() {
      return site();
    },
    get cache() {
      return inForce().cache;
    },
    clock,
    log,
    metrics,
    preview,
    shelf: () => room?.publisher.current() ?? inUse()?.shelf,
    loading: () => (isLoading() ? tried.kept : undefined),
    status: () =>
      describeStatus({
        version,
        started,
        remembered: inUse()?.remembrance.from,
        publisher: room?.publisher,
        schedule: inForce().schedule,
        timezone: site().timezone,
        next: room?.schedule.next(),
        wrongSettings: wrongSettings(),
      }),
    caches: () => room?.publisher.caches(),
    media: async (hash, key) => (await present())?.source.media(hash, key),
    sitePicture: async (path) => {
      const there = await present();
      return there?.pictures.has(path) === true ? there.source.picture(path) : undefined;
    },
    notFoundPage: () => notFoundPage(site()),
  });
  return {
    server,
    open(next) {
      room = next;
      opened.keep(next);
    },
    release() {
      if (room?.publisher.current() !== undefined) former = undefined;
      tried.keep();
    },
  };
}

interface Promised<T> {
  readonly kept: Promise<T>;
  readonly keep: (value: T) => void;
}

function promise<T>(): Promised<T> {
  let keep: (value: T) => void = () => undefined;
  const kept = new Promise<T>((resolve) => {
    keep = resolve;
  });
  return { kept, keep };
}

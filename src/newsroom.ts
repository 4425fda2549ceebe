import { join } from 'node:path';
import type { Site } from './articles/site.ts';
import type { Clock } from './clock.ts';
import { decodePath } from './feeds/address.ts';
import type { FeedRules } from './feeds/catalogue.ts';
import { profilePictures } from './feeds/profiles/profiles.ts';
import { pageOf } from './pages/pages.ts';
import type { Parts } from './publishing/laps.ts';
import { createPublisher, type Publisher, type Run } from './publishing/publisher.ts';
import { type Schedule, startSchedule } from './publishing/schedule.ts';
import type { Settings } from './settings/settings.ts';
import type { FactsPlace } from './storage/facts.ts';
import { type Folder, openFolder } from './storage/folder.ts';
import type { State } from './storage/state.ts';

/** All that one set of settings gives rise to; replaced as a whole when they change. */
export interface Newsroom {
  readonly settings: Settings;
  readonly site: Site;
  readonly source: Folder;
  readonly publisher: Publisher;
  readonly schedule: Schedule;
  /** Decoded paths of the pictures of the site itself. */
  readonly pictures: ReadonlySet<string>;
}

export interface NewsroomParts {
  readonly settings: Settings;
  /** With the address that is known only since the port is taken. */
  readonly site: Site;
  readonly state: State;
  readonly clock: Clock;
  /** Leaves no trace in the data folder, in which another process may be at work. */
  readonly preview?: boolean;
  /** Of Courant. */
  readonly version: string;
  readonly onRun: (run: Run, room: Newsroom, parts: Parts) => void;
}

/** Nothing is read before the first regeneration; the schedule runs from now on. */
export function openNewsroom(parts: NewsroomParts): Newsroom {
  const { settings, site, state, clock, preview, version, onRun } = parts;
  const facts = preview === true ? undefined : { file: join(settings.data, 'facts.jsonl'), version };
  const source = openSource(settings, site, state, clock, facts);
  const publisher = createPublisher({
    source,
    site,
    rules: settings.feeds,
    register: state,
    clock,
    page: pageOf,
    onRun: (run, parts) => {
      schedule.arm();
      onRun(run, room, parts);
    },
  });
  const schedule = startSchedule(publisher, clock, settings.schedule, site.timezone);
  const room = { settings, site, source, publisher, schedule, pictures: ownPictures(site, settings.feeds) };
  return room;
}

/** The articles of the settings' folder. @param facts - where to remember what was read; nowhere, without it. */
export function openSource(
  settings: Settings,
  site: Site,
  state: State,
  clock: Clock,
  facts?: FactsPlace,
): Folder {
  const { folder, articles } = settings;
  const { permalink, defaults } = articles;
  const pictures = ownPictures(site, settings.feeds);
  return openFolder({
    folder,
    site,
    permalink,
    defaults,
    ids: state,
    today: clock,
    pictures,
    ...(facts && { facts }),
  });
}

/** With port 0 the default site has its port only when it is taken. */
export function siteAt(site: Site, port: number): Site {
  const unknown = 'http://localhost:0';
  if (site.url !== unknown) return site;
  const url = `http://localhost:${port}`;
  const move = (address?: string) => address?.replace(new RegExp(`^${unknown}(?=/)`), url);
  return { ...site, url, icon: move(site.icon), logo: move(site.logo), image: move(site.image) };
}

/** Paths of the pictures of the site and of its podcasts and the like that it serves itself. */
export function ownPictures({ url, icon, logo, image }: Site, { made }: FeedRules): ReadonlySet<string> {
  const own = [icon, logo, image].filter((address) => address?.startsWith(`${url}/`) === true);
  const paths = own.map((address) => address?.slice(url.length) ?? '');
  const named = made.flatMap(({ profile }) => profilePictures(profile));
  return new Set([...paths, ...named].flatMap((path) => decodePath(path) ?? []));
}

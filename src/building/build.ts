import type { Instant } from '../articles/instant.ts';
import type { Problem } from '../articles/problem.ts';
import { Outdated } from '../articles/source.ts';
import type { Clock } from '../clock.ts';
import { robotsText } from '../http/robots.ts';
import { createStylesheets } from '../http/stylesheets.ts';
import { openSource, ownPictures } from '../newsroom.ts';
import { notFoundPage } from '../pages/notfound.ts';
import { pageOf } from '../pages/pages.ts';
import { createPublisher, type Publisher } from '../publishing/publisher.ts';
import { represent } from '../publishing/represent.ts';
import type { Settings } from '../settings/settings.ts';
import type { Folder } from '../storage/folder.ts';
import { FolderInUse } from '../storage/lock.ts';
import { openState, type State } from '../storage/state.ts';
import { inWords, systemCode } from '../storage/trouble.ts';
import { BuildFailure } from './failure.ts';
import { openPlace, type Place } from './place.ts';
import { type Belongings, type Fault, SiteWriter } from './site.ts';
import { Tree } from './tree.ts';

/** A site that was built. */
export interface Built {
  /** Files in it, compressed copies included. */
  readonly files: number;
  /** Of these, those that are new or not as they were. */
  readonly changed: number;
  /** Files of the former site that are gone. */
  readonly removed: number;
  readonly faults: readonly Fault[];
  readonly problems: readonly Problem[];
  /** When something comes out or goes, so that the site must be built again. */
  readonly nextDue?: Instant;
  /** The data folder was in use, so that nothing was remembered in it. */
  readonly forgetful: boolean;
}

export interface BuildOptions {
  /** Absolute. */
  readonly out: string;
  readonly clock: Clock;
  /** Told, in a sentence, of trouble with what must outlive a restart. */
  readonly onTrouble: (sentence: string) => void;
}

/** Articles that change while they are rendered are read again; after so many times, somebody is at work on them. */
const attempts = 4;

/**
 * Builds everything that a service with these settings serves as static files: whole, or not at all.
 * @throws BuildFailure when nothing was built, in a sentence
 */
export async function build(settings: Settings, { out, clock, onTrouble }: BuildOptions): Promise<Built> {
  const { folder, data, site } = settings;
  const { state, forgetful } = await openShared(data, site.url, onTrouble);
  try {
    const place = await openPlace(out, [
      { folder, what: 'the folder of articles' },
      { folder: data, what: 'the data folder' },
    ]);
    try {
      const source = openSource(settings, site, state, clock);
      const publisher = createPublisher({
        isOnce: true,
        source,
        site,
        rules: settings.feeds,
        register: state,
        clock,
        page: pageOf,
      });
      const { tree, faults } = await fill(place, publisher, () => gatherBelongings(settings, source), clock);
      const removed = [...namesOf(place)].filter((name) => !tree.names.has(name)).length;
      if (tree.changed + removed > 0 || place.former.kind !== 'site') await place.install();
      const nextDue = publisher.nextDue();
      return {
        files: tree.names.size,
        changed: tree.changed,
        removed,
        faults,
        problems: publisher.problems(),
        ...(nextDue === undefined ? {} : { nextDue }),
        forgetful,
      };
    } finally {
      await place.close();
    }
  } catch (error) {
    throw explain(error, out);
  } finally {
    await state.close();
  }
}

/** A running service may go on: then its ids hold, and new ones are those that it will give too. */
async function openShared(
  data: string,
  site: string,
  onTrouble: (sentence: string) => void,
): Promise<{ state: State; forgetful: boolean }> {
  try {
    return { state: await openState(data, { site, onTrouble }), forgetful: false };
  } catch (error) {
    if (!(error instanceof FolderInUse)) throw error;
    return { state: await openState(data, { site, onTrouble, readOnly: true }), forgetful: true };
  }
}

async function fill(
  place: Place,
  publisher: Publisher,
  gather: () => Promise<Belongings>,
  clock: Clock,
): Promise<{ tree: Tree; faults: readonly Fault[] }> {
  const { former, stands } = place;
  const inventory = former.kind === 'site' ? former.inventory : new Map();
  for (let attempt = 1; ; attempt += 1) {
    await publisher.regenerate(attempt === 1 ? 'start' : 'outdated');
    const shelf = publisher.current();
    const fault = publisher.last()?.fault;
    if (shelf === undefined || fault !== undefined) {
      throw new BuildFailure(`the articles could not be published: ${fault ?? 'nobody knows why'}`);
    }
    const belongings = await gather();
    const tree = new Tree(await place.clear(), former.kind === 'site' ? stands : undefined, clock());
    try {
      return { tree, faults: await new SiteWriter(tree, belongings, inventory).write(shelf) };
    } catch (error) {
      if (!(error instanceof Outdated) || attempt === attempts) throw error;
    }
  }
}

/** To be called when the articles have been read. */
async function gatherBelongings({ site, feeds, cache }: Settings, source: Folder): Promise<Belongings> {
  const pictures = await Promise.all(
    [...ownPictures(site, feeds)].map(async (path) => [path, await source.picture(path)] as const),
  );
  return {
    cache,
    documents: [
      ...(await createStylesheets()(site.language)).values(),
      await represent('/robots.txt', 'text/plain; charset=utf-8', `${robotsText(site.url)}\n`),
      await represent('/404.html', 'text/html; charset=utf-8', notFoundPage(site)),
    ],
    pictures: new Map(pictures.flatMap(([path, media]) => (media === undefined ? [] : [[path, media]]))),
    media: (hash, key) => source.media(hash, key),
  };
}

function namesOf({ former }: Place): ReadonlySet<string> {
  return former.kind === 'site' ? former.names : new Set();
}

function explain(error: unknown, out: string): unknown {
  if (error instanceof Outdated) {
    return new BuildFailure(
      'articles change faster than they can be read: build again when nobody writes them',
    );
  }
  if (error instanceof BuildFailure || systemCode(error) === undefined) return error;
  const { path } = error as NodeJS.ErrnoException;
  // Of what lies in the hidden folder, nobody needs to know.
  const at = path === undefined || path.includes('.courant') ? '' : ` at ${path}`;
  return new BuildFailure(
    `${out} could not be written: ${inWords(error)}${at}; the site that was there before is as it was`,
  );
}

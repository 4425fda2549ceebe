import type { Instant } from '../articles/instant.ts';
import { emptyLibrary, type Library } from '../articles/library.ts';
import { nextChange } from '../articles/presence.ts';
import type { Problem } from '../articles/problem.ts';
import type { Site } from '../articles/site.ts';
import { type ArticleSource, Outdated } from '../articles/source.ts';
import type { Clock } from '../clock.ts';
import { encodePath } from '../feeds/address.ts';
import type { FeedRules } from '../feeds/catalogue.ts';
import { formats } from '../feeds/formats/formats.ts';
import { nextDrop } from '../feeds/selection.ts';
import { breathe } from './breaths.ts';
import type { CacheUse } from './cache.ts';
import type { Chronicle } from './chronicle.ts';
import { nextDocumentChange } from './documents.ts';
import type { EditionRegister } from './editions.ts';
import { Entries } from './entries.ts';
import { staleAt } from './freshness.ts';
import { idleAt } from './idle.ts';
import { Laps, type Parts } from './laps.ts';
import { type PageOf, Press } from './press.ts';
import { createRefinement } from './refinement.ts';
import type { Shelf } from './shelf.ts';
import { takeSnapshot } from './snapshot.ts';
import { takeTurns } from './turns.ts';

/** Why feeds are regenerated. */
export type Cause = 'start' | 'schedule' | 'change' | 'embargo' | 'settings' | 'outdated';

/** One finished regeneration, for people who ask how things stand. */
export interface Run {
  readonly at: Instant;
  readonly cause: Cause;
  /** Milliseconds. */
  readonly took: number;
  /** Why the last good feeds were kept; undefined after a success. */
  readonly fault?: string;
}

export interface Publisher {
  /** The last good shelf; undefined until there is a first one. */
  current(): Shelf | undefined;
  /**
   * One at a time: calls during a run share the one that follows it. Never rejects: trouble is told in `last()`.
   * @param changed - what alone is to be read anew; see Hint. Left out, it is everything.
   */
  regenerate(cause: Cause, changed?: ReadonlySet<string>): Promise<void>;
  last(): Run | undefined;
  /** When the last run that succeeded ended. */
  lastGood(): Instant | undefined;
  /** The next instant at which something comes out or goes without any change in the source. */
  nextDue(): Instant | undefined;
  /** What was wrong at the last reading and rendering. */
  problems(): readonly Problem[];
  /** How what is kept serves, by what it is. */
  caches(): Caches;
  /** Nothing is begun any more, and nobody is told of what it is still at. */
  stop(): void;
}

/** Documents of the long tail, and the bodies that documents are rendered from. */
export type Caches = Readonly<Record<'documents' | 'bodies', CacheUse>>;

export interface PublisherParts {
  readonly source: ArticleSource;
  readonly site: Site;
  readonly rules: FeedRules;
  readonly register: EditionRegister & Chronicle;
  readonly clock: Clock;
  readonly page: PageOf;
  /** There will be no time to compress better later: documents wait for it. */
  readonly isOnce?: boolean;
  /** Told of every run, and what its time went to. */
  readonly onRun?: (run: Run, parts: Parts) => void;
}

/** Readings that go stale before they are rendered are begun again; after this many, the next tick is waited for. */
const attempts = 4;

/** Milliseconds. */
const longestSettling = 1000;

export function createPublisher({
  source,
  site,
  rules,
  register,
  clock,
  page,
  isOnce = false,
  onRun,
}: PublisherParts): Publisher {
  const entries = new Entries(source, site);
  const onOutdated = () => void turns.ask('outdated');
  const press = new Press({ register, clock, page, onOutdated, effort: isOnce ? 'usual' : 'hasty' });
  const refinement = createRefinement(press, (refined) => {
    shelf = refined;
  });
  let library: Library = emptyLibrary;
  let shelf: Shelf | undefined;
  let last: Run | undefined;
  let lastGood: Instant | undefined;
  const turns = takeTurns(run);

  return {
    current: () => shelf,
    regenerate: turns.ask,
    last: () => last,
    lastGood: () => lastGood,
    nextDue,
    stop() {
      turns.stop();
      refinement.pause();
    },
    caches: () => ({ documents: press.use, bodies: entries.use }),
    problems: () => [
      ...library.problems,
      ...entries.problems(library.articles),
      ...press.problems(),
      ...doubtful(shelf?.snapshot.gone ?? 0),
      ...(shelf === undefined ? [] : [...idleAt(shelf.snapshot).inside, ...staleAt(shelf.snapshot, clock())]),
    ],
  };

  async function run(cause: Cause, changed: ReadonlySet<string> | undefined): Promise<void> {
    const at = clock();
    const laps = new Laps(clock);
    let fault: string | undefined;
    refinement.pause();
    try {
      await publish(cause, changed, laps);
      lastGood = clock();
      if (shelf !== undefined && !isOnce && !turns.isStopped) refinement.begin(shelf);
    } catch (error) {
      fault = error instanceof Error ? error.message : String(error);
    }
    last = { at, cause, took: clock() - at, fault };
    if (!turns.isStopped) onRun?.(last, laps.parts);
  }

  async function publish(cause: Cause, changed: ReadonlySet<string> | undefined, laps: Laps): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      // When an embargo ends nothing was written, so that nothing needs to be read.
      if (cause !== 'embargo' || shelf === undefined || attempt > 1) {
        // What a run that failed was told of must not be forgotten.
        const hint = attempt > 1 || last?.fault !== undefined ? {} : { changed };
        library = await source.read(library, hint);
        await breathe();
        laps.end('reading');
      }
      const snapshot = await takeSnapshot({
        site,
        rules,
        library,
        now: clock(),
        known: register.knownFeeds(),
        chronicle: register,
        served: (path) =>
          formats.some(({ file }) => register.edition(`${encodePath(path)}/${file}`) !== undefined),
        entryOf: (titles) => entries.of(titles),
        previous: shelf?.snapshot,
      });
      await breathe();
      laps.end('planning');
      try {
        // Most readers wait for the site's own feed; until all stand ready, another is made when somebody asks for it.
        if (shelf === undefined) await snapshot.indexPages();
        if (shelf === undefined && !isOnce) shelf = await press.run(snapshot, laps, 1);
        const isFirst = shelf === undefined || shelf.snapshot === snapshot;
        const next = await press.run(snapshot, laps);
        await breathe();
        // What a power cut may take must not have been told. At the first time all is made of what is stored, and can be again.
        if (!isFirst) await settle(register);
        shelf = next;
        return;
      } catch (error) {
        laps.end('rendering');
        if (!(error instanceof Outdated) || attempt === attempts) throw error;
      }
    }
  }

  function nextDue(): Instant | undefined {
    if (shelf === undefined) return undefined;
    const { now, catalogue, presence } = shelf.snapshot;
    const instants = [nextChange(presence), nextDocumentChange(shelf.snapshot)];
    for (const { name } of rules.made) {
      const { path = '', selection = {} } = catalogue.definitions.get(`/feeds/${name}`) ?? {};
      if (selection.hours !== undefined) instants.push(nextDrop(selection, catalogue.articles(path), now));
    }
    for (const { at } of register.withdrawals().values()) {
      const forgotten = at + rules.withdrawn * 86_400_000;
      if (forgotten > now) instants.push(forgotten);
    }
    return instants.reduce((first, instant) =>
      first === undefined || (instant !== undefined && instant < first) ? instant : first,
    );
  }
}

/** A disk that does not answer takes no news away: its trouble is told by others. */
async function settle(register: EditionRegister): Promise<void> {
  const patience = new Promise<void>((resolve) => {
    setTimeout(resolve, longestSettling).unref();
  });
  await Promise.race([register.flush?.(), patience]);
}

/** Taking back many articles by mistake cannot be undone in the readers that heard of it. */
function doubtful(gone: number): readonly Problem[] {
  if (gone === 0) return [];
  const reason =
    `${gone} articles that were published are gone at once, so they are not taken for withdrawn: if another folder is ` +
    'served now, give it a data folder of its own with --data; if they were deleted, delete the data folder';
  return [{ file: '.', reason, severity: 'warning' }];
}

import type { Problem } from '../articles/problem.ts';
import { Outdated } from '../articles/source.ts';
import type { Clock } from '../clock.ts';
import type { Entry, Feed, FeedDefinition, Format } from '../feeds/feed.ts';
import { formats } from '../feeds/formats/formats.ts';
import type { FeedPlan } from '../feeds/plan.ts';
import { type Basis, basisOf, sameBasis } from './basis.ts';
import { breathe } from './breaths.ts';
import { ByteCache, type CacheUse } from './cache.ts';
import { printDocument } from './documents.ts';
import type { EditionRegister } from './editions.ts';
import type { Laps } from './laps.ts';
import { prepareFeed, printFeed } from './print.ts';
import { type Codings, type Effort, represent } from './represent.ts';
import type { Representation } from './representation.ts';
import { arrangeShelf, type Kept, type Renderer, type Shelf } from './shelf.ts';
import type { Snapshot } from './snapshot.ts';
import { tellUnfit } from './unfit.ts';

/** The HTML of the page at a topic, or undefined when there is none. */
export type PageOf = (topic: string, snapshot: Snapshot) => Promise<string> | undefined;

export interface PressParts {
  readonly register: EditionRegister;
  readonly clock: Clock;
  readonly page: PageOf;
  /** A request for the long tail found that articles have moved on. */
  readonly onOutdated: () => void;
  /** For standing feeds; `hasty` where they are refined later. */
  readonly effort: Effort;
}

/** Feeds that always stand ready: the site's, its sections' and those made by hand, unless there are very many. */
const standingFeeds = 100;

/** Bytes for the long tail. */
const tailKept = 16 * 1024 * 1024;

/** Documents that may be compressed while the next is written. */
const ahead = 4;

interface Standing {
  readonly basis: Basis;
  readonly representations: readonly Representation[];
}

/** A standing feed of the next shelf, perhaps still being compressed. */
interface Begun {
  readonly basis: Basis;
  readonly printing: readonly (Representation | Promise<Representation>)[];
}

/** Turns snapshots into shelves; what did not change from one to the next is not rendered again. */
export class Press {
  readonly #register: EditionRegister;
  readonly #clock: Clock;
  readonly #tail = new ByteCache<string, Kept>(tailKept);
  readonly #renderer: Renderer;
  readonly #spoilt = new Map<string, readonly Problem[]>();
  readonly #unfit = new Map<string, readonly Problem[]>();
  readonly #effort: Effort;
  /** Compressed as well as can be. */
  readonly #refined = new WeakSet<Representation>();
  #standing: ReadonlyMap<string, Standing> = new Map();

  constructor({ register, clock, page, onOutdated, effort }: PressParts) {
    this.#effort = effort;
    this.#register = register;
    this.#clock = clock;
    this.#renderer = {
      feed: async (plan, format, snapshot) => {
        try {
          const feed = await this.#fill(plan, snapshot);
          await prepareFeed(feed, format);
          return await this.#print(feed, plan, format, snapshot, 'usual');
        } catch (error) {
          if (error instanceof Outdated) onOutdated();
          throw error;
        }
      },
      page: (topic, snapshot) =>
        printDocument(topic, snapshot, register, clock) ?? this.#page(page, topic, snapshot),
    };
  }

  /**
   * @param most - feeds that are to stand ready
   * @throws Outdated when the articles have moved on while they were rendered.
   */
  async run(snapshot: Snapshot, laps: Laps, most = standingFeeds): Promise<Shelf> {
    for (const path of this.#unfit.keys()) {
      if (!snapshot.catalogue.definitions.has(path)) this.#unfit.delete(path);
    }
    const underway: Promise<unknown>[] = [];
    const begun: (readonly [path: string, Begun])[] = [];
    for (const definition of standingDefinitions(snapshot, most)) {
      begun.push([definition.path, await this.#begin(definition, snapshot, underway, laps)]);
      await breathe();
    }
    laps.end('rendering');
    const standing = new Map<string, Standing>();
    for (const [path, { basis, printing }] of begun) {
      standing.set(path, { basis, representations: await Promise.all(printing) });
    }
    laps.end('compressing');
    this.#standing = standing;
    return this.arrange(snapshot);
  }

  /** A shelf of what the last run has printed. @param snapshot - that of the last run. */
  arrange(snapshot: Snapshot): Shelf {
    const topics = new Map<string, Representation>();
    for (const { representations } of this.#standing.values()) {
      for (const one of representations) topics.set(one.topic, one);
    }
    const plans = [...this.#standing.values()].map(({ basis }) => basis.plan);
    return arrangeShelf(snapshot, topics, plans, this.#tail, this.#renderer);
  }

  /** Compresses one more of the standing documents as well as can be, under its entity tag; false when all of them are. */
  async refineOne(compress: (identity: Buffer) => Promise<Codings>): Promise<boolean> {
    for (const [path, { representations }] of this.#standing) {
      for (const one of representations) {
        if (this.#refined.has(one)) continue;
        const refined = { ...one, ...(await compress(one.identity)) };
        this.#refined.add(refined);
        this.#replace(path, one, refined);
        return true;
      }
    }
    return false;
  }

  /** The hasty one is let go. A run that has taken it over meanwhile has it refined once more. */
  #replace(path: string, hasty: Representation, refined: Representation): void {
    const standing = this.#standing.get(path);
    if (standing === undefined) return;
    const representations = standing.representations.map((one) => (one === hasty ? refined : one));
    this.#standing = new Map(this.#standing).set(path, { basis: standing.basis, representations });
  }

  /** Writes the documents of a feed, and leaves them to those who compress. @param underway - what they are at. */
  async #begin(
    definition: FeedDefinition,
    snapshot: Snapshot,
    underway: Promise<unknown>[],
    laps: Laps,
  ): Promise<Begun> {
    await snapshot.prepare(definition.path);
    const plan = snapshot.plan(definition.path) ?? {
      definition,
      articles: [],
      withdrawn: [],
      history: { kind: 'live' },
    };
    const basis = basisOf(plan, snapshot.titles);
    const before = this.#standing.get(definition.path);
    if (before !== undefined && sameBasis(before.basis, basis)) {
      return { basis: before.basis, printing: before.representations };
    }
    const feed = await this.#fill(plan, snapshot);
    const printing: Promise<Representation>[] = [];
    for (const format of formats) {
      // Polls go on between two renderings.
      await breathe();
      await prepareFeed(feed, format);
      laps.end('rendering');
      if (underway.length >= ahead) await underway.shift();
      laps.end('compressing');
      const printed = this.#print(feed, plan, format, snapshot, this.#effort);
      // Whoever waits for it is told of its failure; until then nobody may.
      printed.catch(() => undefined);
      printing.push(printed);
      underway.push(printed);
    }
    return { basis, printing };
  }

  /** What was taken back says so, and that it will not come again: RFC 9110 section 15.5.11. */
  #page(page: PageOf, topic: string, snapshot: Snapshot): Promise<Representation> | undefined {
    const html = page(topic, snapshot);
    const gone = snapshot.article(topic) === undefined && snapshot.withdrawn(topic) !== undefined;
    return html?.then(async (text) => {
      const representation = await represent(topic, 'text/html; charset=utf-8', text);
      return gone ? { ...representation, status: 410 } : representation;
    });
  }

  async #fill(plan: FeedPlan, snapshot: Snapshot): Promise<Feed> {
    const feed = await snapshot.fill(plan);
    this.#remember(plan);
    const unfit = tellUnfit(feed, snapshot.out);
    if (unfit.length > 0) this.#unfit.set(plan.definition.path, unfit);
    else this.#unfit.delete(plan.definition.path);
    return feed;
  }

  #remember({ definition: { path, name }, history }: FeedPlan): void {
    if (name !== undefined && history.kind === 'live' && this.#register.knownFeeds().get(path) !== name)
      this.#register.recordFeed(path, name);
  }

  async #print(
    feed: Feed,
    plan: FeedPlan,
    format: Format,
    snapshot: Snapshot,
    effort: Effort,
  ): Promise<Representation> {
    const { representation, spoilt } = await printFeed(feed, format, this.#register, this.#clock(), effort);
    this.#spoilt.delete(representation.topic);
    if (spoilt.length > 0)
      this.#spoilt.set(
        representation.topic,
        spoilt.map((entry) => tell(entry, format, snapshot)),
      );
    return plan.history.kind === 'full' ? { ...representation, settled: true } : representation;
  }

  get use(): CacheUse {
    return this.#tail.use;
  }

  /** Articles that had to be left out of a document, and those that a partner would not take. */
  problems(): readonly Problem[] {
    return [...this.#spoilt.values(), ...this.#unfit.values()].flat();
  }
}

function tell(entry: Entry, format: Format, { out }: Snapshot): Problem {
  const file = out.find(({ id }) => id === entry.id)?.key ?? entry.permalink;
  const reason = `it is left out of ${format.file}, which nobody could read with it; simplify its title, summary and body`;
  return { file, reason, severity: 'error' };
}

function standingDefinitions({ catalogue }: Snapshot, most: number): readonly FeedDefinition[] {
  const wanted: FeedDefinition[] = [];
  for (const definition of catalogue.standing()) {
    if (wanted.push(definition) === most) break;
  }
  return wanted;
}

import { setImmediate as breathe } from 'node:timers/promises';
import type { Problem } from '../articles/problem.ts';
import { Outdated } from '../articles/source.ts';
import type { Clock } from '../clock.ts';
import type { Entry, Feed, FeedDefinition, Format } from '../feeds/feed.ts';
import { formats } from '../feeds/formats/formats.ts';
import { opmlType, writeOpml } from '../feeds/formats/opml.ts';
import { type Basis, basisOf, sameBasis } from './basis.ts';
import { ByteCache } from './cache.ts';
import type { EditionRegister } from './editions.ts';
import { printFeed, printText } from './print.ts';
import { represent } from './represent.ts';
import type { Representation } from './representation.ts';
import { arrangeShelf, type Kept, type Renderer, type Shelf } from './shelf.ts';
import type { Snapshot } from './snapshot.ts';

/** The HTML of the page at a topic, or undefined when there is none. */
export type PageOf = (topic: string, snapshot: Snapshot) => Promise<string> | undefined;

export interface PressParts {
  readonly register: EditionRegister;
  readonly clock: Clock;
  readonly page: PageOf;
  /** A request for the long tail found that articles have moved on. */
  readonly onOutdated: () => void;
}

/** Feeds that always stand ready: the site's, its sections' and those made by hand, unless there are very many. */
const standingFeeds = 100;

/** Bytes for the long tail. */
const tailKept = 32 * 1024 * 1024;

interface Standing {
  readonly basis: Basis;
  readonly representations: readonly Representation[];
}

/** Turns snapshots into shelves; what did not change from one to the next is not rendered again. */
export class Press {
  readonly #register: EditionRegister;
  readonly #clock: Clock;
  readonly #tail = new ByteCache<string, Kept>(tailKept);
  readonly #renderer: Renderer;
  readonly #spoilt = new Map<string, readonly Problem[]>();
  #standing: ReadonlyMap<string, Standing> = new Map();

  constructor({ register, clock, page, onOutdated }: PressParts) {
    this.#register = register;
    this.#clock = clock;
    this.#renderer = {
      feed: async (definition, format, snapshot) => {
        try {
          const feed = await snapshot.fill(definition);
          this.#remember(definition);
          return await this.#print(feed, format, snapshot);
        } catch (error) {
          if (error instanceof Outdated) onOutdated();
          throw error;
        }
      },
      page: (topic, snapshot) => {
        if (topic !== '/feeds.opml') {
          return page(topic, snapshot)?.then((html) => represent(topic, 'text/html; charset=utf-8', html));
        }
        const opml = writeOpml(snapshot.site, snapshot.catalogue.definitions.values());
        return printText(topic, `${opmlType}; charset=utf-8`, opml, undefined, register, clock());
      },
    };
  }

  /** @throws Outdated when the articles have moved on while they were rendered. */
  async run(snapshot: Snapshot): Promise<Shelf> {
    const standing = new Map<string, Standing>();
    const topics = new Map<string, Representation>();
    for (const definition of standingDefinitions(snapshot)) {
      const stand = await this.#stand(definition, snapshot);
      standing.set(definition.path, stand);
      for (const representation of stand.representations) topics.set(representation.topic, representation);
    }
    this.#standing = standing;
    return arrangeShelf(snapshot, topics, this.#tail, this.#renderer);
  }

  async #stand(definition: FeedDefinition, snapshot: Snapshot): Promise<Standing> {
    const basis = basisOf(definition, snapshot);
    const before = this.#standing.get(definition.path);
    if (before !== undefined && sameBasis(before.basis, basis)) return before;
    const feed = await snapshot.fill(definition);
    this.#remember(definition);
    const representations: Representation[] = [];
    for (const format of formats) {
      // Polls go on between two renderings.
      await breathe();
      representations.push(await this.#print(feed, format, snapshot));
    }
    return { basis, representations };
  }

  #remember({ path, name }: FeedDefinition): void {
    if (name !== undefined && this.#register.knownFeeds().get(path) !== name)
      this.#register.recordFeed(path, name);
  }

  async #print(feed: Feed, format: Format, snapshot: Snapshot): Promise<Representation> {
    const { representation, spoilt } = await printFeed(feed, format, this.#register, this.#clock());
    this.#spoilt.delete(representation.topic);
    if (spoilt.length > 0)
      this.#spoilt.set(
        representation.topic,
        spoilt.map((entry) => tell(entry, format, snapshot)),
      );
    return representation;
  }

  /** Articles that had to be left out of a document. */
  problems(): readonly Problem[] {
    return [...this.#spoilt.values()].flat();
  }
}

function tell(entry: Entry, format: Format, { out }: Snapshot): Problem {
  const file = out.find(({ id }) => id === entry.id)?.key ?? entry.permalink;
  const reason = `it is left out of ${format.file}, which nobody could read with it; simplify its title, summary and body`;
  return { file, reason, severity: 'error' };
}

function standingDefinitions({ catalogue }: Snapshot): readonly FeedDefinition[] {
  const wanted = [...catalogue.definitions.values()].filter(({ path }) => !/^\/(tags|authors)\//.test(path));
  return wanted.slice(0, standingFeeds);
}

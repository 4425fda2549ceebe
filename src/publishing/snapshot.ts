import type { Article } from '../articles/article.ts';
import type { Instant } from '../articles/instant.ts';
import type { Library } from '../articles/library.ts';
import { type Presence, presenceInSteps, type Turn } from '../articles/presence.ts';
import type { Site } from '../articles/site.ts';
import { finish, type Steps, stepLength } from '../articles/steps.ts';
import { encodePath } from '../feeds/address.ts';
import { assemble, type EntryOf } from '../feeds/assemble.ts';
import { type Catalogue, catalogueInSteps, type FeedRules } from '../feeds/catalogue.ts';
import { indexTitles, type Titles } from '../feeds/entry.ts';
import type { Feed, FeedDefinition, Tombstone } from '../feeds/feed.ts';
import type { FeedPlan } from '../feeds/plan.ts';
import { inBreaths } from './breaths.ts';
import { type Chronicle, type Compared, compareWithChronicle, type News } from './chronicle.ts';
import { PageIndex, topicAt } from './pageindex.ts';
import { Planning } from './planning.ts';

/** The publication at one instant: what is out, which feeds there are, and how to fill them. Never edited. */
export interface Snapshot extends Compared {
  readonly site: Site;
  readonly library: Library;
  readonly now: Instant;
  /** Newest first. */
  readonly out: readonly Article[];
  readonly presence: Presence;
  readonly catalogue: Catalogue;
  /** Headline to article, of those that are out. */
  readonly titles: Titles;
  /** The article whose page stands at a topic of this site. The first time that is asked takes long: see `indexPages`. */
  article(topic: string): Article | undefined;
  /** Does that before anyone asks, with a turn for others now and then. */
  indexPages(): Promise<void>;
  /** The topic of the feed that is served at a topic of a former system. */
  aliased(topic: string): string | undefined;
  /** What was taken back, by the topic of its page. */
  withdrawn(topic: string): Tombstone | undefined;
  /** Does what takes long of the plan of a feed, with a turn for others now and then. */
  prepare(path: string): Promise<void>;
  /** What the feed or archive page at a path shows; undefined where there is none. */
  plan(path: string): FeedPlan | undefined;
  archivePages(definition: FeedDefinition): readonly string[];
  readonly entryOf: EntryOf;
  fill(plan: FeedPlan): Promise<Feed>;
  /** Articles that are gone in such a number that they are not taken for withdrawn. */
  readonly gone: number;
}

export interface SnapshotParts {
  readonly site: Site;
  readonly rules: FeedRules;
  readonly library: Library;
  readonly now: Instant;
  readonly known: ReadonlyMap<string, string>;
  readonly chronicle: Chronicle;
  /** Whether anything was ever served at the path of a feed or archive page. */
  readonly served: (path: string) => boolean;
  /** Makes entries; is told the headlines that related links may point at. */
  readonly entryOf: (titles: Titles) => EntryOf;
  /** The snapshot before this one. */
  readonly previous?: Snapshot;
}

const day = 86_400_000;

/** Those of the snapshot before; not found through that, which must be let go. */
const lastPages = new WeakMap<Chronicle, PageIndex>();

/** Also writes into the chronicle what came out and what was taken back since the last one. */
export async function takeSnapshot(parts: SnapshotParts): Promise<Snapshot> {
  const { site, rules, library, now, known, chronicle, entryOf, previous } = parts;
  const { presence, news, gone, missing, absent } = await turnPage(library, now, chronicle, previous);
  const { out } = presence;
  let headlines: ReadonlyMap<string, Article> | undefined;
  const titles = () => {
    headlines ??= indexTitles(out);
    return headlines;
  };
  const feeds = await inBreaths(catalogueInSteps(out, site, rules, now, known, previous?.catalogue, news));
  const mourning = rules.withdrawn * day;
  const planning = new Planning({
    catalogue: feeds,
    ...(previous && { change: { before: previous.catalogue, news } }),
    absent,
    chronicle,
    served: parts.served,
    now,
    mourning,
  });
  const entries = entryOf(titles);
  let pages: PageIndex | undefined;
  const indexing = () => PageIndex.of(out, site, lastPages.get(chronicle));
  const aliases = new Map([...rules.aliases].map(([from, to]) => [encodePath(from), encodePath(to)]));
  let graves: ReadonlyMap<string, Tombstone> | undefined;
  return {
    site,
    library,
    now,
    out,
    presence,
    gone,
    missing,
    absent,
    catalogue: feeds,
    titles,
    article: (topic) => {
      pages ??= finish(indexing());
      lastPages.set(chronicle, pages);
      return pages.get(topic);
    },
    indexPages: async () => {
      pages ??= await inBreaths(indexing());
      lastPages.set(chronicle, pages);
    },
    aliased: (topic) => aliases.get(topic),
    withdrawn: (topic) => {
      graves ??= indexGraves(chronicle, site);
      return graves.get(topic);
    },
    prepare: (path) => inBreaths(planning.prepare(path)),
    plan: (path) => planning.plan(path),
    archivePages: (definition) => planning.archivePages(definition),
    entryOf: entries,
    fill: (plan) => assemble(plan, entries, site, rules.ttl),
  };
}

/** What is out now and what is new of that, and of what the chronicle then knows what the next snapshot is to know. */
async function turnPage(
  library: Library,
  now: Instant,
  chronicle: Chronicle,
  previous: Compared | undefined,
): Promise<Pick<Turn, 'presence' | 'news'> & Pick<News, 'gone' | 'missing' | 'absent'>> {
  const turn = await inBreaths(presenceInSteps(library, now, previous?.presence));
  const update = (): Promise<News> => inBreaths(updateChronicle(turn, chronicle, previous));
  const { gone, missing, absent } = await inTurn(chronicle, update);
  return { presence: turn.presence, news: turn.news, gone, missing, absent };
}

const turns = new WeakMap<Chronicle, Promise<unknown>>();

/**
 * One after the other: while new settings are tried, two publishers write into one chronicle, and what both find at once
 * would get one place twice.
 */
function inTurn<T>(chronicle: Chronicle, work: () => Promise<T>): Promise<T> {
  const result = (turns.get(chronicle) ?? Promise.resolve()).then(work);
  turns.set(
    chronicle,
    result.catch(() => undefined),
  );
  return result;
}

function* updateChronicle(turn: Turn, chronicle: Chronicle, previous: Compared | undefined): Steps<News> {
  const news = yield* compareWithChronicle(turn, chronicle, previous);
  // Without a turn for others, a first start with a hundred thousand articles would be a long one.
  for (let at = 0; at < news.appearances.length; at += stepLength) {
    if (at > 0) yield;
    chronicle.recordAppearances(news.appearances.slice(at, at + stepLength));
  }
  for (const id of news.returns) chronicle.recordReturn(id);
  for (const withdrawal of news.withdrawals) chronicle.recordWithdrawal(withdrawal);
  return news;
}

function indexGraves(chronicle: Chronicle, site: Site): ReadonlyMap<string, Tombstone> {
  const graves = new Map<string, Tombstone>();
  for (const withdrawal of chronicle.withdrawals().values()) {
    const topic = topicAt(chronicle.appearance(withdrawal.id)?.permalink ?? '', site);
    if (topic !== undefined) graves.set(topic, withdrawal);
  }
  return graves;
}

import type { Article } from '../articles/article.ts';
import type { Instant } from '../articles/instant.ts';
import type { Delta } from '../articles/sorted.ts';
import type { Steps } from '../articles/steps.ts';
import { archivePath, divide, parseArchivePath } from '../feeds/archive.ts';
import type { Catalogue } from '../feeds/catalogue.ts';
import type { FeedDefinition, Tombstone } from '../feeds/feed.ts';
import { latest } from '../feeds/order.ts';
import type { FeedPlan } from '../feeds/plan.ts';
import { profileFor } from '../feeds/profiles/profiles.ts';
import type { Selection } from '../feeds/selection.ts';
import type { Appearance, Chronicle } from './chronicle.ts';
import { type Change, Places, type Slots } from './places.ts';

export interface PlanningParts {
  readonly catalogue: Catalogue;
  /** The one before, and how what is out differs. */
  readonly change?: { readonly before: Catalogue; readonly news: Delta<Article> };
  /** Ids of what came out and is no longer out. */
  readonly absent: ReadonlySet<string>;
  readonly chronicle: Chronicle;
  readonly now: Instant;
  /** Whether anything was ever served at a path: a feed that a reader knows never turns into an error. */
  readonly served: (path: string) => boolean;
  /** For how long feeds tell of what was taken back, in milliseconds. */
  readonly mourning: number;
}

/** Tombstones in a feed at the most. */
const most = 100;

/** What one chronicle lets be kept: the place of an article never changes. */
const placesOf = new WeakMap<Chronicle, Places>();

/** Says what each live feed and archive page is to show. Made anew for every snapshot. */
export class Planning {
  readonly #parts: PlanningParts;
  readonly #places: Places;
  #ghosts: ReadonlyMap<string, readonly string[]> | undefined;

  constructor(parts: PlanningParts) {
    this.#parts = parts;
    this.#places = placesOf.get(parts.chronicle) ?? new Places(parts.chronicle);
    placesOf.set(parts.chronicle, this.#places);
  }

  /** What takes long of the plan of a live feed. */
  prepare(path: string): Steps<void> {
    return this.#places.prepare(path, this.#parts.catalogue.articles(path), this.#changeOf(path));
  }

  /** The plan of the feed or archive page at a path; undefined where there is none. */
  plan(path: string): FeedPlan | undefined {
    const live = this.#parts.catalogue.definitions.get(path);
    if (live !== undefined) return this.#planLive(live);
    const archive = parseArchivePath(path);
    const definition = archive && this.#parts.catalogue.definitions.get(archive.feed);
    if (archive === undefined || definition === undefined || !hasArchive(definition)) return undefined;
    return this.#planPage(definition, archive.page);
  }

  /** Paths of all pages of a feed's archive, the one that still grows included. */
  archivePages(definition: FeedDefinition): readonly string[] {
    if (!hasArchive(definition)) return [];
    const { full } = divide(this.#slotsOf(definition.path).count, definition.limit);
    return Array.from({ length: full + 1 }, (_, page) => archivePath(definition.path, page + 1));
  }

  #planLive(definition: FeedDefinition): FeedPlan {
    const { path, limit } = definition;
    const articles = this.#parts.catalogue.articles(path);
    if (!hasArchive(definition)) {
      const told = profileFor(definition.profile).deleted !== undefined;
      const withdrawn = told ? this.#withdrawnFrom((gone) => mayHavePicked(definition.selection, gone)) : [];
      return { definition, articles: latest(articles, definition), withdrawn, history: { kind: 'live' } };
    }
    const withdrawn = this.#withdrawnFrom(({ feeds }) => path === '' || feeds.includes(path));
    const slots = this.#slotsOf(path);
    const { archived, before } = divide(slots.count, limit);
    if (archived === 0) return { definition, articles, withdrawn, history: { kind: 'live' } };
    const previous = archivePath(path, archived);
    return {
      definition,
      articles: slots.slice(before),
      withdrawn,
      history: { kind: 'live', previous },
    };
  }

  #planPage(definition: FeedDefinition, page: number): FeedPlan | undefined {
    const { path, limit } = definition;
    const slots = this.#slotsOf(path);
    const { full } = divide(slots.count, limit);
    if (page > full + 1 && !this.#parts.served(archivePath(path, page))) return undefined;
    const before = Math.min(page - 1, full + 1);
    const kind = page <= full ? 'full' : 'growing';
    return {
      definition: { ...definition, path: archivePath(path, page) },
      articles: slots.slice((page - 1) * limit, page * limit),
      withdrawn: [],
      history: {
        kind,
        current: path,
        // From a page that there was when pages were shorter, the way back goes on with the last that there is.
        ...(before > 0 ? { previous: archivePath(path, before) } : {}),
        // A full page always names the next, so that its bytes stay when that one fills up.
        ...(kind === 'full' ? { next: archivePath(path, page + 1) } : {}),
      },
    };
  }

  #slotsOf(path: string): Slots {
    const articles = this.#parts.catalogue.articles(path);
    return this.#places.slots(path, articles, this.#ghostsByFeed().get(path) ?? [], this.#changeOf(path));
  }

  #changeOf(path: string): Change | undefined {
    const { change } = this.#parts;
    return change && { before: change.before.articles(path), news: change.news };
  }

  /** What came out and is no longer out keeps its slot, so that every later article stays on its page. */
  #ghostsByFeed(): ReadonlyMap<string, readonly string[]> {
    if (this.#ghosts !== undefined) return this.#ghosts;
    const ghosts = new Map<string, string[]>();
    for (const id of this.#parts.absent) {
      const appearance = this.#parts.chronicle.appearance(id);
      if (appearance === undefined) continue;
      for (const feed of ['', ...appearance.feeds]) {
        const list = ghosts.get(feed);
        if (list === undefined) ghosts.set(feed, [id]);
        else list.push(id);
      }
    }
    this.#ghosts = ghosts;
    return ghosts;
  }

  #withdrawnFrom(showed: (gone: Appearance) => boolean): readonly Tombstone[] {
    const { chronicle, now, mourning } = this.#parts;
    const told: Tombstone[] = [];
    for (const { id, at, reason } of chronicle.withdrawals().values()) {
      const gone = chronicle.appearance(id);
      if (gone === undefined || now >= at + mourning || !showed(gone)) continue;
      told.push({ id, at, reason, permalink: gone.permalink });
    }
    return told.sort((a, b) => b.at - a.at || (a.id < b.id ? -1 : 1)).slice(0, most);
  }
}

/** As far as is still known: a partner that is told of what it never had passes it over. */
function mayHavePicked({ sections, tags, authors }: Selection, { feeds }: Appearance): boolean {
  const wanted = { sections, tags, authors };
  return Object.entries(wanted).every(
    ([folder, slugs]) => slugs === undefined || slugs.some((slug) => feeds.includes(`/${folder}/${slug}`)),
  );
}

/** Feeds made by hand pick by rules that may change with time, and show the newest only. */
function hasArchive({ path }: FeedDefinition): boolean {
  return !path.startsWith('/feeds/');
}

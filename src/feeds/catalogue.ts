import type { Article } from '../articles/article.ts';
import type { Instant } from '../articles/instant.ts';
import type { Site } from '../articles/site.ts';
import type { Delta } from '../articles/sorted.ts';
import { finish, type Steps } from '../articles/steps.ts';
import { wordsFor } from '../words/words.ts';
import { encodePath } from './address.ts';
import { type CatalogueIndex, nextIndex } from './catalogueindex.ts';
import type { FeedDefinition } from './feed.ts';
import { type Kind, termKinds } from './kinds.ts';
import type { FeedOrder } from './order.ts';
import { partnerRules } from './partnerrules.ts';
import type { ProfileOptions } from './profiles/profile.ts';
import type { Selection } from './selection.ts';

/** What is told of feeds beyond their articles: which there are, and how long. */
export interface FeedRules {
  readonly limit: number;
  readonly content: 'full' | 'summary';
  /** Minutes. */
  readonly ttl: number;
  /** Which terms get feeds: all, none, or those named. */
  readonly sections: boolean | readonly string[];
  readonly tags: boolean | readonly string[];
  readonly authors: boolean | readonly string[];
  readonly made: readonly MadeFeed[];
  /** Days for which feeds tell of what was taken back. */
  readonly withdrawn: number;
  /** Hours after which it is alarming that the site has nothing newer; never, without it. */
  readonly staleAfter?: number;
  /** Addresses of a former system, and the feed that is served there; both as decoded paths. */
  readonly aliases: ReadonlyMap<string, string>;
}

/** A feed made by hand, at `/feeds/NAME/`. */
export interface MadeFeed {
  readonly name: string;
  readonly title: string;
  readonly description?: string;
  readonly selection: Selection;
  readonly limit?: number;
  readonly content?: 'full' | 'summary';
  /** Which articles are its newest, those published or those changed last; `published` without it. */
  readonly order?: FeedOrder;
  /** Hours after which it is alarming that it has nothing newer; never, without it. */
  readonly staleAfter?: number;
  /** For whom it is made. */
  readonly profile?: ProfileOptions;
}

/** Which feeds exist, and the articles of each. */
export interface Catalogue {
  /** By path; the site's own first, then sections, made feeds, authors, tags, each in the order of their names. */
  readonly definitions: Definitions;
  /** The feeds that most readers have: all but those of authors and tags, in the same order. */
  standing(): Iterable<FeedDefinition>;
  /** All that the feed's selection picks, newest first, beyond its limit too; the same list as long as nothing in it changed. */
  articles(path: string): readonly Article[];
  /** What the next catalogue is made from, so that an edit costs what it touches and not what there is. */
  readonly index: CatalogueIndex;
}

/** Made when they are asked for: there may be as many as there are tags. */
export type Definitions = Pick<ReadonlyMap<string, FeedDefinition>, 'get' | 'has' | 'values' | 'size'>;

/**
 * @param articles - those that are out, newest first.
 * @param known - feeds that there once were, path to title.
 * @param previous - the catalogue before this one, of the same site and rules.
 * @param news - how the articles of the two differ, where that is known.
 */
export function* catalogueInSteps(
  articles: readonly Article[],
  site: Site,
  rules: FeedRules,
  now: Instant,
  known: ReadonlyMap<string, string> = new Map(),
  previous?: Catalogue,
  news?: Delta<Article>,
): Steps<Catalogue> {
  const kinds = termKinds(rules, wordsFor(site.language));
  let count: number | undefined;
  const index = yield* nextIndex(articles, site, rules, now, kinds, previous?.index, news);
  const base = { limit: rules.limit, content: rules.content };
  const { title, description } = site;
  const whole = { ...base, path: '', title, description, selection: {}, page: `${site.url}/` };
  const made = new Map(
    rules.made.map((feed, nth) => {
      const definition = madeFeed(feed);
      return [definition.path, { definition, picked: index.made[nth] ?? [] }] as const;
    }),
  );
  return {
    index,
    definitions: {
      get,
      has: (path) => get(path) !== undefined,
      values: () => definitions(() => true),
      get size() {
        count ??= countDefinitions();
        return count;
      },
    },
    standing: () => definitions(({ folder }) => folder === 'sections'),
    articles: (path) =>
      path === '' ? index.articles : (made.get(path)?.picked ?? locate(path)?.entry?.picked ?? []),
  };

  function get(path: string): FeedDefinition | undefined {
    if (path === '') return whole;
    const { kind, slug = '', entry } = locate(path) ?? {};
    if (kind === undefined) return made.get(path)?.definition;
    const name = entry?.term.name ?? known.get(path);
    return name === undefined ? undefined : termFeed(kind, slug, name);
  }

  function locate(path: string) {
    const place = kinds.findIndex(({ below, rule }) => rule !== false && path.startsWith(below));
    const kind = kinds[place];
    if (kind === undefined) return undefined;
    const slug = path.slice(kind.below.length);
    return { kind, slug, entry: index.terms[place]?.get(slug) };
  }

  function* definitions(isWanted: (kind: Kind) => boolean): IterableIterator<FeedDefinition> {
    yield whole;
    for (const [place, kind] of kinds.entries()) {
      if (kind.folder === 'authors') for (const { definition } of made.values()) yield definition;
      if (!isWanted(kind)) continue;
      for (const { slug, name } of index.terms[place]?.terms ?? []) yield termFeed(kind, slug, name);
    }
    for (const [place, kind] of kinds.entries()) {
      if (!isWanted(kind)) continue;
      for (const slug of formerTerms(place)) yield termFeed(kind, slug, known.get(kind.below + slug) ?? slug);
    }
  }

  /** Slugs of a kind that once had a feed and now have no article. */
  function* formerTerms(place: number): IterableIterator<string> {
    const kind = kinds[place];
    if (kind === undefined || kind.rule === false) return;
    const { below } = kind;
    const terms = index.terms[place];
    // Each run asks for sections, and there may be as many paths as there are tags: little is done for each.
    for (const path of known.keys()) {
      if (!path.startsWith(below)) continue;
      const slug = path.slice(below.length);
      if (terms?.get(slug) === undefined) yield slug;
    }
  }

  /** Without making them. */
  function countDefinitions(): number {
    let found = 1 + made.size;
    for (const [place, { terms }] of index.terms.entries()) {
      found += terms.length;
      for (const _ of formerTerms(place)) found += 1;
    }
    return found;
  }

  function termFeed({ folder, describe }: Kind, slug: string, name: string): FeedDefinition {
    const path = `/${folder}/${slug}`;
    return {
      ...base,
      path,
      name,
      title: `${site.title}: ${name}`,
      description: describe(name),
      selection: { [folder]: [slug] },
      page: site.url + encodePath(path),
    };
  }

  function madeFeed(made: MadeFeed): FeedDefinition {
    const path = `/feeds/${made.name}`;
    return {
      ...partnerRules(made, rules),
      path,
      name: made.title,
      title: `${site.title}: ${made.title}`,
      description: made.description ?? made.title,
      page: site.url + encodePath(path),
      profile: made.profile,
      ...(made.order === undefined ? {} : { order: made.order }),
    };
  }
}

/** All at once. */
export function catalogue(...parts: Parameters<typeof catalogueInSteps>): Catalogue {
  return finish(catalogueInSteps(...parts));
}

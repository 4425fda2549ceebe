import type { Article, Term } from '../articles/article.ts';
import type { Instant } from '../articles/instant.ts';
import type { Site } from '../articles/site.ts';
import { authorSlug } from '../articles/slug.ts';
import { wordsFor } from '../words/words.ts';
import { encodePath } from './address.ts';
import type { FeedDefinition } from './feed.ts';
import type { FeedOrder } from './order.ts';
import type { ProfileOptions } from './profiles/profile.ts';
import { profileFor } from './profiles/profiles.ts';
import { mismatch, type Selection } from './selection.ts';
import { applyDelta, compareLists, indexTerms, type TermIndex, type TermsOf, updateTerms } from './terms.ts';

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
  readonly definitions: ReadonlyMap<string, FeedDefinition>;
  /** All that the feed's selection picks, newest first, beyond its limit too; the same list as long as nothing in it changed. */
  articles(path: string): readonly Article[];
  /** What the next catalogue is made from, so that an edit costs what it touches and not what there is. */
  readonly index: CatalogueIndex;
}

interface CatalogueIndex {
  readonly rules: FeedRules;
  readonly articles: readonly Article[];
  readonly terms: readonly TermIndex[];
  readonly made: readonly (readonly Article[])[];
}

/**
 * @param articles - those that are out, newest first.
 * @param known - feeds that there once were, path to title.
 * @param previous - the catalogue before this one, of the same site and rules.
 */
export function catalogue(
  articles: readonly Article[],
  site: Site,
  rules: FeedRules,
  now: Instant,
  known: ReadonlyMap<string, string> = new Map(),
  previous?: Catalogue,
): Catalogue {
  const kinds = termKinds(rules, wordsFor(site.language));
  const index = nextIndex(articles, site, rules, now, kinds, previous?.index);
  const definitions = new Map<string, FeedDefinition>();
  const shelves = new Map<string, readonly Article[]>();
  const add = (definition: FeedDefinition, picked: readonly Article[]) => {
    definitions.set(definition.path, definition);
    shelves.set(definition.path, picked);
  };
  const base = { limit: rules.limit, content: rules.content };
  const { title, description } = site;
  add({ ...base, path: '', title, description, selection: {}, page: `${site.url}/` }, index.articles);
  for (const [place, kind] of kinds.entries()) {
    if (kind.folder === 'authors') {
      for (const [nth, made] of rules.made.entries()) add(madeFeed(made), index.made[nth] ?? []);
    }
    for (const [slug, { term, picked }] of index.terms[place] ?? []) {
      const path = `/${kind.folder}/${slug}`;
      const before = previous?.definitions.get(path);
      add(before?.name === term.name ? before : termFeed(kind, slug, term.name), picked);
    }
  }
  for (const [path, name] of known) {
    const kind = kinds.find(({ folder }) => path.startsWith(`/${folder}/`));
    if (kind === undefined || kind.rule === false || definitions.has(path)) continue;
    add(termFeed(kind, path.slice(kind.folder.length + 2), name), []);
  }
  return { definitions, articles: (path) => shelves.get(path) ?? [], index };

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

function nextIndex(
  articles: readonly Article[],
  site: Site,
  rules: FeedRules,
  now: Instant,
  kinds: readonly Kind[],
  before: CatalogueIndex | undefined,
): CatalogueIndex {
  const known = before?.rules === rules ? before : undefined;
  const delta = known && compareLists(known.articles, articles);
  const same = delta !== undefined && delta.added.size + delta.removed.size === 0;
  const fits = (selection: Selection) => (article: Article) =>
    mismatch(selection, article, site.language, now) === undefined;
  return {
    rules,
    articles: same && known !== undefined ? known.articles : articles,
    terms: kinds.map(({ rule, terms }, place) => {
      const before = known?.terms[place];
      if (rule === false) return new Map();
      return delta && before ? updateTerms(before, delta, terms) : indexTerms(articles, terms);
    }),
    made: rules.made.map((made, nth) => {
      const { selection } = partnerRules(made, rules);
      const before = known?.made[nth];
      // What the passing of time takes away cannot be told from a change of articles alone.
      if (delta === undefined || before === undefined || selection.hours !== undefined) {
        return articles.filter(fits(selection));
      }
      return applyDelta(before, delta.removed, [...delta.added].filter(fits(selection)));
    }),
  };
}

/** What a feed made by hand picks and shows, within what its partner takes. */
function partnerRules(
  { selection, limit, content, profile: options }: MadeFeed,
  rules: FeedRules,
): Pick<FeedDefinition, 'selection' | 'limit' | 'content' | 'language'> {
  const profile = profileFor(options);
  const { hours = Number.POSITIVE_INFINITY, languages = [] } = selection;
  const oldest = Math.min(hours, profile.hours ?? hours);
  return {
    selection: Number.isFinite(oldest) ? { ...selection, hours: oldest } : selection,
    limit: Math.min(limit ?? rules.limit, profile.limit ?? Number.POSITIVE_INFINITY),
    content: content ?? (profile.full ? 'full' : rules.content),
    // Partners take one language a feed; readers go by what each entry says.
    language: options !== undefined && languages.length === 1 ? languages[0] : undefined,
  };
}

interface Kind {
  readonly folder: 'sections' | 'authors' | 'tags';
  readonly rule: boolean | readonly string[];
  readonly terms: (article: Article) => readonly Term[];
  readonly describe: (name: string) => string;
}

function termKinds(rules: FeedRules, words: ReturnType<typeof wordsFor>): readonly Kind[] {
  return [
    {
      folder: 'sections',
      rule: rules.sections,
      terms: allowed(rules.sections, ({ section }) => (section === undefined ? [] : [section])),
      describe: words.feedOfSection,
    },
    {
      folder: 'authors',
      rule: rules.authors,
      terms: allowed(rules.authors, ({ authors }) =>
        authors.map(({ name }) => ({ name, slug: authorSlug(name) })),
      ),
      describe: words.feedOfAuthor,
    },
    {
      folder: 'tags',
      rule: rules.tags,
      terms: allowed(rules.tags, ({ tags }) => tags),
      describe: words.feedOfTag,
    },
  ];
}

/** Only the terms that are to have feeds. */
function allowed(rule: Kind['rule'], termsOf: TermsOf): TermsOf {
  if (typeof rule === 'boolean') return termsOf;
  const wanted = new Set(rule);
  return (article) => termsOf(article).filter(({ slug }) => wanted.has(slug));
}

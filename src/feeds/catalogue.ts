import type { Article, Term } from '../articles/article.ts';
import type { Instant } from '../articles/instant.ts';
import type { Site } from '../articles/site.ts';
import { authorSlug } from '../articles/slug.ts';
import { wordsFor } from '../words/words.ts';
import { encodePath } from './address.ts';
import type { FeedDefinition } from './feed.ts';
import { mismatch, type Selection } from './selection.ts';

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
}

/** A feed made by hand, at `/feeds/NAME/`. */
export interface MadeFeed {
  readonly name: string;
  readonly title: string;
  readonly description?: string;
  readonly selection: Selection;
  readonly limit?: number;
  readonly content?: 'full' | 'summary';
}

/** Which feeds exist, and the articles of each, newest first. */
export interface Catalogue {
  /** By path; the site's own first, then sections, made feeds, authors, tags, each in the order of their names. */
  readonly definitions: ReadonlyMap<string, FeedDefinition>;
  /** All that the feed's selection picks, beyond its limit too. */
  articles(path: string): readonly Article[];
}

/** @param articles - those that are out, newest first. @param known - feeds that there once were, path to title. */
export function catalogue(
  articles: readonly Article[],
  site: Site,
  rules: FeedRules,
  now: Instant,
  known: ReadonlyMap<string, string> = new Map(),
): Catalogue {
  const definitions = new Map<string, FeedDefinition>();
  const shelves = new Map<string, readonly Article[]>();
  const add = (definition: FeedDefinition, picked: readonly Article[]) => {
    definitions.set(definition.path, definition);
    shelves.set(definition.path, picked);
  };
  const words = wordsFor(site.language);
  const base = { limit: rules.limit, content: rules.content };
  add(
    {
      ...base,
      path: '',
      title: site.title,
      description: site.description,
      selection: {},
      page: `${site.url}/`,
    },
    articles,
  );

  const kinds = termKinds(rules, words);
  const sorted = kinds.map((kind) => [kind, collect(articles, kind)] as const);
  for (const [kind, terms] of sorted) {
    if (kind.folder === 'authors') addMade();
    for (const { term, picked } of terms) {
      const path = `/${kind.folder}/${term.slug}`;
      add(termFeed(path, term.name, kind.describe(term.name), { [kind.folder]: [term.slug] }), picked);
    }
  }
  for (const [path, name] of known) {
    const kind = kinds.find(({ folder }) => path.startsWith(`/${folder}/`));
    if (kind === undefined || kind.rule === false || definitions.has(path)) continue;
    add(
      termFeed(path, name, kind.describe(name), { [kind.folder]: [path.slice(kind.folder.length + 2)] }),
      [],
    );
  }
  return { definitions, articles: (path) => shelves.get(path) ?? [] };

  function termFeed(path: string, name: string, description: string, selection: Selection): FeedDefinition {
    const page = `${site.url}${encodePath(path)}`;
    return { ...base, path, name, title: `${site.title}: ${name}`, description, selection, page };
  }

  function addMade(): void {
    for (const { name, title, description = title, selection, limit, content } of rules.made) {
      const picked = articles.filter(
        (article) => mismatch(selection, article, site.language, now) === undefined,
      );
      const path = `/feeds/${name}`;
      const own = { limit: limit ?? rules.limit, content: content ?? rules.content };
      add(
        {
          ...own,
          path,
          name: title,
          title: `${site.title}: ${title}`,
          description,
          selection,
          page: `${site.url}${encodePath(path)}`,
        },
        picked,
      );
    }
  }
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
      terms: ({ section }) => (section === undefined ? [] : [section]),
      describe: words.feedOfSection,
    },
    {
      folder: 'authors',
      rule: rules.authors,
      terms: ({ authors }) => authors.map(({ name }) => ({ name, slug: authorSlug(name) })),
      describe: words.feedOfAuthor,
    },
    { folder: 'tags', rule: rules.tags, terms: ({ tags }) => tags, describe: words.feedOfTag },
  ];
}

/** A term is called what its newest article calls it. */
function collect(articles: readonly Article[], { rule, terms }: Kind): { term: Term; picked: Article[] }[] {
  if (rule === false) return [];
  const allowed = rule === true ? undefined : new Set(rule);
  const found = new Map<string, { term: Term; picked: Article[] }>();
  for (const article of articles) {
    for (const term of terms(article)) {
      if (allowed !== undefined && !allowed.has(term.slug)) continue;
      const known = found.get(term.slug);
      if (known === undefined) found.set(term.slug, { term, picked: [article] });
      else if (known.picked.at(-1) !== article) known.picked.push(article);
    }
  }
  return [...found.values()].sort((a, b) => (a.term.slug < b.term.slug ? -1 : 1));
}

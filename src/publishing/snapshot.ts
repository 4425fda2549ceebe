import { type Article, isOut } from '../articles/article.ts';
import type { Instant } from '../articles/instant.ts';
import type { Library } from '../articles/library.ts';
import type { Site } from '../articles/site.ts';
import { decodePath, encodePath } from '../feeds/address.ts';
import { assemble, type EntryOf } from '../feeds/assemble.ts';
import { type Catalogue, catalogue, type FeedRules } from '../feeds/catalogue.ts';
import { indexTitles } from '../feeds/entry.ts';
import type { Feed, FeedDefinition } from '../feeds/feed.ts';

/** The publication at one instant: what is out, which feeds there are, and how to fill them. Never edited. */
export interface Snapshot {
  readonly site: Site;
  readonly library: Library;
  readonly now: Instant;
  /** Newest first. */
  readonly out: readonly Article[];
  readonly catalogue: Catalogue;
  /** Headline to article, of those that are out. */
  readonly titles: ReadonlyMap<string, Article>;
  /** The article whose page stands at a topic of this site. */
  article(topic: string): Article | undefined;
  readonly entryOf: EntryOf;
  fill(definition: FeedDefinition): Promise<Feed>;
}

export interface SnapshotParts {
  readonly site: Site;
  readonly rules: FeedRules;
  readonly library: Library;
  readonly now: Instant;
  readonly known: ReadonlyMap<string, string>;
  /** Makes entries; is told the headlines that related links may point at. */
  readonly entryOf: (titles: ReadonlyMap<string, Article>) => EntryOf;
}

export function takeSnapshot({ site, rules, library, now, known, entryOf }: SnapshotParts): Snapshot {
  const out = library.articles.filter((article) => isOut(article, now));
  const titles = indexTitles(out);
  const feeds = catalogue(out, site, rules, now, known);
  const entries = entryOf(titles);
  let pages: ReadonlyMap<string, Article> | undefined;
  return {
    site,
    library,
    now,
    out,
    catalogue: feeds,
    titles,
    article: (topic) => {
      pages ??= indexPages(out, site);
      return pages.get(topic);
    },
    entryOf: entries,
    fill: (definition) => assemble(definition, feeds.articles(definition.path), entries, site, rules.ttl),
  };
}

/** Articles that have their page here, by topic; those with a permalink elsewhere have none. */
function indexPages(out: readonly Article[], site: Site): ReadonlyMap<string, Article> {
  const pages = new Map<string, Article>();
  for (const article of out) {
    if (!article.permalink.startsWith(`${site.url}/`)) continue;
    const path = decodePath(article.permalink.slice(site.url.length).replace(/[?#].*$/, ''));
    if (path !== undefined) pages.set(encodePath(path.length > 1 ? path.replace(/\/$/, '') : path), article);
  }
  return pages;
}

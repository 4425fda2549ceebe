import type { Article } from '../articles/article.ts';
import type { Site } from '../articles/site.ts';
import { encodePath } from './address.ts';
import type { Entry, Feed, FeedDefinition, FeedLinks } from './feed.ts';

/** What an article looks like in feeds, or undefined when its content cannot be had. */
export type EntryOf = (article: Article) => Promise<Entry | undefined>;

/**
 * Fills a definition.
 * @param articles - those that the definition picks, newest first.
 * @param ttl - minutes.
 */
export async function assemble(
  definition: FeedDefinition,
  articles: readonly Article[],
  entryOf: EntryOf,
  site: Site,
  ttl: number,
): Promise<Feed> {
  const entries: Entry[] = [];
  for (const article of articles.slice(0, definition.limit)) {
    const entry = await entryOf(article);
    if (entry !== undefined) entries.push(definition.content === 'full' ? entry : withoutBody(entry));
  }
  return {
    definition,
    site,
    entries,
    updated: entries.reduce((newest, { updated }) => Math.max(newest, updated), 0),
    ttl,
    links: feedLinks(definition, site),
  };
}

const summaries = new WeakMap<Entry, Entry>();

function withoutBody(entry: Entry): Entry {
  const summary = summaries.get(entry) ?? { ...entry, html: undefined };
  summaries.set(entry, summary);
  return summary;
}

function feedLinks(definition: FeedDefinition, site: Site): FeedLinks {
  const base = site.url + encodePath(definition.path);
  return {
    self: { rss: `${base}/rss.xml`, atom: `${base}/atom.xml`, json: `${base}/feed.json` },
    stylesheet: `${new URL(site.url).pathname.replace(/\/$/, '')}/feed.css`,
  };
}

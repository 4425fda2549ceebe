import type { Article } from '../articles/article.ts';
import type { Site } from '../articles/site.ts';
import { encodePath } from './address.ts';
import type { Entry, Feed, FeedLinks, FormatAddresses } from './feed.ts';
import type { FeedPlan } from './plan.ts';
import { fitEntries, profileFor } from './profiles/profiles.ts';

/** What an article looks like in feeds, or undefined when its content cannot be had. */
export type EntryOf = (article: Article) => Promise<Entry | undefined>;

/** Fills a plan. @param ttl - minutes. */
export async function assemble(plan: FeedPlan, entryOf: EntryOf, site: Site, ttl: number): Promise<Feed> {
  const { definition, articles, withdrawn, history } = plan;
  const all = await entriesOf(articles, entryOf);
  const found = definition.content === 'full' ? all : all.map(withoutBody);
  const frame = { site, language: definition.language ?? site.language };
  const { entries, unfit } = fitEntries(found, profileFor(definition.profile), frame);
  const changes = [...entries.map(({ updated }) => updated), ...withdrawn.map(({ at }) => at)];
  return {
    definition,
    site,
    entries,
    updated: changes.reduce((newest, change) => Math.max(newest, change), 0),
    ttl,
    links: feedLinks(plan, site),
    archive: history.kind !== 'live',
    withdrawn,
    unfit,
  };
}

/** Articles whose bodies are read while others are rendered. */
const atOnce = 4;

async function entriesOf(articles: readonly Article[], entryOf: EntryOf): Promise<readonly Entry[]> {
  const entries: (Entry | undefined)[] = articles.map(() => undefined);
  const waiting = articles.entries();
  const work = async (): Promise<void> => {
    for (const [index, article] of waiting) entries[index] = await entryOf(article);
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return entries.filter((entry) => entry !== undefined);
}

const summaries = new WeakMap<Entry, Entry>();

function withoutBody(entry: Entry): Entry {
  const summary = summaries.get(entry) ?? { ...entry, html: undefined };
  summaries.set(entry, summary);
  return summary;
}

function feedLinks({ definition, history }: FeedPlan, site: Site): FeedLinks {
  const addresses = (path: string | undefined): FormatAddresses | undefined =>
    path === undefined ? undefined : formatAddresses(path, site);
  return {
    self: formatAddresses(definition.path, site),
    current: addresses(history.current),
    previous: addresses(history.previous),
    next: addresses(history.next),
    stylesheet: `${new URL(site.url).pathname.replace(/\/$/, '')}/feed.css`,
  };
}

function formatAddresses(path: string, site: Site): FormatAddresses {
  const base = site.url + encodePath(path);
  return { rss: `${base}/rss.xml`, atom: `${base}/atom.xml`, json: `${base}/feed.json` };
}

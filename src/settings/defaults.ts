import { basename, dirname, join } from 'node:path';
import type { FeedRules, MadeFeed } from '../feeds/catalogue.ts';
import type { Layer } from './layer.ts';
import { profileOptions } from './partners.ts';
import type { PartialSettings } from './schema.ts';
import type { Settings } from './settings.ts';

/** Names of folders that tell how articles are stored and nothing of what they are about. */
const plainNames =
  /^(|_?articles?|_?posts?|content|contents|data|docs|dist|public|src|source|site|stories|texts?|www)$/i;

/** Settings with everything filled in, and where each came from. */
export function complete(
  layer: Layer,
  folder: string,
): { readonly settings: Settings; readonly origins: Map<string, string> } {
  const { site = {}, articles = {}, feeds = {}, cache = {}, listen = {}, ...rest } = layer.values;
  const origins = new Map(layer.origins);
  const port = listen.port ?? 3000;
  const url = site.url ?? `http://localhost:${port}`;
  const named = readable(basename(folder));
  const title = site.title ?? named ?? 'Courant';
  if (site.url === undefined) origins.set('site.url', 'default, from the port');
  if (site.title === undefined && named !== undefined)
    origins.set('site.title', 'default, from the name of the folder');
  origins.set('folder', origins.get('folder') ?? 'default');
  const settings: Settings = {
    site: {
      url,
      title,
      description: site.description ?? `The newest articles from ${title}`,
      language: site.language ?? 'en',
      timezone: site.timezone ?? 'UTC',
      authors: site.authors ?? [],
      ...(site.copyright === undefined ? {} : { copyright: site.copyright }),
      ...absolute({ icon: site.icon, logo: site.logo, image: site.image }, url),
    },
    folder,
    data: rest.data ?? join(dirname(folder), '.courant'),
    listen: { port, host: listen.host ?? '127.0.0.1' },
    articles: {
      permalink: articles.permalink ?? '/articles/{slug}',
      defaults: Object.entries(articles.defaults ?? {}).map(([name, values]) => ({ folder: name, values })),
    },
    feeds: feedRules(feeds),
    schedule: rest.schedule ?? '*/5 * * * *',
    watch: rest.watch ?? true,
    logLevel: rest['log-level'] ?? 'info',
    cache: {
      maxAge: cache['max-age'] ?? 300,
      staleWhileRevalidate: cache['stale-while-revalidate'] ?? 600,
      staleIfError: cache['stale-if-error'] ?? 86_400,
    },
  };
  return { settings, origins };
}

function feedRules(feeds: NonNullable<PartialSettings['feeds']>): FeedRules {
  return {
    limit: feeds.limit ?? 30,
    content: feeds.content ?? 'full',
    ttl: feeds.ttl ?? 15,
    sections: feeds.sections ?? true,
    tags: feeds.tags ?? true,
    authors: feeds.authors ?? true,
    withdrawn: feeds.withdrawn ?? 30,
    ...given({ staleAfter: feeds['stale-after'] }),
    aliases: new Map(Object.entries(feeds.aliases ?? {})),
    made: (feeds.made ?? []).map((feed): MadeFeed => {
      const { name, title, description, limit, content, order, 'stale-after': staleAfter, ...rest } = feed;
      const { profile, podcast, smartnews, ...selection } = rest;
      const made = { name, title: title ?? readable(name) ?? name, selection };
      const options = profileOptions({ profile, podcast, smartnews });
      return { ...made, ...given({ description, limit, content, order, staleAfter, profile: options }) };
    }),
  };
}

/** `daily-news` as people write it: `Daily news`. */
function readable(name: string): string | undefined {
  if (plainNames.test(name)) return undefined;
  const words = name.replace(/[-_.\s]+/g, ' ').trim();
  return words === '' ? undefined : words.charAt(0).toUpperCase() + words.slice(1);
}

function absolute(
  pictures: Readonly<Record<string, string | undefined>>,
  site: string,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(pictures).flatMap(([name, address]) => {
      if (address === undefined) return [];
      return [[name, address.startsWith('/') ? `${site}${address}` : address]];
    }),
  );
}

function given<T extends object>(values: T): Partial<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<T>;
}

import { rfc3339 } from '../../articles/instant.ts';
import type { Site } from '../../articles/site.ts';
import { type Entry, type Feed, type Format, type Fragment, fragmentOf, type Pieces } from '../feed.ts';
import { composeBody } from './body.ts';
import { jsonFrame, jsonItem } from './writer.ts';

/** JSON Feed 1.1 (jsonfeed.org/version/1.1). */
export const json: Format = {
  name: 'json',
  file: 'feed.json',
  mediaType: 'application/feed+json',
  write: writeJson,
};

const items = new WeakMap<Entry, Fragment>();

function writeJson(feed: Feed): Pieces {
  const { definition, site, links } = feed;
  const frame = jsonFrame({
    id: links.self.json,
    title: definition.title,
    link: definition.page,
    description: definition.description,
    updated: new Date(feed.updated),
    language: site.language,
    ttl: feed.ttl,
    image: site.logo ?? site.image ?? site.icon,
  });
  const { version, items: none, ...rest } = frame;
  void version;
  void none;
  const head = JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    ...rest,
    feed_url: links.self.json,
    next_url: links.previous?.json,
    favicon: site.icon,
    language: definition.language ?? site.language,
    authors: [{ name: site.title, url: `${site.url}/` }],
  });
  return {
    head: `${head.slice(0, -1)},"items":[\n`,
    fragments: feed.entries.map((entry) => remember(entry, site)),
    between: ',\n',
    tail: '\n]}\n',
    shell: ['{"items":[', ']}'],
  };
}

function remember(entry: Entry, site: Site): Fragment {
  const known = items.get(entry) ?? fragmentOf(JSON.stringify(writeItem(entry, site)));
  items.set(entry, known);
  return known;
}

function writeItem(entry: Entry, site: Site): Record<string, unknown> {
  const authors = entry.authors.map(({ name, url }) => ({ name, url }));
  // An article may be nothing but its summary.
  const body = entry.html === undefined ? '' : composeBody(entry, entry.html, site.language);
  const html = body === '' ? undefined : body;
  const { content_html, author, ...item } = jsonItem({
    id: entry.id,
    title: entry.title,
    link: entry.permalink,
    summary: entry.summary,
    html,
    published: new Date(entry.published),
    updated: new Date(entry.updated),
    authors: authors.map(({ name, url }) => ({ name, link: url })),
  });
  return {
    ...item,
    // Without a body the library passes the summary off as HTML; it is plain text.
    ...(html === undefined ? { content_text: entry.summary, summary: entry.summary } : { content_html }),
    date_published: rfc3339(entry.published),
    date_modified: rfc3339(entry.updated),
    authors: authors.length === 0 ? undefined : authors,
    // Version 1 readers know no other.
    author: authors.length === 0 ? undefined : author,
    tags: topics(entry),
    language: entry.foreign ? entry.language : undefined,
    image: entry.image?.url,
    attachments: attachments(entry),
  };
}

function topics({ section, tags }: Entry): string[] | undefined {
  const names = new Set([...(section === undefined ? [] : [section.name]), ...tags.map(({ name }) => name)]);
  return names.size === 0 ? undefined : [...names];
}

function attachments({ enclosures, image }: Entry): unknown[] | undefined {
  const list: unknown[] = enclosures.map(({ url, type, length, title, duration }) => ({
    url,
    mime_type: type,
    title,
    size_in_bytes: length,
    duration_in_seconds: duration,
  }));
  if (image?.type !== undefined) {
    list.push({
      url: image.url,
      mime_type: image.type,
      title: image.caption ?? image.alt,
      size_in_bytes: image.length,
    });
  }
  return list.length === 0 ? undefined : list;
}

import type { Site } from '../../src/articles/site.ts';
import { type Entry, type Feed, type FeedDefinition, type Format, joinPieces } from '../../src/feeds/feed.ts';

export const site: Site = {
  url: 'https://paper.example',
  title: 'The Paper',
  description: 'News of the town',
  language: 'en',
  timezone: 'UTC',
  authors: [],
};

export function definition(own: Partial<FeedDefinition> = {}): FeedDefinition {
  return {
    path: '',
    title: 'The Paper',
    description: 'News of the town',
    selection: {},
    limit: 30,
    content: 'full',
    page: 'https://paper.example/',
    ...own,
  };
}

export function entry(own: Partial<Entry> = {}): Entry {
  return {
    id: 'urn:uuid:0f8fad5b-d9cb-469f-a165-70867728950e',
    permalink: 'https://paper.example/articles/one',
    title: 'One',
    summary: 'The first',
    html: '<p>Body</p>',
    authors: [{ name: 'Jane Roe' }],
    tags: [],
    schemes: { sections: 'https://paper.example/sections/', tags: 'https://paper.example/tags/' },
    enclosures: [],
    related: [],
    language: 'en',
    foreign: false,
    published: Date.UTC(2025, 4, 4, 7, 39),
    updated: Date.UTC(2025, 4, 4, 8, 0),
    ...own,
  };
}

export function feed(entries: readonly Entry[], own: Partial<Feed> = {}): Feed {
  return {
    definition: definition(),
    site,
    entries,
    updated: entries.reduce((newest, { updated }) => Math.max(newest, updated), 0),
    ttl: 15,
    archive: false,
    withdrawn: [],
    links: {
      self: {
        rss: 'https://paper.example/rss.xml',
        atom: 'https://paper.example/atom.xml',
        json: 'https://paper.example/feed.json',
      },
      stylesheet: '/feed.css',
    },
    ...own,
  };
}

/** The whole document of a feed in a format. */
export const textOf = (format: Format, feed: Feed): string => joinPieces(format.write(feed)).toString();

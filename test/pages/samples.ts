import type { Site } from '../../src/articles/site.ts';
import { authorSlug } from '../../src/articles/slug.ts';
import { finish } from '../../src/articles/steps.ts';
import type { Entry, FeedDefinition } from '../../src/feeds/feed.ts';
import { articlePage } from '../../src/pages/article.ts';
import type { Directory } from '../../src/pages/directory.ts';
import { feedsPage } from '../../src/pages/feeds.ts';
import { frontPage } from '../../src/pages/front.ts';
import { notFoundPage } from '../../src/pages/notfound.ts';
import { statusPage } from '../../src/pages/status.ts';
import { topicPage } from '../../src/pages/topic.ts';
import type { Status } from '../../src/publishing/status.ts';
import { definition, entry, feed, site } from '../support/feeds.ts';

/** An article with everything, its words made by `say`. */
export function fullEntry(say: (text: string) => string = (text) => text): Entry {
  return entry({
    title: say('Headline'),
    summary: say('Standfirst'),
    authors: [{ name: say('Jane Roe') }, { name: say('John Doe'), url: 'https://john.example/' }],
    section: { name: say('World'), slug: 'world' },
    tags: [
      { name: say('Tide'), slug: 'tide' },
      { name: say('Without a feed'), slug: 'none' },
    ],
    image: {
      url: 'https://paper.example/media/1/lead.jpg',
      alt: say('A boat'),
      caption: say('Caption'),
      credit: say('Photographer'),
      type: 'image/jpeg',
      width: 1200,
      height: 800,
    },
    enclosures: [
      {
        url: 'https://paper.example/media/2/bell.mp3',
        type: 'audio/mpeg',
        length: 2_345_678,
        title: say('The bell'),
        duration: 83,
      },
      { url: 'https://paper.example/media/3/list%20one.pdf', type: 'application/pdf' },
    ],
    correction: say('It was two, not three.'),
    related: [
      { title: say('Linked'), url: 'https://paper.example/articles/two' },
      { title: say('Not linked') },
    ],
  });
}

export function definitions(say: (text: string) => string = (text) => text): readonly FeedDefinition[] {
  const below = (path: string, name: string) =>
    definition({
      path,
      name: say(name),
      title: say(`The Paper: ${name}`),
      description: say(`About ${name}`),
    });
  return [
    definition({ title: say('The Paper'), description: say('News of the town') }),
    below('/sections/world', 'World'),
    below('/feeds/long-reads', 'Long reads'),
    below(`/authors/${authorSlug(say('Jane Roe'))}`, 'Jane Roe'),
    below('/tags/tide', 'Tide'),
  ];
}

/** As pages are told of feeds. */
export const directory = (feeds: readonly FeedDefinition[]): Directory => ({
  get: (path) => feeds.find((feed) => feed.path === path),
  sections: feeds.filter(({ path }) => path.startsWith('/sections/')),
});

export function status(say: (text: string) => string = (text) => text): Status {
  return {
    version: '1.2.3',
    state: 'stale',
    started: Date.UTC(2025, 4, 1),
    articles: 3,
    feeds: 46,
    newest: {
      title: say('Headline'),
      permalink: 'https://paper.example/articles/one',
      published: Date.UTC(2025, 4, 4),
    },
    last: { at: Date.UTC(2025, 4, 5), cause: 'schedule', took: 41, fault: say('the folder cannot be read') },
    lastGood: Date.UTC(2025, 4, 4, 12),
    schedule: '*/5 * * * *',
    timezone: 'UTC',
    next: Date.UTC(2025, 4, 5, 0, 5),
    problems: [
      { file: say('a.md'), line: 3, column: 7, reason: say('it has no date; add one'), severity: 'error' },
      { file: 'b.md', reason: say('its picture is missing'), severity: 'warning' },
    ],
  };
}

/** Every page there is, by name. */
export function everyPage(
  language = 'en',
  say: (text: string) => string = (text) => text,
): Readonly<Record<string, string>> {
  const here: Site = {
    ...site,
    language,
    title: say(site.title),
    description: say(site.description),
    copyright: say('© The Paper'),
  };
  const feeds = definitions(say);
  const [whole = definition(), section = definition()] = feeds;
  const own = { ...fullEntry(say), language };
  const entries = [own, { ...fullEntry(say), id: 'urn:x:2', language: 'ar', foreign: language !== 'ar' }];
  const newest = {
    title: say('Headline'),
    permalink: 'https://paper.example/articles/one',
    published: Date.UTC(2025, 4, 4),
  };
  const there = directory(feeds);
  return {
    front: frontPage(feed(entries, { site: here, definition: whole }), there),
    'front without articles': frontPage(feed([], { site: here, definition: whole }), there),
    topic: topicPage(feed(entries, { site: here, definition: section }), there),
    article: articlePage(own, here, there),
    feeds: finish(
      feedsPage(
        here,
        feeds.map((one, index) => ({
          definition: one,
          count: index,
          newest: index === 0 ? undefined : newest,
        })),
        there,
      ),
    ),
    status: statusPage(status(say), here),
    'not found': notFoundPage(here),
  };
}

import { parseRssFeed } from 'feedsmith';
import { describe, expect, test } from 'vitest';
import { nameUuid } from '../../../src/articles/uuid.ts';
import type { Entry } from '../../../src/feeds/feed.ts';
import { rss } from '../../../src/feeds/formats/rss.ts';
import { findCategory } from '../../../src/feeds/profiles/categories.ts';
import { showGuid } from '../../../src/feeds/profiles/podcast.ts';
import type { ProfileOptions } from '../../../src/feeds/profiles/profile.ts';
import { fitEntries, profileFor } from '../../../src/feeds/profiles/profiles.ts';
import { definition, entry, feed, site, textOf } from '../../support/feeds.ts';
import { optionsOf } from './options.ts';

const recording = {
  url: 'https://paper.example/1.mp3',
  type: 'audio/mpeg',
  length: 5_650_889,
  duration: 754.4,
};

function show(options: ProfileOptions, entries: readonly Entry[]) {
  const own = definition({ path: '/feeds/talk', profile: options });
  const fit = fitEntries(entries, profileFor(options), { site, language: 'en' });
  return parseRssFeed(textOf(rss, feed(fit.entries, { definition: own })));
}

test('a show says what directories want to know of it', () => {
  const read = show(optionsOf('podcast'), []);
  expect(read.itunes).toMatchObject({
    author: 'The Paper',
    image: 'https://paper.example/cover.jpg',
    explicit: false,
    type: 'episodic',
    owner: { name: 'Ana Gomes', email: 'podcast@paper.example' },
    categories: [{ text: 'Society & Culture', categories: [{ text: 'Documentary' }] }, { text: 'News' }],
  });
  expect(read.podcast).toMatchObject({
    guid: nameUuid('ead4c236-bf58-58c6-a2c6-a6b28d128cb6', 'paper.example/rss.xml'),
    medium: 'podcast',
    locked: { value: true, owner: 'podcast@paper.example' },
  });
});

test('a show that came from elsewhere keeps its identity and its author', () => {
  const guid = '9b024349-ccf0-5f69-a609-6b82873eab3c';
  const moved = { ...optionsOf('podcast'), guid, author: 'The Desk', locked: undefined } as ProfileOptions;
  const read = show(moved, []);
  expect([read.podcast?.guid, read.itunes?.author, read.podcast?.locked]).toEqual([
    guid,
    'The Desk',
    undefined,
  ]);
});

test.each([
  ['https://podnews.net/rss', '9b024349-ccf0-5f69-a609-6b82873eab3c'],
  ['http://mp3s.nashownotes.com/pc20rss.xml//', '917393e3-1b1e-5cef-ace4-edaa54e1f810'],
])('the identity of the show at %s is that of the specification', (url, guid) => {
  expect(showGuid(url)).toBe(guid);
});

test('an episode tells its recording, number, people and transcripts', () => {
  const read = show(optionsOf('podcast'), [
    entry({
      authors: [{ name: 'Ana Gomes', url: 'https://paper.example/ana' }, { name: 'Bo Li' }],
      image: { url: 'https://paper.example/ep.png', type: 'image/png', width: 1400, height: 1400 },
      enclosures: [
        { url: 'https://paper.example/1.vtt', type: 'text/vtt; charset=utf-8' },
        { ...recording, episode: 12, season: 2 },
        { url: 'https://paper.example/1.json', type: 'application/json' },
      ],
    }),
  ]);
  const [item] = read.items ?? [];
  expect(item?.enclosures).toEqual([{ url: recording.url, length: 5_650_889, type: 'audio/mpeg' }]);
  expect(item?.itunes).toMatchObject({
    duration: 754,
    episode: 12,
    season: 2,
    image: 'https://paper.example/ep.png',
  });
  expect(item?.podcast?.persons).toEqual([
    { display: 'Ana Gomes', href: 'https://paper.example/ana' },
    { display: 'Bo Li' },
  ]);
  expect(item?.podcast?.transcripts).toEqual([
    { url: 'https://paper.example/1.vtt', type: 'text/vtt' },
    { url: 'https://paper.example/1.json', type: 'application/json' },
  ]);
});

describe('what Apple Podcasts would not take is mended', () => {
  const [item] =
    show(optionsOf('podcast'), [
      entry({
        title: 'word '.repeat(80),
        summary: 'é'.repeat(2001),
        image: { url: 'https://paper.example/wide.png', type: 'image/png', width: 2000, height: 1000 },
        enclosures: [
          { url: 'https://paper.example/1.ogg', type: 'audio/ogg', length: 9 },
          { url: 'https://paper.example/1.M4A?v=2', type: 'audio/mp4', length: 9 },
        ],
      }),
    ]).items ?? [];

  test('the recording that can be played comes first, under the type that it knows', () => {
    expect(item?.enclosures).toEqual([
      { url: 'https://paper.example/1.M4A?v=2', length: 9, type: 'audio/x-m4a' },
    ]);
  });

  test('texts are no longer than it takes', () => {
    expect(item?.title?.length).toBeLessThanOrEqual(255);
    expect(item?.title).toMatch(/word…$/);
    expect(Buffer.byteLength(item?.description ?? '')).toBeLessThanOrEqual(4000);
  });

  test('a picture that is no cover is not passed off as one', () => {
    expect(item?.itunes?.image).toBeUndefined();
  });
});

test.each([
  ['News', { name: 'News' }],
  ['news > TECH news', { name: 'News', within: 'Tech News' }],
  ['TV & Film', { name: 'TV & Film' }],
  ['Gossip', undefined],
  ['News > Gossip', undefined],
  ['News > Politics > Local', undefined],
  ['Politics', undefined],
  ['', undefined],
])('the category %j', (written, wanted) => {
  expect(findCategory(written)).toEqual(wanted);
});

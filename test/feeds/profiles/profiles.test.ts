import { parseAtomFeed, parseJsonFeed, parseRssFeed } from 'feedsmith';
import { describe, expect, test } from 'vitest';
import type { Entry, Feed } from '../../../src/feeds/feed.ts';
import { atom } from '../../../src/feeds/formats/atom.ts';
import { json } from '../../../src/feeds/formats/json.ts';
import { rss } from '../../../src/feeds/formats/rss.ts';
import { verify } from '../../../src/feeds/formats/verify.ts';
import { profileNames } from '../../../src/feeds/profiles/profile.ts';
import { fitEntries, profileFor } from '../../../src/feeds/profiles/profiles.ts';
import { definition, entry, feed, site, textOf } from '../../support/feeds.ts';
import { optionsOf } from './options.ts';

const long = `<h2>Why</h2><p>${'Boats lie in the harbour. '.repeat(30)}</p>`;
const story = entry({
  title: 'Fishing boats stay in the harbour & wait <for> news',
  html: `${long}<figure><img src="https://paper.example/b.jpg" alt="A &quot;boat&quot;"><figcaption>At dawn</figcaption></figure>`,
  tags: [{ name: 'Sea', slug: 'sea' }],
  image: {
    url: 'https://paper.example/a.jpg',
    type: 'image/jpeg',
    width: 1600,
    height: 1600,
    credit: 'J. Roe',
  },
  enclosures: [
    { url: 'https://paper.example/ep/1.mp3', type: 'audio/mpeg', length: 5_650_889, duration: 754 },
    { url: 'https://paper.example/ep/1.vtt', type: 'text/vtt' },
  ],
});

function made(name: (typeof profileNames)[number], entries: readonly Entry[] = [story]): Feed {
  const own = definition({ path: '/feeds/partner', profile: optionsOf(name) });
  const fit = fitEntries(entries, profileFor(own.profile), { site, language: 'en' });
  return feed(fit.entries, { definition: own, unfit: fit.unfit });
}

describe.each(profileNames)('a feed for %s', (name) => {
  const written = made(name);

  test('takes an article that has everything', () => {
    expect(written.unfit).toEqual([]);
    expect(written.entries).toHaveLength(1);
  });

  test.each([rss, atom, json])('reads back in $name under the id of the article, once', (format) => {
    const pieces = format.write(written);
    expect(verify(format.name, pieces, written)).toBeUndefined();
  });

  test('carries the same entry in all three formats', () => {
    const inRss = parseRssFeed(textOf(rss, written)).items?.map(({ guid, link, title }) => [
      guid?.value,
      link,
      title,
    ]);
    const inAtom = parseAtomFeed(textOf(atom, written)).entries?.map(({ id, links, title }) => [
      id,
      links?.[0]?.href,
      title?.value,
    ]);
    const inJson = parseJsonFeed(JSON.parse(textOf(json, written))).items?.map(({ id, url, title }) => [
      id,
      url,
      title,
    ]);
    expect(inRss).toEqual([[story.id, story.permalink, story.title]]);
    expect(inAtom).toEqual(inRss);
    expect(inJson).toEqual(inRss);
  });

  test('is written the same twice, and entries stay the same objects', () => {
    expect(textOf(rss, made(name))).toBe(textOf(rss, written));
    expect(
      fitEntries([story], profileFor(written.definition.profile), { site, language: 'en' }).entries[0],
    ).toBe(written.entries[0]);
  });

  test('declares every prefix that it uses, with and without entries', () => {
    for (const entries of [[story], []]) {
      const document = textOf(rss, made(name, entries));
      const root = /<rss [^>]*>/.exec(document)?.[0] ?? '';
      const bare = document.replace(/<!\[CDATA\[[\s\S]*?\]\]>/g, '');
      for (const [, prefix] of bare.matchAll(/<\/?([a-z]+):/g)) expect(root).toContain(`xmlns:${prefix}="`);
    }
  });
});

test('a feed without a profile and one for everybody are the same, byte for byte', () => {
  const plain = feed([story], { definition: definition({ path: '/feeds/partner' }) });
  for (const format of [rss, atom, json]) expect(textOf(format, made('generic'))).toBe(textOf(format, plain));
});

test('what was written of an article for one partner is not sent to another', () => {
  const plain = textOf(rss, feed([story]));
  expect(textOf(rss, made('msn'))).toContain('<dcterms:modified>');
  expect(textOf(rss, made('google-news'))).toContain('<atom:updated>');
  expect(textOf(rss, feed([story]))).toBe(plain);
  expect(plain).not.toMatch(/dcterms|atom:updated|itunes|snf/);
});

test('two podcasts with one article keep what each says of itself', () => {
  const write = (explicit: boolean) => {
    const options = { ...optionsOf('podcast'), explicit } as ReturnType<typeof optionsOf>;
    const own = definition({ path: '/feeds/partner', profile: options });
    const { entries } = fitEntries([story], profileFor(own.profile), { site, language: 'en' });
    return parseRssFeed(textOf(rss, feed(entries, { definition: own }))).itunes?.explicit;
  };
  expect([write(true), write(false)]).toEqual([true, false]);
});

import { describe, expect, test } from 'vitest';
import type { Entry } from '../../../src/feeds/feed.ts';
import type { ProfileName, ProfileOptions } from '../../../src/feeds/profiles/profile.ts';
import { fitEntries, profileFor } from '../../../src/feeds/profiles/profiles.ts';
import { entry, site } from '../../support/feeds.ts';
import { optionsOf } from './options.ts';

function reasons(options: ProfileOptions, own: Partial<Entry>, language = 'en'): readonly string[] {
  return fitEntries([entry(own)], profileFor(options), { site, language }).unfit.flatMap(
    (unfit) => unfit.reasons,
  );
}

const picture = (width: number, height: number) => ({
  image: { url: 'https://paper.example/a.jpg', width, height },
});
const recording = { url: 'https://paper.example/1.mp3', type: 'audio/mpeg', length: 9 };
const fine = 'A title of more than twenty characters';

const rejected: [ProfileName, string, Partial<Entry>, RegExp][] = [
  ['google-news', 'without a body', { html: undefined }, /`content: full`/],
  [
    'google-news',
    'of more than a megabyte',
    { html: `<p>${'é'.repeat(600_000)}</p>` },
    /1200007 bytes.*shorten/,
  ],
  ['flipboard', 'without a body', { html: undefined }, /`content: full`/],
  ['flipboard', 'without a picture', {}, /no picture; give it an `image` of 400 by 400/],
  ['flipboard', 'with a narrow picture', picture(399, 800), /399 by 800 pixels/],
  ['flipboard', 'with a low picture', picture(800, 399), /800 by 399 pixels/],
  ['smartnews', 'without a body', { html: undefined }, /`content: full`/],
  ['smartnews', 'with an empty body', { html: ' ' }, /no body; write one/],
  [
    'msn',
    'with a title of 20 characters',
    { title: 'x'.repeat(20) },
    /20 characters; write one of more than 20/,
  ],
  ['msn', 'without a body', { title: fine, html: undefined }, /`content: full`/],
  ['msn', 'with an empty body', { title: fine, html: '\n' }, /no body; write one/],
  ['msn', 'in another language', { title: fine, language: 'tr' }, /in tr, .*`languages: \[en\]`/],
  ['podcast', 'without a recording', {}, /no recording; give it an `enclosure`/],
  [
    'podcast',
    'with a document that is no recording',
    { enclosures: [{ url: 'https://paper.example/1.zip', type: 'application/zip', length: 9 }] },
    /no recording/,
  ],
  [
    'podcast',
    'with a recording that Apple does not play',
    { enclosures: [{ url: 'https://paper.example/1.ogg?x.mp3', type: 'audio/ogg', length: 9 }] },
    /1\.ogg.* is none of m4a, mp3.*convert it/,
  ],
  [
    'podcast',
    'with a recording of unknown length',
    { enclosures: [{ ...recording, length: undefined }] },
    /`length`/,
  ],
  ['podcast', 'with a recording of no length', { enclosures: [{ ...recording, length: 0 }] }, /`length`/],
];

test.each(rejected)('%s does not take an article %s, and says how to mend it', (name, _, own, wanted) => {
  const told = reasons(optionsOf(name), own);
  expect(told).toEqual([expect.stringMatching(wanted)]);
});

const taken: [ProfileName, string, Partial<Entry>][] = [
  ['google-news', 'of almost a megabyte', { html: 'x'.repeat(1024 * 1024) }],
  ['flipboard', 'with a picture of 400 by 400', picture(400, 400)],
  ['flipboard', 'with a picture of unknown size', { image: { url: 'https://paper.example/a.jpg' } }],
  [
    'flipboard',
    'with a picture in its body only',
    { html: '<p><img src="https://paper.example/a.jpg" alt=""></p>' },
  ],
  ['msn', 'with a title of 21 characters', { title: 'x'.repeat(21) }],
  ['msn', 'with a title of 300 characters', { title: 'word '.repeat(60) }],
  ['msn', 'in a variety of its language', { title: fine, language: 'en-GB' }],
  [
    'podcast',
    'whose recording comes after a document',
    {
      enclosures: [{ url: 'https://paper.example/1.vtt', type: 'text/vtt' }, recording],
    },
  ],
  ['newsletter', 'without a body', { html: undefined }],
  ['generic', 'without anything', { html: undefined, title: 'x' }],
];

test.each(taken)('%s takes an article %s', (name, _, own) => {
  expect(reasons(optionsOf(name), own)).toEqual([]);
});

test('every fault of an article is told at once', () => {
  expect(reasons(optionsOf('msn'), { title: 'Short', html: '', language: 'tr' })).toHaveLength(3);
});

test('a feed for MSN in another language than the site takes articles in that language', () => {
  const own = { title: fine, language: 'tr', foreign: true };
  expect(reasons(optionsOf('msn'), own, 'tr')).toEqual([]);
});

describe('a serial podcast', () => {
  const serial = { ...optionsOf('podcast'), type: 'serial' } as ProfileOptions;

  test('wants numbers', () => {
    expect(reasons(serial, { enclosures: [recording] })).toEqual([expect.stringMatching(/`episode`/)]);
  });

  test('takes an episode that has one', () => {
    expect(reasons(serial, { enclosures: [{ ...recording, episode: 3 }] })).toEqual([]);
  });
});

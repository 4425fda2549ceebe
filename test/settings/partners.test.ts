import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { formatProblem } from '../../src/articles/problem.ts';
import { readSettingsFile } from '../../src/settings/file.ts';
import { jsonSchema } from '../../src/settings/schema.ts';
import { loadSettings } from '../../src/settings/sources.ts';
import { makeFolder } from './folder.ts';

const feeds = (text: string) => `feeds:\n  made:\n    - name: talk\n${text.replace(/^/gm, '      ')}\n`;

async function profileOf(text: string): Promise<unknown> {
  const cwd = await makeFolder({ 'articles/courant.yaml': feeds(text) });
  const loaded = await loadSettings({ flags: {}, environment: {}, cwd });
  if ('problems' in loaded) throw new Error(loaded.problems.map(formatProblem).join('\n'));
  return loaded.settings.feeds.made[0]?.profile;
}

async function problemsOf(text: string): Promise<readonly string[]> {
  const folder = await makeFolder({ 'courant.yaml': feeds(text) });
  const { problems } = await readSettingsFile(join(folder, 'courant.yaml'));
  return problems.map((problem) => formatProblem(problem).slice(folder.length + 1));
}

test.each([
  ['', undefined],
  ['profile: generic', undefined],
  ['profile: msn', { name: 'msn' }],
  ['profile: smartnews', { name: 'smartnews' }],
  [
    'profile: smartnews\nsmartnews: {logo: /logo.png, dark-logo: https://cdn.example/d.png, analytics: "<script></script>"}',
    {
      name: 'smartnews',
      logo: '/logo.png',
      darkLogo: 'https://cdn.example/d.png',
      analytics: '<script></script>',
    },
  ],
  [
    'profile: podcast\npodcast: {category: news > politics, explicit: true, image: /cover.jpg}',
    {
      name: 'podcast',
      categories: [{ name: 'News', within: 'Politics' }],
      explicit: true,
      image: '/cover.jpg',
      type: 'episodic',
    },
  ],
  [
    'profile: podcast\npodcast:\n  category: [News, Technology]\n  explicit: false\n  image: https://cdn.example/c.jpg\n  author: The Desk\n  owner: {name: Ana, email: ana@example.org}\n  type: serial\n  locked: true\n  guid: 917393E3-1b1e-5cef-ace4-edaa54e1f810',
    {
      name: 'podcast',
      categories: [{ name: 'News' }, { name: 'Technology' }],
      explicit: false,
      image: 'https://cdn.example/c.jpg',
      author: 'The Desk',
      owner: { name: 'Ana', email: 'ana@example.org' },
      type: 'serial',
      locked: true,
      guid: '917393e3-1b1e-5cef-ace4-edaa54e1f810',
    },
  ],
])('%j gives the profile %j', async (text, wanted) => {
  expect(await profileOf(text)).toEqual(wanted);
});

describe('a bad setting of a partner is named with its line and what to write', () => {
  test.each([
    ['profile: msm', /^courant\.yaml:4:16: `feeds\.made\.profile: msm` must be generic, .* or podcast/],
    [
      'profile: podcast',
      /4:16: `feeds\.made\.profile: podcast` needs more to be told: add `podcast: \{category: News/,
    ],
    [
      'podcast: {category: News, explicit: false, image: /c.jpg}',
      /4:16: .*belongs to a podcast: add `profile: podcast`/,
    ],
    ['profile: msn\nsmartnews: {logo: /l.png}', /5:18: .*belongs to a feed for SmartNews/],
    [
      'profile: podcast\npodcast: {category: Gossip, explicit: false, image: /c.jpg}',
      /5:27: .*category: Gossip` is no category of Apple Podcasts/,
    ],
    ['profile: podcast\npodcast: {category: [], explicit: false, image: /c.jpg}', /5:.*category/],
    [
      'profile: podcast\npodcast: {category: News, image: /c.jpg}',
      /5:16: .*explicit` is missing: it must be true or false/,
    ],
    [
      'profile: podcast\npodcast: {category: News, explicit: false}',
      /5:16: .*image` is missing: it must be text, such as \/cover\.jpg/,
    ],
    [
      'profile: podcast\npodcast: {explicit: false, image: /c.jpg}',
      /5:16: .*category` is missing: it must be a category of Apple Podcasts/,
    ],
    [
      'profile: podcast\npodcast: {category: News, explicit: false, image: /c.jpg, owner: {name: Ana, email: ana}}',
      /5:91: .*owner\.email: ana` must be an e-mail address/,
    ],
    [
      'profile: podcast\npodcast: {category: News, explicit: false, image: /c.jpg, guid: x}',
      /5:71: .*guid: x` must be a UUID/,
    ],
    [
      'profile: podcast\npodcast: {category: News, explicit: false, image: /c.jpg, expliczit: x}',
      /expliczit/,
    ],
    ['profile: smartnews\nsmartnews: {dark_logo: /l.png}', /did you mean `dark-logo`/],
  ])('%j', async (text, wanted) => {
    expect(await problemsOf(text)).toEqual([expect.stringMatching(wanted)]);
  });
});

test('editors are told of them too', () => {
  const schema = JSON.stringify(jsonSchema());
  for (const word of ['google-news', 'dark-logo', 'explicit']) expect(schema).toContain(`"${word}"`);
});

import { expect, test } from 'vitest';
import type { Article } from '../../src/articles/article.ts';
import { byNewest } from '../../src/articles/library.ts';
import type { FeedRules, MadeFeed } from '../../src/feeds/catalogue.ts';
import type { Selection } from '../../src/feeds/selection.ts';
import { findIdle } from '../../src/publishing/idle.ts';
import { createPublisher, type Publisher } from '../../src/publishing/publisher.ts';
import { describeStatus } from '../../src/publishing/status.ts';
import { site } from '../support/feeds.ts';
import { article, MemoryRegister, MemorySource } from '../support/memory.ts';

const now = Date.UTC(2026, 10, 22, 12);
const hour = 3_600_000;
const term = (name: string) => ({ name, slug: name.toLowerCase() });

const world = article({
  key: 'world.md',
  published: now - 100 * hour,
  section: term('World'),
  tags: [term('Sea'), term('Sponsored')],
  authors: [{ name: 'Ana Gomes' }],
});
const sport = article({ key: 'sport.md', section: term('Sport'), language: 'pt-BR' });
const draft = article({
  key: 'draft.md',
  status: 'draft',
  section: term('Merger'),
  tags: [term('Secret')],
  authors: [{ name: 'Hidden Hand' }],
  language: 'ar',
});
const out = [world, sport].sort(byNewest);
const stored = [world, sport, draft].sort(byNewest);

function rulesWith(...made: MadeFeed[]): FeedRules {
  const all = { sections: true, tags: true, authors: true, withdrawn: 30, aliases: new Map() };
  return { ...all, limit: 30, content: 'full', ttl: 15, made };
}

const feed = (selection: Selection): MadeFeed => ({ name: 'x', title: 'X', selection });

function reasons(selection: Selection, articles: readonly Article[] = stored): readonly string[] {
  const problems = findIdle(rulesWith(feed(selection)), 'en', articles, out);
  for (const { file, severity } of problems) expect([file, severity]).toEqual(['courant.yaml', 'warning']);
  return problems.map(({ reason }) => reason.replace('feeds.made: x ', ''));
}

const unknown = (what: string) =>
  `picks the ${what}, which no article has: write it as articles do, or take it out`;
const misspelt = (what: string, meant: string) =>
  `picks the ${what}, which no article has: did you mean \`${meant}\`?`;

test.each<[string, Selection, readonly string[]]>([
  ['that asks for what there is', { sections: ['world'], tags: ['sea'], authors: ['ana-gomes'] }, []],
  ['of everything', {}, []],
  ['in the language of the site, which articles do not name', { languages: ['en'] }, []],
  ['in a language that is spoken elsewhere too', { languages: ['pt'] }, []],
  ['of what is too old today', { sections: ['world'], hours: 2 }, []],
  [
    'of what only a draft has',
    { sections: ['merger'], tags: ['secret'], authors: ['hidden-hand'], languages: ['ar'] },
    [],
  ],
  ['that keeps out what never came', { not: { tags: ['advertisement'] } }, []],
  ['that knows two spellings, and keeps out one', { not: { tags: ['sponsored', 'sponsord'] } }, []],
  ['of a section that is misspelt', { sections: ['wrold'] }, [misspelt('section `wrold`', 'World')]],
  [
    'of a tag that is misspelt beside one that is not',
    { tags: ['sea', 'sponsord'] },
    [misspelt('tag `sponsord`', 'Sponsored')],
  ],
  ['of an author who is misspelt', { authors: ['ana-gomez'] }, [misspelt('author `ana-gomez`', 'Ana Gomes')]],
  [
    'of a language as nobody here speaks it',
    { languages: ['pt-PT'] },
    [misspelt('language `pt-PT`', 'pt-BR')],
  ],
  [
    'of a language that is none of those here, however near',
    { languages: ['es'] },
    [unknown('language `es`')],
  ],
  ['of a section that is like none', { sections: ['gardening'] }, [unknown('section `gardening`')]],
  [
    'of what is nearest to a draft alone',
    { tags: ['secrets'], sections: ['mergers'], authors: ['hidden-hands'] },
    [unknown('section `mergers`'), unknown('tag `secrets`'), unknown('author `hidden-hands`')],
  ],
  [
    'that keeps out what is misspelt',
    { not: { tags: ['sponserd'] } },
    ['excludes the tag `sponserd`, which no article has: did you mean `Sponsored`?'],
  ],
  [
    'that asks for too much at once',
    { sections: ['sport'], tags: ['sea'] },
    ['picks nothing, for no article has all that it asks for: ask for less'],
  ],
  [
    'that excludes all that it picks',
    { sections: ['world'], not: { authors: ['ana-gomes'] } },
    ['excludes every article that it picks: take out of `not` what it is to show'],
  ],
])('a feed %s', (_title, selection, expected) => {
  expect(reasons(selection)).toEqual(expected);
});

test('a folder without articles is not told that its feeds have none', () => {
  expect(reasons({ sections: ['world'] }, [])).toEqual([]);
});

test('every feed is told of by its name', () => {
  const made = [
    feed({ tags: ['q'] }),
    { ...feed({ tags: ['sea'] }), name: 'y' },
    { ...feed({ tags: ['q'] }), name: 'z' },
  ];
  const told = findIdle(rulesWith(...made), 'en', stored, out).map(({ reason }) => reason.split(' ')[1]);
  expect(told).toEqual(['x', 'z']);
});

async function publish(made: readonly MadeFeed[], ...articles: Article[]): Promise<Publisher> {
  const source = new MemorySource();
  for (const one of articles) source.put(one);
  const register = new MemoryRegister();
  const rules = { ...rulesWith(...made), aliases: new Map([['/old', '/tags/none/rss.xml']]) };
  const publisher = createPublisher({
    source,
    site,
    rules,
    register,
    clock: () => now,
    page: () => undefined,
  });
  await publisher.regenerate('start');
  return publisher;
}

function publicly(publisher: Publisher): readonly string[] {
  const parts = { version: '1', started: now, schedule: '', timezone: 'UTC', wrongSettings: [] };
  return describeStatus({ ...parts, publisher }).problems.map(({ reason }) => reason);
}

const made = [
  feed({ sections: ['wrold'] }),
  { ...feed({ tags: ['secret'] }), name: 'y' },
  { ...feed({ tags: ['sea'] }), name: 'z' },
];
const generally =
  'asks for what no article that is out has: `courant check` says what, where that is a mistake';
const alias = expect.stringContaining('/old stands for /tags/none/rss.xml');

test('those who write are told what is misspelt, and nothing of what only a draft has', async () => {
  const publisher = await publish(made, world, sport, draft);
  const told = publisher.problems().map(({ reason }) => reason);
  expect(told).toEqual([`feeds.made: x ${misspelt('section `wrold`', 'World')}`, alias]);
});

test('the world is told the same with a draft and without, and no term of it', async () => {
  const told = publicly(await publish(made, world, sport));
  expect(told).toEqual([alias, `feeds.made: x ${generally}`, `feeds.made: y ${generally}`]);
  expect(publicly(await publish(made, world, sport, draft))).toEqual(told);
  const scheduled: Article = { ...draft, status: 'published', published: now + hour };
  expect(publicly(await publish(made, world, sport, scheduled))).toEqual(told);
  expect(told.join()).not.toMatch(/secret|merger/i);
});

test('what comes out later is missed no more', async () => {
  const came: Article = { ...draft, status: 'published', published: now - hour };
  expect(publicly(await publish(made, world, sport, came))).toEqual([alias, `feeds.made: x ${generally}`]);
});

test('what is looked for once is kept as long as nothing is published anew', async () => {
  const publisher = await publish(made, world);
  const [before] = publisher.problems();
  expect(publisher.problems()[0]).toBe(before);
});

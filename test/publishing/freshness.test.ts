import { expect, test } from 'vitest';
import { byNewest } from '../../src/articles/library.ts';
import { formatProblem } from '../../src/articles/problem.ts';
import type { FeedRules, MadeFeed } from '../../src/feeds/catalogue.ts';
import { findStale } from '../../src/publishing/freshness.ts';
import { createPublisher } from '../../src/publishing/publisher.ts';
import { article, MemoryRegister, MemorySource } from '../support/memory.ts';

const noon = Date.UTC(2025, 4, 4, 12);
const hour = 3_600_000;
const at = (hours: number) => noon + hours * hour;

function rulesWith(own: Partial<FeedRules>): FeedRules {
  return {
    ...{ limit: 30, content: 'full', ttl: 15, sections: true, tags: true, authors: true },
    ...{ withdrawn: 30, aliases: new Map(), made: [] },
    ...own,
  } as const;
}

const world = { name: 'World', slug: 'world' };
const out = [
  article({ key: 'new.md', published: noon }),
  article({ key: 'world.md', published: at(-10), section: world }),
  article({ key: 'old.md', published: at(-50), updated: noon }),
].sort(byNewest);

const made = (own: Partial<MadeFeed>): MadeFeed => ({ name: 'wire', title: 'Wire', selection: {}, ...own });

const ofSite = 'feeds.stale-after: the newest article came out at 2025-05-04T12:00:00Z, more than';
const ofFeed =
  'feeds.made: wire: stale-after: the newest article came out at 2025-05-04T02:00:00Z, more than';
const remedy = 'ago; see why nothing newer arrives, or allow more hours';

test.each<[what: string, rules: Partial<FeedRules>, now: number, told: readonly string[]]>([
  ['nothing is asked for', {}, at(10_000), []],
  ['the newest article is just old enough', { staleAfter: 24 }, at(24), []],
  ['it is a millisecond older', { staleAfter: 24 }, at(24) + 1, [`${ofSite} 24 hours ${remedy}`]],
  ['hours are no whole number', { staleAfter: 0.5 }, at(1), [`${ofSite} 0.5 hours ${remedy}`]],
  ['it is one hour', { staleAfter: 1 }, at(2), [`${ofSite} an hour ${remedy}`]],
  [
    'a feed made by hand goes by its own articles',
    { made: [made({ selection: { sections: ['world'] }, staleAfter: 12 })] },
    at(3),
    [`${ofFeed} 12 hours ${remedy}`],
  ],
  [
    'and not by those that it shows, which may be fewer',
    { made: [made({ selection: { sections: ['world'], hours: 1 }, staleAfter: 12 })] },
    at(1),
    [],
  ],
  ['a feed says nothing of it', { staleAfter: 100, made: [made({})] }, at(50), []],
  [
    'a feed never had an article',
    { made: [made({ selection: { tags: ['none'] }, staleAfter: 12 })] },
    at(0),
    [
      'feeds.made: wire: stale-after: no article has come out yet; see why nothing newer arrives, or allow more hours',
    ],
  ],
])('%s', (_, rules, now, told) => {
  const problems = findStale(rulesWith(rules), 'en', out, now);
  expect(problems.map(formatProblem)).toEqual(told.map((reason) => `courant.yaml: warning: ${reason}`));
});

test('a site goes stale by the clock alone, says the same until there is news, and then no more', async () => {
  let now = at(1);
  const source = new MemorySource();
  source.put(article({ key: 'a.md', published: noon }));
  source.put(article({ key: 'later.md', published: at(30) }));
  const publisher = createPublisher({
    source,
    site: {
      url: 'https://paper.example',
      title: 'P',
      description: '',
      language: 'en',
      timezone: 'UTC',
      authors: [],
    },
    rules: rulesWith({ staleAfter: 24 }),
    register: new MemoryRegister(),
    clock: () => now,
    page: () => undefined,
  });
  const told = () => publisher.problems().map(({ reason }) => reason);
  expect(told()).toEqual([]);
  await publisher.regenerate('start');
  expect(told()).toEqual([]);
  now = at(25);
  expect(told()).toEqual([`${ofSite} 24 hours ${remedy}`]);
  now = at(29);
  await publisher.regenerate('schedule');
  expect(told()).toEqual([`${ofSite} 24 hours ${remedy}`]);
  now = at(30);
  await publisher.regenerate('embargo');
  expect(told()).toEqual([]);
});

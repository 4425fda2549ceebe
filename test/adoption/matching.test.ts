import { describe, expect, test } from 'vitest';
import { matchItems } from '../../src/adoption/matching.ts';
import type { Trace } from '../../src/articles/trace.ts';
import type { FormerItem } from '../../src/feeds/formats/reading/former.ts';
import { days, item, trace } from './samples.ts';

const home = { former: 'https://old.example/blog/', present: 'https://new.example/news' };

/** `id = file by manner`, in the order of the items. */
function match(items: readonly FormerItem[], traces: readonly Trace[]): readonly string[] {
  const { matches } = matchItems(items, traces, home);
  return matches.map(({ item, trace, by }) => `${item.id} = ${trace.article.key} by ${by}`);
}

const at = (...addresses: readonly string[]): Partial<FormerItem> => ({ addresses });

describe('an item is an article by', () => {
  test.each<[string, FormerItem, Trace, string]>([
    ['the id that it has in feeds', item('urn:1'), trace('a.md', { id: 'urn:1' }), 'id'],
    [
      'the id that its file tells, though it is no URI',
      item('5f1e'),
      trace('a.md', {}, { written: '5f1e' }),
      'id',
    ],
    [
      'its address at another host',
      item('1', at('https://old.example/2024/one/')),
      trace('a.md', { permalink: 'https://new.example/2024/one.html' }),
      'address',
    ],
    [
      'a guid that is an address, where the link leads elsewhere',
      item('1', at('https://elsewhere.example/', 'https://old.example/2024/one')),
      trace('a.md', { permalink: 'https://new.example/2024/one' }),
      'address',
    ],
    [
      'its address though the former site stood below a path',
      item('1', at('https://old.example/blog/2024/one')),
      trace('a.md', { permalink: 'https://new.example/2024/one' }),
      'address',
    ],
    [
      'its address though the present site stands below a path',
      item('1', at('https://old.example/2024/one')),
      trace('a.md', { permalink: 'https://new.example/news/2024/one' }),
      'address',
    ],
    [
      'its address but for a query',
      item('1', at('https://old.example/2024/one?from=feed')),
      trace('a.md', { permalink: 'https://new.example/2024/one' }),
      'address',
    ],
    [
      'its canonical address or an alias',
      item('1', at('https://old.example/2019/one.html')),
      trace('a.md', {}, { addresses: ['/2019/one/'] }),
      'former address',
    ],
    [
      'an alias with a query, which alone tells articles apart',
      item('1', at('https://old.example/?p=12')),
      trace('a.md', {}, { addresses: ['/?p=12'] }),
      'former address',
    ],
    [
      'the last part of its address',
      item('1', at('https://old.example/2024/05/04/the-storm.html')),
      trace('_posts/2024-05-04-the-storm.md', { slug: 'the-storm' }),
      'slug',
    ],
    [
      'the last part of its address in another case',
      item('1', at('https://old.example/The-Storm')),
      trace('a.md', { slug: 'the-storm' }),
      'slug',
    ],
    [
      'its headline and day, quotes and dashes aside',
      item('1', { title: '‘It’s over’ – the storm', published: days(100) }),
      trace('a.md', { title: "'It's over' - The  Storm", published: days(100.9) }),
      'headline and day',
    ],
    [
      'its headline alone, on another day',
      item('1', { title: 'The storm', published: days(100) }),
      trace('a.md', { title: 'The storm', published: days(200) }),
      'headline',
    ],
    [
      'its headline alone, in signs only',
      item('1', { title: '???' }),
      trace('a.md', { title: '???' }),
      'headline',
    ],
  ])('%s', (_title, one, other, by) => {
    const stranger = trace('other.md', { title: 'Something else', published: days(500) });
    expect(match([one], [stranger, other])).toEqual([`${one.id} = ${other.article.key} by ${by}`]);
  });
});

describe('an item is no article', () => {
  const storm = { title: 'The storm', published: days(100) };
  test.each<[string, readonly FormerItem[], readonly Trace[], number]>([
    ['that it has nothing in common with', [item('1', at('https://x/one'))], [trace('two.md')], 0],
    ['by no headline at all', [item('1')], [trace('a.md', { title: ' ' })], 0],
    [
      'by an address that is the front page',
      [item('1', at('https://old.example/'))],
      [trace('a.md', {}, { addresses: ['/'] })],
      0,
    ],
    [
      'by a last part that two articles have',
      [item('1', at('https://x/y/storm'))],
      [trace('a/storm.md'), trace('b/storm.md')],
      2,
    ],
    [
      'by a last part that two items have',
      [item('1', at('https://x/a/storm')), item('2', at('https://x/b/storm'))],
      [trace('storm.md')],
      1,
    ],
    [
      'by a last part, where both headline and day are another',
      [item('1', { ...at('https://x/a/storm'), title: 'The storm of 1987', published: days(1) })],
      [trace('storm.md', storm)],
      1,
    ],
    [
      'by a headline that two articles of the day have',
      [item('1', storm)],
      [trace('a.md', storm), trace('b.md', storm)],
      2,
    ],
    [
      'by a path that two items have, with a query of their own',
      [item('1', at('https://x/s.php?id=1')), item('2', at('https://x/s.php?id=2'))],
      [trace('a.md', { permalink: 'https://new.example/s.php' })],
      1,
    ],
    [
      'by an alias that two articles have',
      [item('1', at('https://x/old'))],
      [trace('a.md', {}, { addresses: ['/old'] }), trace('b.md', {}, { addresses: ['/old'] })],
      2,
    ],
  ])('%s', (_title, items, traces, near) => {
    const { matches, seconds, strangers } = matchItems(items, traces, home);
    expect({ matches, seconds }).toEqual({ matches: [], seconds: [] });
    expect(strangers[0]?.near).toHaveLength(near);
  });
});

test('of headlines that come again every week, the day decides', () => {
  const weekly = (published: number) => ({ title: 'Notes of the week', published: days(published) });
  const items = [item('3', weekly(21)), item('2', weekly(14)), item('1', weekly(7))];
  const traces = [trace('a.md', weekly(7)), trace('b.md', weekly(14.5)), trace('c.md', weekly(28))];
  expect(match(items, traces)).toEqual([
    // What is left is one item and one article of that headline.
    '3 = c.md by headline',
    '2 = b.md by headline and day',
    '1 = a.md by headline and day',
  ]);
});

test('a surer rule goes first for all items, so that no article is taken by a weaker one', () => {
  const items = [
    item('weak', { ...at('https://old.example/x/storm'), title: 'Storm' }),
    item('strong', at('https://old.example/articles/storm')),
  ];
  const traces = [trace('storm.md', { title: 'Storm' }), trace('second.md', { title: 'Storm' })];
  expect(match(items, traces)).toEqual(['weak = second.md by headline', 'strong = storm.md by address']);
});

test('of two items with one address the first is the article, and the other is told with it', () => {
  const items = [
    item('new', at('https://old.example/articles/a')),
    item('old', at('http://old.example/articles/a/')),
  ];
  const { matches, seconds, strangers } = matchItems(items, [trace('a.md')], home);
  expect(matches.map(({ item }) => item.id)).toEqual(['new']);
  expect(seconds.map(({ item, trace }) => [item.id, trace.article.key])).toEqual([['old', 'a.md']]);
  expect(strangers).toEqual([]);
});

test('articles without an item are left', () => {
  const { left } = matchItems([item('1', at('https://x/a'))], [trace('a.md'), trace('b.md')], home);
  expect(left.map(({ article }) => article.key)).toEqual(['b.md']);
});

test('ten thousand items and articles are matched in less than two seconds', () => {
  const keys = Array.from({ length: 10_000 }, (_, index) => `story-${index}`);
  const items = keys.map((key) =>
    item(key, { ...at(`https://old.example/2024/${key}`), title: 'One headline' }),
  );
  const began = performance.now();
  expect(
    match(
      items,
      keys.map((key) => trace(`${key}.md`, { title: 'One headline' })),
    ),
  ).toHaveLength(10_000);
  expect(performance.now() - began).toBeLessThan(2000);
});

import { describe, expect, test } from 'vitest';
import { planAdoption } from '../../src/adoption/plan.ts';
import type { Holding } from '../../src/articles/identity.ts';
import type { Trace } from '../../src/articles/trace.ts';
import type { FormerItem } from '../../src/feeds/formats/reading/former.ts';
import { days, item, trace } from './samples.ts';

const home = { present: 'https://new.example' };
const one: Partial<FormerItem> = { addresses: ['https://old.example/one'] };

function plan(
  items: readonly FormerItem[],
  articles: readonly Trace[],
  holdings: readonly Holding[] = [],
  present: readonly string[] = articles.map(({ article }) => article.key),
) {
  return planAdoption(items, { articles, present: new Set(present) }, holdings, home);
}

test('an article that the register names is given the id of its item', () => {
  const { verdicts, adoptions, left } = plan([item('4711', one)], [trace('one.md'), trace('two.md')]);
  expect(verdicts).toMatchObject([{ outcome: 'adopted', by: 'slug', article: { key: 'one.md' } }]);
  expect(adoptions).toEqual([{ key: 'one.md', id: '4711' }]);
  expect(left.map(({ key }) => key)).toEqual(['two.md']);
});

test('an article is given it under the name that the register knows it by', () => {
  const { adoptions } = plan(
    [item('https://old.example/?p=7', one)],
    [trace('one.md', {}, { name: 'id:7', written: '7' })],
  );
  expect(adoptions).toEqual([{ key: 'id:7', id: 'https://old.example/?p=7' }]);
});

test('an article that has the id already keeps it, whoever gave it', () => {
  const own: Trace = {
    article: trace('one.md', { id: 'tag:x,1:1' }).article,
    written: 'tag:x,1:1',
    addresses: [],
  };
  const { verdicts, adoptions } = plan([item('tag:x,1:1')], [own]);
  expect(verdicts).toMatchObject([{ outcome: 'known', by: 'id' }]);
  expect(adoptions).toEqual([]);
});

describe('an item is refused', () => {
  const own: Trace = {
    article: trace('one.md', { id: 'tag:x,1:1' }).article,
    written: 'tag:x,1:1',
    addresses: [],
  };
  test.each<[string, readonly FormerItem[], readonly Trace[], readonly Holding[], string]>([
    [
      'for an article whose file gives it an id',
      [item('4711', one)],
      [own],
      [],
      'its file gives it an id of its own (tag:x,1:1)',
    ],
    [
      'for an article that has adopted another',
      [item('4711', one)],
      [trace('one.md', { id: 'former' })],
      [{ key: 'one.md', id: 'former', isAdopted: true }],
      'it has an id of another system already (former)',
    ],
    [
      'when its id is that of another article, which a third claims too',
      [item('urn:x:1', one)],
      [
        trace('one.md'),
        trace('two.md', { id: 'urn:x:1' }, { written: 'urn:x:1' }),
        trace('three.md', {}, { written: 'urn:x:1' }),
      ],
      [],
      '"two.md" has that id already',
    ],
    [
      'when its id is held for a file that cannot be read just now',
      [item('4711', one)],
      [trace('one.md')],
      [{ key: 'broken.md', id: '4711', isAdopted: true }],
      '"broken.md" has that id already',
    ],
    ['when its id was damaged', [item('47\uFFFD', one)], [trace('one.md')], [], 'another encoding'],
    [
      'when its id could stand in no feed',
      [item('47\u0000', one)],
      [trace('one.md')],
      [],
      'characters that no feed can carry',
    ],
    [
      'when its id is broken text',
      [item('47\ud800', one)],
      [trace('one.md')],
      [],
      'characters that no feed can carry',
    ],
    ['when its id is endless', [item('x'.repeat(3000), one)], [trace('one.md')], [], 'longer than 2000'],
  ])('%s', (_title, items, articles, holdings, reason) => {
    const { verdicts, adoptions } = plan(items, articles, holdings, [
      ...articles.map(({ article }) => article.key),
      'broken.md',
    ]);
    expect(adoptions).toEqual([]);
    expect(verdicts[0]?.outcome).toBe('refused');
    expect(verdicts[0]?.reason).toContain(reason);
  });

  test('when an item before it has its id', () => {
    const items = [item('1', one), item('1', { addresses: ['https://old.example/two'] })];
    const { verdicts, adoptions } = plan(items, [trace('one.md'), trace('two.md')]);
    expect(verdicts.map(({ outcome }) => outcome)).toEqual(['adopted', 'refused']);
    expect(verdicts[1]?.reason).toContain('an item before it has the same id');
    expect(adoptions).toEqual([{ key: 'one.md', id: '1' }]);
  });

  test('when an item before it is the same article', () => {
    const address = { addresses: ['https://old.example/articles/one'] };
    const { verdicts, adoptions } = plan([item('1', address), item('2', address)], [trace('one.md')]);
    expect(verdicts.map(({ outcome }) => outcome)).toEqual(['adopted', 'refused']);
    expect(verdicts[1]?.reason).toContain('another item of this feed is "one.md" too');
    expect(adoptions).toEqual([{ key: 'one.md', id: '1' }]);
  });
});

test('an id held for what is stored no more moves to the article that it is now', () => {
  const holdings = [{ key: 'gone.md', id: '4711', isAdopted: true }];
  const { adoptions } = plan([item('4711', one)], [trace('one.md')], holdings);
  expect(adoptions).toEqual([{ key: 'one.md', id: '4711', from: 'gone.md' }]);
});

test('articles with an id of another system, be it their own or adopted, do not count as left', () => {
  const own: Trace = { article: trace('own.md', { id: 'tag:x,1:1' }).article, addresses: [] };
  const holdings = [{ key: 'adopted.md', id: 'former', isAdopted: true }];
  const { left } = plan([], [own, trace('adopted.md', { id: 'former' }), trace('new.md')], holdings);
  expect(left.map(({ key }) => key)).toEqual(['new.md']);
});

test('what could be an item but is not for sure is named, with a way out', () => {
  const { verdicts } = plan([item('1', one)], [trace('a/one.md'), trace('b/one.md')]);
  expect(verdicts[0]).toMatchObject({ outcome: 'unmatched' });
  expect(verdicts[0]?.reason).toMatch(/"a\/one\.md", "b\/one\.md".*write the id as `id:` into the file/);
});

test('an article that has its address but tells of another day under another headline is named, and not it', () => {
  const former = item('1', { ...one, title: 'The storm', published: days(1) });
  const { verdicts, adoptions } = plan([former], [trace('one.md', { title: 'Rain', published: days(9) })]);
  expect(adoptions).toEqual([]);
  expect(verdicts[0]?.reason).toMatch(
    /^"one\.md" may be it, but not for sure; if it is, write the id as `id:`/,
  );
});

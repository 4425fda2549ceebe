import { expect, test } from 'vitest';
import { loadSettings } from '../../src/settings/sources.ts';
import { makeFolder } from './folder.ts';

async function load(order: string) {
  const settings = `feeds:\n  made:\n    - name: corrections\n      order: ${order}\n    - name: breaking\n`;
  const cwd = await makeFolder({ 'articles/courant.yaml': settings });
  return loadSettings({ flags: {}, environment: {}, cwd });
}

test.each(['published', 'updated'])('a feed made by hand may be sorted by `%s`', async (order) => {
  const loaded = await load(order);
  expect('settings' in loaded && loaded.settings.feeds.made.map((feed) => feed.order)).toEqual([
    order,
    undefined,
  ]);
  expect('settings' in loaded && loaded.settings.feeds.made[0]?.selection).toEqual({});
});

test('another order is refused with its line', async () => {
  const loaded = await load('newest');
  expect('problems' in loaded && loaded.problems).toMatchObject([
    { line: 4, reason: expect.stringContaining('must be published or updated') },
  ]);
});

import { expect, test } from 'vitest';
import { makeFolder } from '../settings/folder.ts';
import { courant } from './courant.ts';

const article = (title: string) => `---\ntitle: ${title}\ndate: 2026-01-01\n---\nText.\n`;
const files = {
  'news/short.md': article('Short'),
  'news/long.md': article('A title of more than twenty characters'),
  'news/courant.yaml': 'feeds: {made: [{name: flip, profile: flipboard}]}\n',
};

test('check names what a partner would not take, with file, partner and remedy', async () => {
  const { code, stdout } = await courant(['check', 'news'], await makeFolder(files));
  expect(code).toBe(1);
  expect(stdout).toBe(
    ['long', 'short']
      .map(
        (name) =>
          `news/${name}.md: warning: is left out of /feeds/flip for Flipboard: it has no picture; give it an \`image\` of 400 by 400 pixels or more\n`,
      )
      .join(''),
  );
});

test('explain says in which feed an article is not, and why its partner would not take it', async () => {
  const { stdout } = await courant(['explain', 'news/short.md', 'news'], await makeFolder(files));
  expect(stdout).toMatch(
    /Not in the feeds:\n +\S.*Flip +\S+\/feeds\/flip\/rss\.xml +Flipboard: it has no picture; give/,
  );
});

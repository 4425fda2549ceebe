import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { makeFolder } from '../settings/folder.ts';
import { courant } from './courant.ts';

const wire = (published: string) => `A headline

A standfirst.

- World
- Ana Gomes
- Published Date: ${published}

The body.
`;
const files = {
  'news/world/out.txt': wire('10:39 | 04 May 2025'),
  'news/later.txt': wire('10:39 | 04 May 2099'),
  'news/undated.txt': wire('').replace(/- Published.*\n/, ''),
  'news/courant.yaml': `
site: {title: The Daily, url: https://example.org/x, timezone: Europe/Brussels}
feeds: {made: [{name: fresh, hours: 1}]}
`,
};

test('tells people of an article in which feeds it is, in which not and why, and where its fields come from', async () => {
  const cwd = await makeFolder(files);
  const { code, stdout, stderr } = await courant(['explain', 'news/world/out.txt', 'news'], cwd);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(/^Title +A headline$/m);
  expect(stdout).toMatch(/^Address +https:\/\/example\.org\/x\/articles\/\S+$/m);
  expect(stdout).toMatch(/^Published +2025-05-04T08:39:00Z, in Europe\/Brussels: .*10:39:00/m);
  expect(stdout).toMatch(/^Status +out$/m);
  expect(stdout).toMatch(/In the feeds:\n +The Daily +https:\/\/example\.org\/x\/rss\.xml +number 1\n/);
  expect(stdout).toMatch(
    /Not in the feeds:\n +The Daily: Fresh +\S+\/feeds\/fresh\/rss\.xml +it is older than 1 hours?\n/,
  );
  expect(stdout).toMatch(/^ +section +World +.*line 5$/m);
  expect(existsSync(join(cwd, '.courant'))).toBe(false);
});

describe('an article is found by', () => {
  test.each([
    ['its file from the working directory', 'news/world/out.txt'],
    ['its file in the folder', 'world/out.txt'],
    ['its address', 'https://example.org/x/articles/out'],
    ['its address at another host', 'http://localhost:3000/articles/out'],
    ['the path of its address', '/articles/out'],
  ])('%s', async (_title, asked) => {
    const { code, stdout } = await courant(['explain', asked, 'news', '--json'], await makeFolder(files));
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      file: 'news/world/out.txt',
      out: true,
      published: '2025-05-04T08:39:00Z',
    });
  });

  test('its absolute file', async () => {
    const cwd = await makeFolder(files);
    const { code, stdout } = await courant(['explain', join(cwd, 'news/later.txt'), 'news', '--json'], cwd);
    expect(code).toBe(0);
    const hidden = 'it is not out before 2099-05-04T08:39:00Z';
    expect(JSON.parse(stdout)).toMatchObject({
      file: 'news/later.txt',
      out: false,
      hidden,
      feeds: [{ path: '', reason: hidden }, {}, {}, {}],
    });
  });
});

test('a file that makes no article is told why, with exit code 1', async () => {
  const { code, stdout } = await courant(['explain', 'undated.txt', 'news'], await makeFolder(files));
  expect(code).toBe(1);
  expect(stdout).toMatch(
    /^news\/undated\.txt makes no article\.\n\nProblems:\n {2}news\/undated\.txt:\d+:\d+: .*date/,
  );
});

test('what is no article is exit code 1, what cannot be read exit code 2', async () => {
  const cwd = await makeFolder(files);
  const missing = await courant(['explain', 'none.md', 'news'], cwd);
  expect(missing).toMatchObject({ code: 1, stdout: '' });
  expect(missing.stderr).toContain('`none.md` is no article of the folder `news`: name a file in it');
  expect(await courant(['explain', 'news/world/out.txt'], cwd)).toMatchObject({ code: 2, stdout: '' });
});

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { makeFolder } from '../settings/folder.ts';
import { courant } from './courant.ts';

const files = {
  'articles/a.txt':
    'A headline\n\nA standfirst.\n\n- World\n- Ana\n- Published Date: 10:39 | 04 May 2025\n\nThe body.\n',
};
const site = ['--site', 'https://paper.example'];

test('build says on standard output what it made, and nothing else anywhere', async () => {
  const cwd = await makeFolder(files);
  const first = await courant(['build', '--out', 'public', ...site], cwd);
  expect(first).toMatchObject({ code: 0, stderr: '' });
  expect(first.stdout).toMatch(/^public: (\d+) files, \1 new or changed, 0 gone\n$/);
  const second = await courant(['build', 'articles', '--out=public', ...site], cwd);
  expect(second).toMatchObject({ code: 0, stderr: '' });
  expect(second.stdout).toMatch(/^public: \d+ files, 0 new or changed, 0 gone\n$/);
  expect(existsSync(join(cwd, 'public/articles/a.html'))).toBe(true);
});

test('without a public address, a warning tells which one the site has now', async () => {
  const { code, stderr } = await courant(['build', '--out', 'public'], await makeFolder(files));
  expect(code).toBe(0);
  expect(stderr).toBe(
    'warning: every address in the site begins with http://localhost:3000; give the public one with --site\n',
  );
});

test('what had to be left out is named, the rest is built, and the exit code is 1', async () => {
  const cwd = await makeFolder({ ...files, 'articles/b.md': '---\ntitle: [\n---\nText\n' });
  const { code, stdout, stderr } = await courant(['build', '--out', 'public', ...site], cwd);
  expect(code).toBe(1);
  expect(stdout).toMatch(/^public: /);
  expect(stderr).toMatch(/^articles\/b\.md:\d+:\d+: /);
  expect(existsSync(join(cwd, 'public/articles/a.html'))).toBe(true);
});

describe('with exit code 2 and one sentence, nothing is built', () => {
  test.each([
    ['without OUT', ['build'], 'courant: say where to build: write `courant build [DIR] --out OUT`\n'],
    [
      'with an empty OUT',
      ['build', '--out='],
      'courant: say where to build: write `courant build [DIR] --out OUT`\n',
    ],
    ['when OUT has no value', ['build', '--out'], 'courant: `--out` needs a value: write `--out OUT`\n'],
    [
      'when --out is misspelt',
      ['build', '--ot', 'x'],
      'courant: there is no option `--ot`: did you mean `--out`?\n',
    ],
  ])('%s', async (_title, words, stderr) => {
    expect(await courant(words, await makeFolder(files))).toMatchObject({ code: 2, stdout: '', stderr });
  });

  test.each([
    ['among the articles', 'articles/public', /^courant: .* lies within the folder of articles .*--out$/m],
    ['where everything is', '.', /^courant: .* holds the folder of articles .*--out$/m],
    [
      'where other files are',
      'other',
      /^courant: .*other holds files that no build made, such as mine\.txt: .*$/m,
    ],
    [
      'where nothing can be made',
      'other/mine.txt/site',
      /^courant: .*could not be written: a file is in the way \(EEXIST\) at .*mine\.txt/m,
    ],
  ])('%s', async (_title, out, stderr) => {
    const cwd = await makeFolder({ ...files, 'other/mine.txt': 'mine' });
    const ended = await courant(['build', '--out', out, ...site], cwd);
    expect(ended).toMatchObject({ code: 2, stdout: '', stderr: expect.stringMatching(stderr) });
    expect(ended.stderr).not.toContain('\n    at ');
  });
});

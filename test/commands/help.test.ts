import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { roster } from '../../src/commands/roster.ts';
import { makeFolder } from '../settings/folder.ts';
import { courant } from './courant.ts';

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };

test('--version tells the version of the package, on standard output', async () => {
  expect(await courant(['--version'], '/')).toMatchObject({ code: 0, stdout: `${version}\n`, stderr: '' });
});

test('--help names every command', async () => {
  const { code, stdout, stderr } = await courant(['--help'], '/');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  for (const { name } of roster) expect(stdout).toContain(`  courant ${name} `);
});

describe('help of a command names its options and no others', () => {
  test.each(roster)('$name', async ({ name, options }) => {
    const { code, stdout } = await courant([name, '--help'], '/');
    const told = [...stdout.matchAll(/^ {2}(?:-\w, )?--([a-z-]+)/gm)].map(([, flag]) => flag);
    expect({ code, told }).toEqual({
      code: 0,
      told: expect.arrayContaining([...options, 'help', 'version']),
    });
    expect(told).toHaveLength(options.length + 2);
  });
});

test.each([
  [
    'an unknown option',
    ['serve', '--prot', '80'],
    'courant: there is no option `--prot`: did you mean `--port`?\n',
  ],
  ['an unknown command', ['serv'], 'courant: there is no command `serv`: did you mean `courant serve`?\n'],
])('%s is one line on standard error, and exit code 2', async (_title, words, stderr) => {
  expect(await courant(words, '/')).toMatchObject({ code: 2, stdout: '', stderr });
});

test.each(['serve', 'check', 'config'])(
  'with wrong settings, %s tells all of them and exits with 2',
  async (name) => {
    const cwd = await makeFolder({ 'articles/courant.yaml': 'sit: x\nwatch: 3\n' });
    const stderr = [
      'environment: `PORT=x` must be a whole number from 0 to 65535, such as 3000',
      'articles/courant.yaml:1:1: `sit` is no setting: did you mean `site`?',
      'articles/courant.yaml:2:8: `watch: 3` must be true or false',
      '',
    ].join('\n');
    expect(await courant([name], cwd, { PORT: 'x' })).toMatchObject({ code: 2, stdout: '', stderr });
  },
);

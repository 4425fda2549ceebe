import { describe, expect, test } from 'vitest';
import { readLine } from '../../src/commands/line.ts';
import { makeFolder } from '../settings/folder.ts';

const words = (line: string) => line.split(' ').filter((word) => word !== '');

describe('a command line is understood', () => {
  test.each([
    ['serve', {}, []],
    ['serve news', {}, ['news']],
    ['serve news --port 8080', { port: '8080' }, ['news']],
    ['serve --port=8080 news', { port: '8080' }, ['news']],
    ['--port 8080 serve news', { port: '8080' }, ['news']],
    ['serve --port 1 --port 2', { port: '2' }, []],
    ['serve --port -1', { port: '-1' }, []],
    ['serve --site= --watch', { site: '', watch: true }, []],
    ['serve --no-watch', { watch: false }, []],
    ['serve --watch --no-watch', { watch: false }, []],
    ['serve -- --news', {}, ['--news']],
    ['serve --log-level debug --schedule=*/9', { 'log-level': 'debug', schedule: '*/9' }, []],
    ['explain a.md news', {}, ['a.md', 'news']],
  ])('%s', async (line, flags, operands) => {
    expect(await readLine(words(line), '/')).toMatchObject({
      kind: 'run',
      request: { flags, operands, json: false },
    });
  });

  test('with switches of its own that are no settings', async () => {
    expect(await readLine(words('check --json'), '/')).toMatchObject({
      kind: 'run',
      command: { name: 'check' },
      request: { flags: {}, json: true, schema: false, operands: [] },
    });
    expect(await readLine(words('config --schema'), '/')).toMatchObject({ request: { schema: true } });
  });
});

describe('help and version are everywhere', () => {
  test.each([
    ['--help', undefined],
    ['-h', undefined],
    ['help', undefined],
    ['help serve', 'serve'],
    ['serve --help', 'serve'],
    ['serve -h --port', 'serve'],
    ['check --bogus --help', 'check'],
  ])('%s', async (line, name) => {
    const read = await readLine(words(line), '/');
    expect(read.kind).toBe('help');
    expect(read.kind === 'help' ? read.command?.name : 'no help').toBe(name);
  });

  test.each(['--version', '-v', 'serve --version'])('%s', async (line) => {
    expect(await readLine(words(line), '/')).toEqual({ kind: 'version' });
  });
});

describe('what is wrong is said in one sentence, with the nearest that is right', () => {
  test.each([
    ['', 'say what to do: `courant serve` serves the folder `articles`; see `courant --help`'],
    ['serv', 'there is no command `serv`: did you mean `courant serve`?'],
    ['chekc --json', 'there is no command `chekc`: did you mean `courant check`?'],
    ['help serv', 'there is no command `serv`: did you mean `courant serve`?'],
    [
      'bogus',
      'there is no command `bogus`: there are serve, build, check, explain, adopt, healthcheck, config',
    ],
    ['news', '`news` is a folder, not a command: write `courant serve news`'],
    ['serve --prot 80', 'there is no option `--prot`: did you mean `--port`?'],
    ['serve --no-wach', 'there is no option `--no-wach`: did you mean `--no-watch`?'],
    ['serve --logLevel x', 'there is no option `--logLevel`: did you mean `--log-level`?'],
    ['serve --frobnicate', 'there is no option `--frobnicate`: see `courant serve --help`'],
    ['serve -p 80', 'there is no option `-p`: see `courant serve --help`'],
    ['check --no-json', 'there is no option `--no-json`: did you mean `--json`?'],
    [
      'check --port 80',
      '`--port` is no option of `courant check`: it goes with `serve`, `healthcheck`, `config`; see `courant check --help`',
    ],
    [
      '--port 80',
      '`--port` needs a command: it goes with `serve`, `healthcheck`, `config`; see `courant --help`',
    ],
    ['serve --port', '`--port` needs a value: write `--port N`'],
    ['serve --site --watch', '`--site` needs a value: write `--site URL`'],
    ['serve --watch=no', '`--watch` takes no value: write `--watch` or `--no-watch`'],
    ['check --json=1', '`--json` takes no value: write `--json`'],
    ['serve a b', '`b` is a word too many: write `courant serve [DIR]`'],
    ['explain', 'say which FILE|URL: write `courant explain FILE|URL [DIR]`'],
  ])('courant %s', async (line, sentence) => {
    const cwd = await makeFolder({ 'news/a.md': '' });
    expect(await readLine(words(line), cwd)).toEqual({ kind: 'wrong', sentence });
  });

  test('a word that is empty, as of a variable that is not set', async () => {
    const sentence = 'a word is empty: write `courant serve [DIR]`';
    expect(await readLine(['serve', ''], '/')).toEqual({ kind: 'wrong', sentence });
  });
});

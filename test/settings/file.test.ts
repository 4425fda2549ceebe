import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { formatProblem } from '../../src/articles/problem.ts';
import { readSettingsFile } from '../../src/settings/file.ts';
import { makeFolder } from './folder.ts';

async function problemsOf(text: string): Promise<readonly string[]> {
  const folder = await makeFolder({ 'courant.yaml': text });
  const { problems } = await readSettingsFile(join(folder, 'courant.yaml'));
  return problems.map((problem) => formatProblem(problem).slice(folder.length + 1));
}

const at = (place: string) => `courant.yaml:${place}: `;

describe('a bad setting is named with its line, its column and what to write', () => {
  test.each([
    ['a misspelt key', 'site:\n  titel: x\n', '2:3', '`site.titel` is no setting: did you mean `title`?'],
    ['a misspelt group', 'sites:\n  title: x\n', '1:1', '`sites` is no setting: did you mean `site`?'],
    [
      'a key in camel case',
      'cache: { maxAge: 3 }\n',
      '1:10',
      '`cache.maxAge` is no setting: did you mean `max-age`?',
    ],
    [
      'a key of a group at the margin',
      'max-age: 3\n',
      '1:1',
      '`max-age` is no setting here: it belongs below `cache:`',
    ],
    [
      'a key of the margin in a group',
      'feeds:\n  schedule: x\n',
      '2:3',
      '`feeds.schedule` is no setting here: it belongs at the left margin',
    ],
    [
      'a key like no other',
      'listen:\n  colour: red\n',
      '2:3',
      '`listen.colour` is no setting: there are port, host',
    ],
    [
      'a misspelt key without a value',
      'site:\n  titel:\n',
      '2:3',
      '`site.titel` is no setting: did you mean `title`?',
    ],
    ['a key twice', 'site:\n  title: x\n  title: y\n', '3:3', '`title` is set twice: keep one of the two'],
    [
      'a number for a text',
      'site:\n  title: 1984\n',
      '2:10',
      '`site.title: 1984` must be text: put it in quotes, "1984"',
    ],
    [
      'an empty text',
      'site:\n  title: ""\n',
      '2:10',
      '`site.title: ` must be text, such as The Daily Courant',
    ],
    [
      'a text for a group',
      'site: The Daily\n',
      '1:7',
      '`site: The Daily` must have settings of its own, such as title: The Daily Courant',
    ],
    [
      'a list for the whole file',
      '- a\n- b\n',
      '1:1',
      'this file must have settings of its own, such as site: {title: The Daily Courant}',
    ],
    [
      'an address without a scheme',
      'site:\n  url: example.org\n',
      '2:8',
      '`site.url: example.org` has no scheme: write https://example.org',
    ],
    [
      'a time zone that is none',
      'site:\n  timezone: Europe/Londn\n',
      '2:13',
      '`site.timezone: Europe/Londn` is no time zone: did you mean Europe/London?',
    ],
    [
      'a language that is none',
      'site: {language: en_US}\n',
      '1:18',
      '`site.language: en_US` is no language tag: write en-US',
    ],
    [
      'a limit too high',
      'feeds:\n  limit: 301\n',
      '2:10',
      '`feeds.limit: 301` must be a whole number from 1 to 300, such as 30',
    ],
    [
      'a limit of none',
      'feeds:\n  limit: 0\n',
      '2:10',
      '`feeds.limit: 0` must be a whole number from 1 to 300, such as 30',
    ],
    [
      'a broken number',
      'feeds:\n  ttl: 1.5\n',
      '2:8',
      '`feeds.ttl: 1.5` must be a whole number from 1 to 10080, such as 15',
    ],
    [
      'a word not among those allowed',
      'feeds:\n  content: all\n',
      '2:12',
      '`feeds.content: all` must be full or summary',
    ],
    [
      'a port that there is not',
      'listen:\n  port: 65536\n',
      '2:9',
      '`listen.port: 65536` must be a whole number from 0 to 65535, such as 3000',
    ],
    [
      'a number among names',
      'feeds:\n  tags:\n    - a\n    - 3\n',
      '4:7',
      '`feeds.tags: 3` must be text: put it in quotes, "3"',
    ],
    ['a word for a switch', 'watch: maybe\n', '1:8', '`watch: maybe` must be true or false'],
    [
      'an author of an unknown key',
      'site:\n  authors:\n    - name: Bo\n      uri: x\n',
      '4:7',
      '`site.authors.uri` is no setting: did you mean `url`?',
    ],
    [
      'an author of no name',
      'site:\n  authors:\n    - url: https://a.example\n',
      '3:7',
      '`site.authors.name` is missing: it must be text, such as Ana Gomes',
    ],
    [
      'a feed of no name',
      'feeds:\n  made:\n    - title: x\n',
      '3:7',
      '`feeds.made.name` is missing: it must be text, such as breaking',
    ],
    [
      'a feed name with a space',
      'feeds:\n  made:\n    - name: Big News\n',
      '3:13',
      '`feeds.made.name: Big News` is part of an address: write big-news, and say the rest in `title`',
    ],
    [
      'two feeds of one name',
      'feeds:\n  made:\n    - name: a\n    - name: a\n',
      '4:13',
      '`feeds.made.name: a` is the name of an earlier feed: give every feed a name of its own',
    ],
    [
      'an exclusion by age',
      'feeds:\n  made:\n    - name: a\n      not: {hours: 3}\n',
      '4:13',
      '`feeds.made.not.hours` is no setting: there are sections, tags, authors, languages',
    ],
    [
      'defaults above the folder',
      'articles:\n  defaults:\n    ../x: {section: A}\n',
      '3:5',
      '`articles.defaults.../x` must be a folder inside the folder of articles, such as world',
    ],
    ['a tab', 'site:\n\ttitle: x\n', '2:1', 'is indented with a tab: use spaces'],
    [
      'a colon in a value',
      'site:\n  title: News: today\n',
      '2:10',
      'has `: ` inside a value: put the value in quotes',
    ],
    [
      'a tag',
      'site:\n  title: !secret x\n',
      '2:10',
      'has a tag beginning with `!`: write plain values, or put this one in quotes',
    ],
    [
      'an alias of nothing',
      'site: *base\n',
      '1:7',
      'has the alias `*base` of an anchor that is not there: write the value out, or put it in quotes',
    ],
  ])('%s', async (_title, text, place, reason) => {
    const problems = await problemsOf(text);
    expect(problems).toHaveLength(1);
    expect(problems[0]?.slice(0, at(place).length + reason.length)).toBe(at(place) + reason);
  });
});

test('every problem is told at once, in the order of the file', async () => {
  const text = [
    'site: {url: example.org, titel: x, language: xx_}',
    'feeds:',
    '  made: [{name: a, hours: -1}, {name: a}]',
    '  limit: no',
    'schedule: 61 * * * *',
    'schedule: 62 * * * *',
  ].join('\n');
  expect((await problemsOf(text)).map((line) => line.split(' ')[0])).toEqual([
    'courant.yaml:1:13:',
    'courant.yaml:1:26:',
    'courant.yaml:1:46:',
    'courant.yaml:3:27:',
    'courant.yaml:3:39:',
    'courant.yaml:4:10:',
    'courant.yaml:6:1:',
    'courant.yaml:6:11:',
  ]);
});

test('a bomb of aliases is refused', async () => {
  const levels = Array.from(
    { length: 9 },
    (_, level) => `a${level + 1}: &a${level + 1} [${`*a${level},`.repeat(9)}]`,
  );
  const problems = await problemsOf(['a0: &a0 [x]', ...levels].join('\n'));
  expect(problems).toEqual([`${at('1:1')}has aliases (*name) that stand for too much: write the values out`]);
});

test.each([
  ['an empty file', ''],
  ['a file of comments', '# nothing yet\n'],
  ['keys without values', 'site:\n  title:\n  copyright:\nfeeds:\n'],
  ['a byte order mark and CRLF', '\uFEFFsite:\r\n  title: x\r\n'],
])('%s is no problem', async (_title, text) => {
  expect(await problemsOf(text)).toEqual([]);
});

test('a file that nobody named may be missing, one that was named may not', async () => {
  const path = join(await makeFolder(), 'courant.yaml');
  expect((await readSettingsFile(path)).problems).toEqual([]);
  expect((await readSettingsFile(path, '--config x.yaml')).problems).toEqual([
    {
      file: path,
      reason: 'is not there, though `--config x.yaml` names it: make it, or name another',
      severity: 'error',
    },
  ]);
});

test('a folder in the place of the file is told', async () => {
  const folder = await makeFolder();
  expect((await readSettingsFile(folder)).problems).toMatchObject([
    { reason: 'is a folder: name a file of settings' },
  ]);
});

test('courant.yml, which would be passed over in silence, is told', async () => {
  const folder = await makeFolder({ 'courant.yml': '' });
  expect((await readSettingsFile(join(folder, 'courant.yaml'))).problems).toEqual([
    { file: join(folder, 'courant.yml'), reason: 'is not read: call it courant.yaml', severity: 'error' },
  ]);
});

import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Settings } from '../../src/settings/settings.ts';
import { loadListen, loadSettings, type SettingsInput } from '../../src/settings/sources.ts';
import { makeFolder } from './folder.ts';

async function load(files: Readonly<Record<string, string>>, input: Partial<SettingsInput> = {}) {
  const cwd = await makeFolder({ 'articles/.keep': '', ...files });
  const loaded = await loadSettings({ flags: {}, environment: {}, cwd, ...input });
  if ('problems' in loaded) throw new Error(loaded.problems.map(({ reason }) => reason).join('\n'));
  return { cwd, ...loaded };
}

async function problemsOf(files: Readonly<Record<string, string>>, input: Partial<SettingsInput> = {}) {
  const cwd = await makeFolder(files);
  const loaded = await loadSettings({ flags: {}, environment: {}, cwd, ...input });
  return 'problems' in loaded
    ? loaded.problems.map(({ file, reason }) => `${file.replace(`${cwd}/`, '')}: ${reason}`)
    : [];
}

test('a folder of articles with no settings works', async () => {
  const { cwd, settings } = await load({});
  expect(settings).toEqual({
    site: {
      url: 'http://localhost:3000',
      title: 'Courant',
      description: 'The newest articles from Courant',
      language: 'en',
      timezone: 'UTC',
      authors: [],
    },
    folder: join(cwd, 'articles'),
    data: join(cwd, '.courant'),
    listen: { port: 3000, host: '127.0.0.1' },
    articles: { permalink: '/articles/{slug}', defaults: [] },
    feeds: {
      limit: 30,
      content: 'full',
      ttl: 15,
      sections: true,
      tags: true,
      authors: true,
      made: [],
      withdrawn: 30,
      aliases: new Map(),
    },
    schedule: '*/5 * * * *',
    watch: true,
    logLevel: 'info',
    cache: { maxAge: 300, staleWhileRevalidate: 600, staleIfError: 86_400 },
  } satisfies Settings);
});

test('every setting of the file arrives', async () => {
  const { cwd, settings } = await load({
    'articles/courant.yaml': `
site:
  title: The Daily
  description: All of it
  url: https://example.org/news/
  language: nl-be
  timezone: Europe/Brussels
  authors: [Ana, {name: Bo, url: https://bo.example/}]
  copyright: © Us
  icon: /icon.png
  logo: https://cdn.example/logo.svg
  image: /image.jpg
articles:
  permalink: /{year}/{slug}
  defaults:
    /world/: {section: World}
    .: {language: fr}
feeds:
  limit: 20
  content: summary
  ttl: 60
  sections: [World, C++]
  tags: false
  authors: true
  made:
    - name: breaking-news
      hours: 1.5
      sections: [World]
      languages: [NL]
      not: {tags: [Paid Post]}
    - {name: all, title: Everything, description: Really, limit: 300, content: full}
cache: {max-age: 1, stale-while-revalidate: 2, stale-if-error: 3}
listen: {port: 8080, host: "::"}
schedule: "0 * * * *"
watch: false
log-level: debug
data: ../state
`,
  });
  expect(settings).toEqual({
    site: {
      url: 'https://example.org/news',
      title: 'The Daily',
      description: 'All of it',
      language: 'nl-BE',
      timezone: 'Europe/Brussels',
      authors: [{ name: 'Ana' }, { name: 'Bo', url: 'https://bo.example/' }],
      copyright: '© Us',
      icon: 'https://example.org/news/icon.png',
      logo: 'https://cdn.example/logo.svg',
      image: 'https://example.org/news/image.jpg',
    },
    folder: join(cwd, 'articles'),
    data: join(cwd, 'state'),
    listen: { port: 8080, host: '::' },
    articles: {
      permalink: '/{year}/{slug}',
      defaults: [
        { folder: 'world', values: { section: 'World' } },
        { folder: '', values: { language: 'fr' } },
      ],
    },
    feeds: {
      limit: 20,
      content: 'summary',
      ttl: 60,
      sections: ['world', 'cplusplus'],
      tags: false,
      authors: true,
      withdrawn: 30,
      aliases: new Map(),
      made: [
        {
          name: 'breaking-news',
          title: 'Breaking news',
          selection: { hours: 1.5, sections: ['world'], languages: ['nl'], not: { tags: ['paid-post'] } },
        },
        {
          name: 'all',
          title: 'Everything',
          description: 'Really',
          limit: 300,
          content: 'full',
          selection: {},
        },
      ],
    },
    schedule: '0 * * * *',
    watch: false,
    logLevel: 'debug',
    cache: { maxAge: 1, staleWhileRevalidate: 2, staleIfError: 3 },
  } satisfies Settings);
});

describe('flags beat the environment, it beats the file, that beats Jekyll, that beats the default', () => {
  const jekyll = { 'articles/_config.yml': 'url: https://jekyll.example\nbaseurl: /blog\n' };
  const file = { 'articles/courant.yaml': 'site:\n  url: https://file.example\n' };
  const environment = { COURANT_SITE: 'https://environment.example' };
  const flags = { site: 'https://flag.example' };

  test.each([
    ['the default', {}, {}, {}, 'http://localhost:3000', 'default, from the port'],
    ['Jekyll', jekyll, {}, {}, 'https://jekyll.example/blog', '_config.yml, line 1'],
    ['the file', { ...jekyll, ...file }, {}, {}, 'https://file.example', 'courant.yaml, line 2'],
    [
      'the environment',
      { ...jekyll, ...file },
      environment,
      {},
      'https://environment.example',
      'COURANT_SITE',
    ],
    ['the flag', { ...jekyll, ...file }, environment, flags, 'https://flag.example', '--site'],
  ])('%s', async (_title, files, environment, flags, url, origin) => {
    const { settings, origins } = await load(files, { environment, flags });
    expect(settings.site.url).toBe(url);
    expect(origins.get('site.url')).toBe(origin);
  });

  test('setting by setting, not group by group', async () => {
    const files = { 'articles/courant.yaml': 'listen: {port: 1, host: 0.0.0.0}\ncache: {max-age: 1}\n' };
    const { settings } = await load(files, { flags: { port: '2' } });
    expect(settings.listen).toEqual({ port: 2, host: '0.0.0.0' });
    expect(settings.cache).toMatchObject({ maxAge: 1, staleIfError: 86_400 });
  });
});

test('every option and every variable has its setting', async () => {
  const words = {
    site: 'https://a.example/',
    port: '0',
    host: 'h',
    data: 'd',
    schedule: '1 * * * *',
    watch: 'off',
    level: 'warn',
  };
  const { site, port, host, data, schedule, level } = words;
  const byFlag = await load(
    {},
    { flags: { site, port, host, data, schedule, watch: false, 'log-level': level } },
  );
  const byVariable = await load(
    {},
    {
      environment: {
        COURANT_SITE: site,
        PORT: port,
        HOST: host,
        COURANT_DATA: data,
        COURANT_SCHEDULE: schedule,
        COURANT_WATCH: words.watch,
        COURANT_LOG_LEVEL: level,
      },
    },
  );
  for (const { cwd, settings } of [byFlag, byVariable]) {
    expect(settings).toMatchObject({
      site: { url: 'https://a.example' },
      data: join(cwd, 'd'),
      listen: { port: 0, host: 'h' },
      schedule: '1 * * * *',
      watch: false,
      logLevel: 'warn',
    });
  }
  expect(byFlag.origins.get('watch')).toBe('--no-watch');
  expect(byVariable.origins.get('watch')).toBe('COURANT_WATCH');
});

test('an empty variable says nothing', async () => {
  const { settings } = await load({}, { environment: { PORT: '', COURANT_SITE: ' ', COURANT_CONFIG: '' } });
  expect(settings.site.url).toBe('http://localhost:3000');
});

test.each([
  ['--config', { flags: { config: 'other.yaml' } }],
  ['COURANT_CONFIG', { environment: { COURANT_CONFIG: 'other.yaml' } }],
])('%s names another file, from the working directory', async (_title, input) => {
  const files = {
    'other.yaml': 'site: {title: Other}\ndata: kept\n',
    'articles/courant.yaml': 'site: {title: Own}\n',
  };
  const { cwd, settings, origins } = await load(files, input);
  expect(settings.site.title).toBe('Other');
  expect(settings.data).toBe(join(cwd, 'kept'));
  expect(origins.get('site.title')).toBe('other.yaml, line 1');
});

test.each([
  ['daily-news', 'Daily news'],
  ['El_País', 'El País'],
  ['_posts', 'Courant'],
  ['content', 'Courant'],
  ['...', 'Courant'],
])('the site of the folder %s is called %s', async (folder, title) => {
  const { settings } = await load({ [`x/${folder}/.keep`]: '' }, { folder: `x/${folder}` }).catch(() =>
    load({}),
  );
  expect(settings.site.title).toBe(title);
});

test('the port of the default address is the one to listen at', async () => {
  expect((await load({}, { environment: { PORT: '8080' } })).settings.site.url).toBe('http://localhost:8080');
  expect((await load({}, { flags: { port: '0' } })).settings.site.url).toBe('http://localhost:0');
});

describe('what is wrong on the command line and in the environment is named by option and variable', () => {
  const files = { 'articles/.keep': '' };
  test.each([
    [
      'a site without a scheme',
      { site: 'example.org' },
      {},
      'command line: `--site example.org` has no scheme: write https://example.org',
    ],
    [
      'a port that is none',
      { port: 'abc' },
      {},
      'command line: `--port abc` must be a whole number from 0 to 65535, such as 3000',
    ],
    [
      'a negative port',
      { port: '-1' },
      {},
      'command line: `--port -1` must be a whole number from 0 to 65535, such as 3000',
    ],
    [
      'a port in a variable',
      {},
      { PORT: '1e9' },
      'environment: `PORT=1e9` must be a whole number from 0 to 65535, such as 3000',
    ],
    [
      'a word for a switch',
      {},
      { COURANT_WATCH: 'perhaps' },
      'environment: `COURANT_WATCH=perhaps` must be true or false',
    ],
    ['an empty option', { data: '' }, {}, 'command line: `--data` must be text, such as .courant'],
    [
      'a file that is not there',
      { config: 'no.yaml' },
      {},
      'no.yaml: is not there, though `--config no.yaml` names it: make it, or name another',
    ],
  ])('%s', async (_title, flags, environment, problem) => {
    expect(await problemsOf(files, { flags, environment })).toEqual([problem]);
  });

  test('all together with those of the file and of the folder', async () => {
    const cwd = await makeFolder({ 'bad.yaml': 'wach: true\n' });
    const loaded = await loadSettings({
      cwd,
      folder: 'gone',
      flags: { site: 'x', config: 'bad.yaml' },
      environment: { PORT: 'y' },
    });
    const files = 'problems' in loaded ? loaded.problems.map(({ file }) => basename(file)) : [];
    expect(files).toEqual(['gone', 'command line', 'environment', 'bad.yaml']);
  });
});

test.each([
  [
    'is missing',
    {},
    undefined,
    'articles: is not there: make this folder and put articles into it, or name another, as in `courant serve DIR`',
  ],
  [
    'was named and is missing',
    {},
    'news',
    'news: is not there: make this folder and put articles into it, or name the right one',
  ],
  ['is a file', { news: '' }, 'news', 'news: is a file: name the folder that holds the articles'],
])('a folder of articles that %s is a problem', async (_title, files, folder, problem) => {
  expect(await problemsOf(files, folder === undefined ? {} : { folder })).toEqual([problem]);
});

describe('the settings of a Jekyll site', () => {
  test('count where there are no others', async () => {
    const { settings, origins } = await load({
      'articles/_config.yml': `
name: My site
url: "https://me.example"
baseurl: "/blog/"
description: >-
  Words
author: {name: Me, email: me@me.example}
timezone: Europe/Paris
lang: fr_FR
`,
    });
    expect(settings.site).toEqual({
      title: 'My site',
      url: 'https://me.example/blog',
      description: 'Words',
      authors: [{ name: 'Me' }],
      timezone: 'Europe/Paris',
      language: 'fr-FR',
    });
    expect(origins.get('site.title')).toBe('_config.yml, line 2');
  });

  test.each([
    ['empty values', 'title: ""\nurl: ""\nbaseurl: ""\n'],
    ['values that Courant cannot use', 'title: [a]\nurl: example\ntimezone: Mars/Base\nlang: 3\n'],
    ['a file that is no YAML', 'title: a: b\n\t-'],
  ])('are passed over for %s', async (_title, text) => {
    const { settings } = await load({ 'articles/_config.yml': text });
    expect(settings.site).toMatchObject({
      title: 'Courant',
      url: 'http://localhost:3000',
      timezone: 'UTC',
      language: 'en',
    });
  });
});

test('where to listen can be asked while file and folder are being mended', async () => {
  const input = {
    flags: {},
    environment: { HOST: '0.0.0.0' },
    cwd: await makeFolder({ 'a/courant.yaml': 'sit: x\n' }),
  };
  const listen = { port: 3000, host: '0.0.0.0' };
  expect(await loadListen({ ...input, folder: 'a' })).toEqual({ listen });
  expect(await loadListen({ ...input, folder: 'gone' })).toEqual({ listen });
});

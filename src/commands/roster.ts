import { settingOptions } from '../settings/options.ts';
import type { Command } from './command.ts';

const reading = ['site', 'data', 'config'] as const;

/** Every command, in the order of help. */
export const roster: readonly Command[] = [
  {
    name: 'serve',
    operands: ['[DIR]'],
    summary: 'reads the articles of DIR, serves their feeds and keeps them fresh',
    details: [
      'DIR is the folder of articles: `articles` when it is left out. With --at, the clock stands still at TIME: articles that',
      'are still to come are seen, by this machine alone and at a port of its own; nothing of it is remembered.',
    ],
    options: [...settingOptions.map(({ flag }) => flag), 'at'],
    load: async () => (await import('./serve.ts')).serve,
  },
  {
    name: 'build',
    operands: ['[DIR]'],
    summary: 'writes the whole site of DIR as static files: `courant build --out OUT`',
    details: [
      'OUT comes to hold every page and feed, compressed copies beside them, and what they show. It is replaced as a whole or',
      'not at all, and must be empty, not there yet, or made by a build. Files that did not change stay the same files.',
      'Exit code: 0, 1 when something had to be left out, 2 when nothing could be built.',
    ],
    options: [...reading, 'out'],
    load: async () => (await import('./build.ts')).build,
  },
  {
    name: 'check',
    operands: ['[DIR]'],
    summary: 'tells every problem of the articles, as `file:line:column: what is wrong`',
    details: ['Exit code: 0 when there is none, 1 when there are problems, 2 when it could not look.'],
    options: [...reading, 'json'],
    load: async () => (await import('./check.ts')).check,
  },
  {
    name: 'explain',
    operands: ['FILE|URL', '[DIR]'],
    summary: 'tells of one article in which feeds it is, or why not, and where its fields came from',
    details: [
      'FILE is the file of an article; URL its address, whole or from the first slash after the host.',
      'Exit code: 0 when there is such an article, 1 when there is none, 2 when it could not look.',
    ],
    options: [...reading, 'json'],
    load: async () => (await import('./explain.ts')).explain,
  },
  {
    name: 'adopt',
    operands: ['URL|FILE', '[DIR]'],
    summary: 'takes over the ids of the feed of a former system, so that readers see no article twice',
    details: [
      'URL is the address of its feed (RSS, Atom or JSON Feed), FILE a saved one. Once for each feed of it.',
      'Of a URL, older items are read too, where the feed says that there are more. The service must be stopped.',
      'Exit code: 0 when each item is an article with its id now, 1 when some are not, 2 when nothing was adopted.',
    ],
    options: [...reading, 'dry-run', 'json'],
    load: async () => (await import('./adopt.ts')).adopt,
  },
  {
    name: 'healthcheck',
    operands: ['[DIR]'],
    summary: 'asks the running service whether it is ready; for containers',
    details: ['Exit code: 0 when it is ready, 1 when not. Give it the same port, host and DIR as `serve`.'],
    options: ['port', 'host', 'config'],
    load: async () => (await import('./healthcheck.ts')).healthcheck,
  },
  {
    name: 'config',
    operands: ['[DIR]'],
    summary: 'shows the settings in force, and where each value came from',
    details: ['Exit code: 0, or 2 when something is wrong with the settings.'],
    options: [...settingOptions.map(({ flag }) => flag), 'json', 'schema'],
    load: async () => (await import('./config.ts')).config,
  },
];

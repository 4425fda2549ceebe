import { settingOptions } from '../settings/options.ts';
import type { Command } from './command.ts';

const reading = ['site', 'data', 'config'] as const;

/** Every command, in the order of help. */
export const roster: readonly Command[] = [
  {
    name: 'serve',
    operands: ['[DIR]'],
    summary: 'reads the articles of DIR, serves their feeds and keeps them fresh',
    details: ['DIR is the folder of articles: `articles` when it is left out.'],
    options: settingOptions.map(({ flag }) => flag),
    load: async () => (await import('./serve.ts')).serve,
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

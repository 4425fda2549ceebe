import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/** What each room may import from, besides itself; a room of `src` is a folder or a file at its top. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  words: [],
  articles: ['words'],
  clock: ['articles'],
  feeds: ['articles', 'words'],
  publishing: ['articles', 'feeds', 'clock'],
  pages: ['articles', 'feeds', 'words', 'publishing'],
  http: ['articles', 'feeds', 'publishing', 'pages', 'clock', 'log'],
  storage: ['articles', 'publishing', 'clock'],
  adoption: ['articles', 'feeds'],
  settings: ['articles', 'feeds'],
  log: ['settings'],
  listening: [],
  newsroom: ['articles', 'clock', 'feeds', 'pages', 'publishing', 'settings', 'storage'],
  remembering: ['articles', 'newsroom', 'publishing', 'settings', 'storage'],
  reception: ['articles', 'clock', 'http', 'log', 'newsroom', 'pages', 'publishing', 'settings'],
  service: [
    'articles',
    'clock',
    'http',
    'listening',
    'log',
    'newsroom',
    'publishing',
    'reception',
    'remembering',
    'settings',
    'storage',
  ],
  building: ['articles', 'clock', 'feeds', 'http', 'newsroom', 'pages', 'publishing', 'settings', 'storage'],
  commands: [
    'adoption',
    'articles',
    'building',
    'clock',
    'feeds',
    'heap',
    'log',
    'newsroom',
    'publishing',
    'service',
    'settings',
    'storage',
  ],
  heap: [],
  main: ['commands', 'heap'],
};

/** The one folder that knows each dependency. */
const owners: Readonly<Record<string, readonly string[]>> = {
  express: ['http'],
  'prom-client': ['http/metrics'],
  feed: ['feeds/formats'],
  saxes: ['feeds/formats'],
  marked: ['articles/reading'],
  htmlparser2: ['articles/reading'],
  'smol-toml': ['articles/reading'],
  'temporal-polyfill': ['articles/reading'],
  // The settings are YAML too, and are read with places of their own.
  yaml: ['articles/reading', 'settings'],
  zod: ['settings'],
  pino: ['log.ts'],
  // The settings check an expression by the rules of the one who will run it.
  'node-cron': ['publishing', 'settings'],
};

const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => ({ file: file.replaceAll('\\', '/'), text: readFileSync(`src/${file}`, 'utf8') }));

const imports = files.flatMap(({ file, text }) =>
  [...text.matchAll(/^(?:import|export)\s[^'"]*?from '([^']+)'|^import '([^']+)'|import\('([^']+)'\)/gm)].map(
    (match) => ({
      file,
      from: match[1] ?? match[2] ?? match[3] ?? '',
    }),
  ),
);

function room(file: string): string {
  return (file.split('/')[0] ?? '').replace(/\.ts$/, '');
}

test('there is something to hold', () => {
  expect(files.length).toBeGreaterThan(50);
  expect(imports.length).toBeGreaterThan(100);
});

test('rooms import only from the rooms below them', () => {
  const wrong = imports
    .filter(({ from }) => from.startsWith('.'))
    .map(({ file, from }) => ({ file, target: room(new URL(from, `file:///${file}`).pathname.slice(1)) }))
    .filter(({ file, target }) => room(file) !== target && !mayImport[room(file)]?.includes(target))
    .map(({ file, target }) => `${file} imports from ${target}`);
  expect(wrong).toEqual([]);
});

test('every dependency has one owner', () => {
  const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
  expect(Object.keys(owners).sort()).toEqual(Object.keys(dependencies).sort());
  const wrong = imports
    .filter(({ from }) => !from.startsWith('.') && !from.startsWith('node:'))
    .filter(({ file, from }) => !owners[from.split('/')[0] ?? '']?.some((owner) => file.startsWith(owner)))
    .map(({ file, from }) => `${file} imports ${from}`);
  expect(wrong).toEqual([]);
});

test('only the clock tells the time', () => {
  const wrong = files.filter(
    ({ file, text }) => file !== 'clock.ts' && /new Date\(\)|Date\.now|Temporal\.Now/.test(text),
  );
  expect(wrong.map(({ file }) => file)).toEqual([]);
});

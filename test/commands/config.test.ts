import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeFolder } from '../settings/folder.ts';
import { courant } from './courant.ts';

const file = { 'news/courant.yaml': 'site:\n  title: The Daily\ncache: {max-age: 60}\n' };

test('config aligns what is in force with where it came from', async () => {
  const { code, stdout, stderr } = await courant(
    ['config', 'news', '--port', '8080'],
    await makeFolder(file),
    {
      COURANT_LOG_LEVEL: 'warn',
    },
  );
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const rows = stdout.trimEnd().split('\n');
  const column = rows[0]?.indexOf('From') ?? -1;
  const told = new Map(
    rows.map((row) => [row.split(' ')[0], [row.slice(30, column).trim(), row.slice(column)]]),
  );
  expect(rows.every((row) => row[column - 1] === ' ' && row[column] !== ' ')).toBe(true);
  expect(told.get('site.title')).toEqual(['The Daily', 'courant.yaml, line 2']);
  expect(told.get('site.url')).toEqual(['http://localhost:8080', 'default, from the port']);
  expect(told.get('listen.port')).toEqual(['8080', '--port']);
  expect(told.get('log-level')).toEqual(['warn', 'COURANT_LOG_LEVEL']);
  expect(told.get('cache.max-age')).toEqual(['60', 'courant.yaml, line 3']);
  expect(told.get('feeds.limit')).toEqual(['30', 'default']);
});

test('config --json tells the same to programs', async () => {
  const cwd = await makeFolder(file);
  const { code, stdout } = await courant(['config', 'news', '--json'], cwd);
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    'site.title': { value: 'The Daily', origin: 'courant.yaml, line 2' },
    folder: { value: join(cwd, 'news'), origin: 'command line' },
    'feeds.made': { value: [], origin: 'default' },
    'cache.max-age': { value: 60, origin: 'courant.yaml, line 3' },
  });
});

test('config --schema is a JSON Schema of the file, wherever it is asked', async () => {
  const { code, stdout } = await courant(['config', '--schema'], '/');
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    additionalProperties: false,
    properties: {
      feeds: { properties: { limit: { type: 'integer', minimum: 1, maximum: 300 } } },
      cache: { properties: { 'max-age': { type: 'integer' } } },
    },
  });
});

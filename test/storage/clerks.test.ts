import { rmSync, symlinkSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import type { Clerks, createClerks } from '../../src/storage/clerks.ts';
import { createShaping } from '../../src/storage/shaping.ts';
import { markFor } from '../../src/storage/stamptable.ts';
import type { Told } from '../../src/storage/telling.ts';
import { compile } from '../support/compiled.ts';
import { piece, plant, site, write } from './tree.ts';

/** Threads run compiled files only; that of the thread brings the others along. */
let compiled: Awaited<ReturnType<typeof compile>>;
let create: typeof createClerks;

beforeAll(async () => {
  compiled = await compile('storage/clerkthread.ts');
  symlinkSync(
    fileURLToPath(new URL('../../node_modules', import.meta.url)),
    fileURLToPath(new URL('../../node_modules', compiled.url)),
    'dir',
  );
  const url = compiled.url.replace('clerkthread.js', 'clerks.js');
  ({ createClerks: create } = await import(/* @vite-ignore */ url));
});

afterAll(() => compiled.remove());

function clerksOf(folder: string): Clerks {
  const clerks = create({ folder, completion: { site, permalink: '/articles/{slug}' } });
  onTestFinished(() => clerks.close());
  return clerks;
}

const context = { timezone: 'UTC', defaults: {} };

async function titlesOf(
  clerks: Clerks,
  folder: string,
  keys: readonly string[],
): Promise<Map<string, string>> {
  const titles = new Map<string, string>();
  const files = keys.map((key) => ({ key, path: `${folder}/${key}`, context }));
  await clerks.inspect(files, async (batch, json) => {
    const all: Told[] = JSON.parse(json.toString());
    batch.forEach(({ key }, index) => {
      const told = all[index];
      const inspection = told && createShaping()(told, key);
      const composed = inspection !== undefined && 'digest' in inspection ? inspection.composed : undefined;
      titles.set(key, composed?.article?.title ?? 'none');
    });
  });
  return titles;
}

test('threads find and read every file, each once, however many there are', async () => {
  const keys = Array.from({ length: 2100 }, (_, index) => `${index}.md`);
  const folder = plant(Object.fromEntries(keys.map((key) => [key, piece(`Title of ${key}`)])));
  const clerks = clerksOf(folder);
  const news = await clerks.search({ since: 0, again: [] });
  expect(news?.found.map(({ key }) => key).sort()).toEqual([...keys].sort());
  const titles = await titlesOf(clerks, folder, keys);
  expect([...titles].filter(([key, title]) => title !== `Title of ${key}`)).toEqual([]);
  expect(titles.size).toBe(keys.length);
  write(folder, { '7.md': piece('Other') });
  const changed = await clerks.search({ since: news?.number ?? 0, again: [], changed: ['7.md'] });
  expect(changed?.found.map(({ key }) => key)).toEqual(['7.md']);
});

test('the thread that goes on after many files knows what the one before knew', async () => {
  const keys = Array.from({ length: 2100 }, (_, index) => `x/${index}.md`);
  const folder = plant(Object.fromEntries(keys.map((key) => [key, piece(key)])));
  const clerks = clerksOf(folder);
  const first = await clerks.search({ since: 0, again: [] });
  rmSync(`${folder}/x/7.md`);
  write(folder, { 'x/8.md': piece('Other') });
  const second = await clerks.search({ since: first?.number ?? 0, again: [] });
  expect([second?.isWhole, second?.found.map(({ key }) => key), second?.gone, second?.total]).toEqual([
    false,
    ['x/8.md'],
    [markFor('x/7.md')],
    2099,
  ]);
  const changed = await clerks.search({ since: second?.number ?? 0, again: [], changed: ['x'] });
  expect(changed).toBeUndefined();
});

test('an error of the file system comes out of the thread with its code', async () => {
  const clerks = clerksOf(`${plant()}/none`);
  await expect(clerks.search({ since: 0, again: [] })).rejects.toMatchObject({ code: 'ENOENT' });
});

test('a thread that has ended is begun anew, and knows that it knows nothing', async () => {
  const folder = plant({ 'a.md': piece('A') });
  const clerks = clerksOf(folder);
  const first = await clerks.search({ since: 0, again: [] });
  await clerks.close();
  const second = await clerks.search({ since: first?.number ?? 0, again: [] });
  expect([second?.isWhole, second?.total]).toEqual([true, 1]);
});

test('what takes in a batch may fail, and then the whole reading does', async () => {
  const folder = plant({ 'a.md': piece('A') });
  const files = [{ key: 'a.md', path: `${folder}/a.md`, context }];
  const reading = clerksOf(folder).inspect(files, () => Promise.reject(new Error('no room')));
  await expect(reading).rejects.toThrow('no room');
});

import { renameSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { emptyLibrary, type Library } from '../../src/articles/library.ts';
import { open, piece, plant, write } from './tree.ts';

const titles = ({ articles }: Library): string[] => articles.map(({ title }) => title).sort();

test('with a hint only what changed is read; without one, everything', async () => {
  const folder = plant({ 'a.md': piece('A'), 'b.md': piece('B'), 'c.md': piece('C') });
  const source = open(folder);
  const before = await source.read(emptyLibrary);
  write(folder, { 'a.md': piece('A2'), 'b.md': piece('B2') });
  const hinted = await source.read(before, { changed: new Set(['a.md']) });
  expect(titles(hinted)).toEqual(['A2', 'B', 'C']);
  expect(hinted.articles.find(({ key }) => key === 'c.md')).toBe(
    before.articles.find(({ key }) => key === 'c.md'),
  );
  expect(titles(await source.read(hinted))).toEqual(['A2', 'B2', 'C']);
});

test('an article that comes, goes or moves under a hint keeps its id and its place', async () => {
  const folder = plant({ 'a.md': piece('A'), 'b.md': piece('B', { date: '2025-06-01T00:00:00Z' }) });
  const source = open(folder);
  const first = await source.read(emptyLibrary);
  renameSync(join(folder, 'a.md'), join(folder, 'moved.md'));
  write(folder, { 'new.md': piece('New', { date: '2025-07-01T00:00:00Z' }) });
  const second = await source.read(first, { changed: new Set(['a.md', 'moved.md', 'new.md']) });
  expect(second.articles.map(({ key }) => key)).toEqual(['new.md', 'b.md', 'moved.md']);
  expect(second.articles[2]?.id).toBe(first.articles[1]?.id);
  unlinkSync(join(folder, 'b.md'));
  const third = await source.read(second, { changed: new Set(['b.md']) });
  expect(third.articles.map(({ key }) => key)).toEqual(['new.md', 'moved.md']);
  expect(await source.read(third)).toBe(third);
});

test('an article whose picture changed is another, hint or not', async () => {
  const folder = plant({ 'a.md': piece('A', {}, '![Bridge](a.jpg)'), 'a.jpg': 'one' });
  const source = open(folder);
  const before = await source.read(emptyLibrary);
  const [article] = before.articles;
  if (article === undefined) throw new Error('no article');
  await source.content(article);
  write(folder, { 'a.jpg': 'other' });
  const after = await source.read(before, { changed: new Set(['a.jpg']) });
  expect(after.articles[0]?.revision).not.toBe(article.revision);
});

test('a hint that says nothing of what changed is made good at the next reading', async () => {
  const folder = plant({ 'a.md': piece('A') });
  const source = open(folder);
  const before = await source.read(emptyLibrary);
  write(folder, { 'a.md': piece('A2') });
  expect(await source.read(before, { changed: new Set() })).toBe(before);
  expect(titles(await source.read(before))).toEqual(['A2']);
});

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

test.each([
  ['as it was', {}, {}],
  ['and was edited', {}, {}, 'Other words'],
  ['under another title, with its own slug', { slug: 'same' }, { slug: 'same', title: 'B' }],
])(
  'a hint that tells only where an article moved to, not from where, takes it for no copy: %s',
  async (_, before, after, words = '') => {
    const folder = plant({ 'a.md': piece('A', before), 'z.md': piece('Z') });
    const source = open(folder);
    const first = await source.read(emptyLibrary);
    unlinkSync(join(folder, 'a.md'));
    write(folder, { 'moved.md': piece('A', after, words === '' ? undefined : words) });
    const second = await source.read(first, { changed: new Set(['moved.md']) });
    expect(second.articles.map(({ key }) => key).sort()).toEqual(['moved.md', 'z.md']);
    expect(second.problems).toEqual([]);
    const idAt = ({ articles }: Library, key: string) => articles.find((article) => article.key === key)?.id;
    expect(idAt(second, 'moved.md')).toBe(idAt(first, 'a.md'));
    expect(await source.read(second)).toBe(second);
  },
);

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

const older = '2025-01-01T00:00:00Z';

test.each([
  ['loses its id to another', 'b.md', { id: 'tag:a.example,2026:1', date: older }],
  ['expires', 'a.md', { id: 'tag:a.example,2026:1', expires: '2025-06-01T00:00:00Z' }],
])('a link to an article that %s by the edit that is hinted at is made anew', async (_, name, fields) => {
  const folder = plant({
    'a.md': piece('A', { id: 'tag:a.example,2026:1' }),
    'b.md': piece('B', { date: older }),
    'c.md': piece('C', {}, '[A](a.md)'),
  });
  const source = open(folder);
  const before = await source.read(emptyLibrary);
  const linking = ({ articles }: Library) => {
    const article = articles.find(({ key }) => key === 'c.md');
    if (article === undefined) throw new Error('no article');
    return article;
  };
  expect((await source.content(linking(before))).html).toContain('href');
  write(folder, { [name]: piece(name, fields) });
  const after = await source.read(before, { changed: new Set([name]) });
  expect(linking(after)).not.toBe(linking(before));
  expect((await source.content(linking(after))).html).not.toContain('href');
  expect(await source.read(after)).toBe(after);
});

test('a link to nothing is made anew when a file comes there that cannot be read', async () => {
  const folder = plant({ 'c.md': piece('C', {}, '[B](b.md)') });
  const source = open(folder);
  const before = await source.read(emptyLibrary);
  const [linking] = before.articles;
  if (linking === undefined) throw new Error('no article');
  expect((await source.content(linking)).html).toContain('href');
  write(folder, { 'b.md': '---\ntitle: "never\n---\n' });
  const after = await source.read(before, { changed: new Set(['b.md']) });
  expect(after.articles[0]).not.toBe(linking);
});

test('a problem that may be told from another instant on is another', async () => {
  const folder = plant({
    'a.md': piece('A', { slug: 'same', date: '2025-01-01T00:00:00Z' }),
    'b.md': piece('B', { slug: 'same', date: '2025-02-01T00:00:00Z' }),
  });
  const source = open(folder);
  const before = await source.read(emptyLibrary);
  write(folder, { 'b.md': piece('B', { slug: 'same', date: '2099-02-01T00:00:00Z' }) });
  const after = await source.read(before);
  expect([before, after].map(({ problems }) => problems[0]?.out?.from)).toEqual([
    Date.UTC(2025, 1, 1),
    Date.UTC(2099, 1, 1),
  ]);
});

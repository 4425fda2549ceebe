import { mkdirSync, renameSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createClerk, type News } from '../../src/storage/clerk.ts';
import { markFor } from '../../src/storage/stamptable.ts';
import { piece, plant, site, write } from './tree.ts';

const clerkOf = (folder: string) => createClerk(folder, { site, permalink: '/articles/{slug}' });

const keys = (news: News | undefined) =>
  news && { found: news.found.map(({ key }) => key).sort(), gone: [...news.gone].sort(), total: news.total };

describe('a search', () => {
  test('finds everything at first, and then what is different', () => {
    const folder = plant({ 'a.md': piece('A'), 'x/b.md': piece('B'), 'c.md': piece('C') });
    const clerk = clerkOf(folder);
    const first = clerk.search({ since: 0, again: [] });
    expect(first?.isWhole).toBe(true);
    expect(keys(first)).toEqual({ found: ['a.md', 'c.md', 'x/b.md'], gone: [], total: 3 });
    const since = first?.number ?? 0;
    const second = clerk.search({ since, again: ['c.md'] });
    expect(keys(second)).toEqual({ found: ['c.md'], gone: [], total: 3 });
    write(folder, { 'a.md': piece('A again'), 'd.md': piece('D') });
    unlinkSync(join(folder, 'x/b.md'));
    const third = clerk.search({ since: second?.number ?? 0, again: [] });
    expect(keys(third)).toEqual({ found: ['a.md', 'd.md'], gone: [markFor('x/b.md')], total: 3 });
  });

  test('tells everything anew to who did not take in the last news', () => {
    const clerk = clerkOf(plant({ 'a.md': piece('A') }));
    const first = clerk.search({ since: 0, again: [] });
    clerk.search({ since: first?.number ?? 0, again: [] });
    const news = clerk.search({ since: first?.number ?? 0, again: [] });
    expect([news?.isWhole, keys(news)?.found]).toEqual([true, ['a.md']]);
  });
});

describe('a glance at what changed', () => {
  const searched = (files: Record<string, string>) => {
    const folder = plant(files);
    const clerk = clerkOf(folder);
    let since = clerk.search({ since: 0, again: [] })?.number ?? 0;
    const glance = (...changed: string[]) => {
      const news = clerk.search({ since, again: [], changed });
      since = news?.number ?? since;
      return keys(news);
    };
    return { folder, clerk, glance };
  };

  test('looks at nothing else', () => {
    const { folder, glance } = searched({ 'a.md': piece('A'), 'b.md': piece('B'), 'c.md': piece('C') });
    write(folder, { 'a.md': piece('A again'), 'b.md': piece('B again'), 'new.md': piece('New') });
    unlinkSync(join(folder, 'c.md'));
    expect(glance('a.md', 'new.md')).toEqual({ found: ['a.md', 'new.md'], gone: [], total: 4 });
    expect(glance('c.md')).toEqual({ found: [], gone: [markFor('c.md')], total: 3 });
  });

  test('leaves to the next search what it did not look at', () => {
    const { folder, clerk, glance } = searched({ 'a.md': piece('A'), 'b.md': piece('B') });
    write(folder, { 'a.md': piece('A again'), 'b.md': piece('B again') });
    expect(glance('a.md')?.found).toEqual(['a.md']);
    expect(keys(clerk.search({ since: 2, again: [] }))?.found).toEqual(['b.md']);
  });

  test('passes over what is no article: the other files of editors', () => {
    const { folder, glance } = searched({ 'a.md': piece('A') });
    writeFileSync(join(folder, 'a.md~'), 'x');
    writeFileSync(join(folder, '.a.md.swp'), 'x');
    expect(glance('a.md~', '.a.md.swp', '4913', 'p.jpg')).toEqual({ found: [], gone: [], total: 1 });
  });

  test.each<[string, string, (folder: string) => void]>([
    ['a folder that came', 'y', (folder) => mkdirSync(join(folder, 'y'))],
    ['a folder that went', 'x', (folder) => rmSync(join(folder, 'x'), { recursive: true })],
    ['a folder that moved', 'x', (folder) => renameSync(join(folder, 'x'), join(folder, 'z'))],
    ['a link', 'l.md', (folder) => symlinkSync('a.md', join(folder, 'l.md'))],
    ['what a link may lead to', '_store/a.md', (folder) => write(folder, { '_store/a.md': 'A' })],
    ['settings of a tool', '_config.yml', (folder) => write(folder, { '_config.yml': '' })],
    ['a name in another form of Unicode', 'e\u0301.md', (folder) => write(folder, { 'e\u0301.md': 'E' })],
  ])('is refused for %s, which only a search understands', (_, path, change) => {
    const { folder, glance } = searched({ 'a.md': piece('A'), 'x/b.md': piece('B') });
    change(folder);
    expect(glance(path)).toBeUndefined();
  });

  test('is refused where files are read through links', () => {
    const folder = plant({ '_store/a.md': piece('A'), 'b.md': piece('B') });
    symlinkSync('_store/a.md', join(folder, 'a.md'));
    const clerk = clerkOf(folder);
    const since = clerk.search({ since: 0, again: [] })?.number ?? 0;
    expect(clerk.search({ since, again: [], changed: ['b.md'] })).toBeUndefined();
  });
});

import { renameSync, rmSync, unlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Article } from '../../src/articles/article.ts';
import { emptyLibrary, type Library } from '../../src/articles/library.ts';
import { Outdated } from '../../src/articles/source.ts';
import { factsOf } from '../../src/storage/packedarticle.ts';
import { memoryIds, open, piece, plant, site, write } from './tree.ts';

const keys = ({ articles }: Library): string[] => articles.map(({ key }) => key);
const told = ({ problems }: Library): string[] =>
  problems.map(({ file, severity, reason }) => `${severity} ${file} ${reason}`);

function article(library: Library, key: string) {
  const found = library.articles.find((article) => article.key === key);
  if (found === undefined) throw new Error(`${key} is not in the library: ${JSON.stringify(library)}`);
  return found;
}

describe('a folder', () => {
  test('holds its articles, nested as they may be, newest first', async () => {
    const folder = plant({
      'old.md': piece('Old', { date: '2020-01-01T00:00:00Z' }),
      'a/b/c/new.md': piece('New', { date: '2025-01-01T00:00:00Z' }),
      'a/middle.markdown': piece('Middle', { date: '2023-01-01T00:00:00Z' }),
      'a/picture.jpg': 'no article',
      'courant.yaml': 'site: {}',
    });
    const library = await open(folder).read(emptyLibrary);
    expect(keys(library)).toEqual(['a/b/c/new.md', 'a/middle.markdown', 'old.md']);
    expect(library.problems).toEqual([]);
    expect(factsOf(library.articles[2] as Article)).toMatchObject({
      title: 'Old',
      permalink: `${site.url}/articles/old`,
      authors: [{ name: 'The desk' }],
    });
  });

  test('leaves out what is not meant for readers', async () => {
    const folder = plant({
      'a.md': piece('A'),
      '.hidden.md': piece('Hidden'),
      '._a.md': piece('Of macOS'),
      '.git/a.md': piece('Git'),
      'node_modules/x/a.md': piece('Module'),
      '_includes/a.md': piece('Include'),
      'deep/_site/a.md': piece('Site'),
      'posts/_index.md': piece('List'),
      'README.md': '# How this folder is kept',
      'robots.txt': 'User-agent: *',
    });
    const library = await open(folder).read(emptyLibrary);
    expect([keys(library), told(library)]).toEqual([['a.md'], []]);
  });

  test('knows drafts by their folder, and a README with front matter as an article', async () => {
    const folder = plant({
      '_drafts/a.md': piece('A'),
      'x/_posts/2025-01-01-b.md': piece('B'),
      'README.md': piece('Read me'),
    });
    const library = await open(folder).read(emptyLibrary);
    expect(Object.fromEntries(library.articles.map(({ key, status }) => [key, status]))).toEqual({
      '_drafts/a.md': 'draft',
      'x/_posts/2025-01-01-b.md': 'published',
      'README.md': 'published',
    });
  });

  test('that is empty says what to put there', async () => {
    const library = await open(plant()).read(emptyLibrary);
    expect(library.articles).toEqual([]);
    expect(told(library)).toEqual([
      expect.stringContaining('warning . holds no articles yet; put .md, .txt or .html files there'),
    ]);
  });

  test('that is missing, or a file, is told in a sentence', async () => {
    const folder = plant({ 'a.md': piece('A') });
    await expect(open(join(folder, 'none')).read(emptyLibrary)).rejects.toThrow(
      /none does not exist; create it/,
    );
    await expect(open(join(folder, 'a.md')).read(emptyLibrary)).rejects.toThrow(
      /a\.md is a file, not a folder/,
    );
  });

  test('that went missing is told, and when it is back nothing has changed', async () => {
    const folder = plant({ 'a.md': piece('A') });
    const source = open(folder);
    const library = await source.read(emptyLibrary);
    renameSync(folder, `${folder}-away`);
    await expect(source.read(library)).rejects.toThrow(/does not exist/);
    renameSync(`${folder}-away`, folder);
    expect(await source.read(library)).toBe(library);
  });

  test('that gave place to an empty one (a disk that is not mounted) is told, and loses nothing', async () => {
    const folder = plant({ 'a.md': piece('A') });
    const source = open(folder);
    const library = await source.read(emptyLibrary);
    renameSync(folder, `${folder}-away`);
    write(folder, { 'x.jpg': '' });
    await expect(source.read(library)).rejects.toThrow(/was replaced by an empty one/);
    rmSync(folder, { recursive: true });
    renameSync(`${folder}-away`, folder);
    expect(await source.read(library)).toBe(library);
  });

  test('whose last article was deleted is empty', async () => {
    const folder = plant({ 'a.md': piece('A') });
    const source = open(folder);
    const library = await source.read(emptyLibrary);
    unlinkSync(join(folder, 'a.md'));
    expect(keys(await source.read(library))).toEqual([]);
  });
});

describe('what did not change', () => {
  test('is the same library', async () => {
    const source = open(plant({ 'a.md': piece('A'), 'bad.md': '---\ntitle: Undated\n---\n' }));
    const library = await source.read(emptyLibrary);
    expect(library.problems).toHaveLength(1);
    expect(await source.read(library)).toBe(library);
  });

  test('is the same article, beside one that changed', async () => {
    const folder = plant({ 'a.md': piece('A'), 'b.md': piece('B') });
    const source = open(folder);
    const before = await source.read(emptyLibrary);
    write(folder, { 'b.md': piece('B, again') });
    const after = await source.read(before);
    expect(article(after, 'a.md')).toBe(article(before, 'a.md'));
    expect(factsOf(article(after, 'b.md'))).toMatchObject({
      title: 'B, again',
      id: article(before, 'b.md').id,
    });
    expect(article(after, 'b.md').revision).not.toBe(article(before, 'b.md').revision);
  });

  test('is the same article when its file was only touched or saved again', async () => {
    const folder = plant({ 'a.md': piece('A') });
    const source = open(folder);
    const library = await source.read(emptyLibrary);
    utimesSync(join(folder, 'a.md'), 1_800_000_000, 1_800_000_000);
    expect(await source.read(library)).toBe(library);
    unlinkSync(join(folder, 'a.md'));
    write(folder, { 'a.md': piece('A') });
    expect(await source.read(library)).toBe(library);
  });

  test('a change of equal length under the same time is seen', async () => {
    const folder = plant({ 'a.md': piece('A') });
    const source = open(folder);
    const before = await source.read(emptyLibrary);
    writeFileSync(join(folder, 'a.md'), piece('B'));
    const path = join(folder, 'a.md');
    utimesSync(path, 1_700_000_000, 1_700_000_000);
    const middle = await source.read(before);
    expect(article(middle, 'a.md').title).toBe('B');
    writeFileSync(path, piece('C'));
    utimesSync(path, 1_700_000_000, 1_700_000_000);
    expect(article(await source.read(middle), 'a.md').title).toBe('C');
  });

  test('goes on when files come, go and move', async () => {
    const folder = plant({ 'a.md': piece('A'), 'b.md': piece('B'), 'c.md': piece('C') });
    const source = open(folder);
    const before = await source.read(emptyLibrary);
    unlinkSync(join(folder, 'a.md'));
    renameSync(join(folder, 'b.md'), join(folder, 'moved.md'));
    write(folder, { 'd.md': piece('D') });
    const after = await source.read(before);
    expect(keys(after).sort()).toEqual(['c.md', 'd.md', 'moved.md']);
    expect(article(after, 'c.md')).toBe(article(before, 'c.md'));
    expect(article(after, 'moved.md').id).toBe(article(before, 'b.md').id);
  });

  test('is told of a library that someone else made, too', async () => {
    const folder = plant({ 'a.md': piece('A'), 'b.md': piece('B') });
    const source = open(folder);
    const library = await source.read(emptyLibrary);
    const other = { articles: [...library.articles].reverse(), problems: [] };
    expect(await source.read(other)).toEqual(library);
    expect(await source.read({ ...library })).toEqual(library);
  });
});

describe('ids', () => {
  test('come from the register, and are asked for once', async () => {
    const ids = memoryIds();
    const folder = plant({ 'a.md': piece('A'), 'b.md': piece('B', { id: 'tag:example.org,2025:b' }) });
    const source = open(folder, { ids });
    const library = await source.read(emptyLibrary);
    expect(article(library, 'b.md').id).toBe('tag:example.org,2025:b');
    write(folder, { 'c.md': piece('C') });
    await source.read(library);
    expect(ids.asked).toEqual(['a.md', 'c.md']);
  });

  test('that are no URIs name the article wherever its file goes', async () => {
    const folder = plant({ 'a.md': piece('A', { id: '4711' }) });
    const source = open(folder);
    const before = await source.read(emptyLibrary);
    const { id } = article(before, 'a.md');
    expect(URL.canParse(id)).toBe(true);
    unlinkSync(join(folder, 'a.md'));
    write(folder, { 'x/y.md': piece('Quite another', { id: '4711', date: '2024-01-01T00:00:00Z' }) });
    expect(article(await source.read(before), 'x/y.md').id).toBe(id);
  });

  test('claimed twice leave the later out, and name it; it comes back when the first goes', async () => {
    const folder = plant({
      'a.md': piece('A', { id: 'urn:x:1' }),
      'b.md': piece('B', { id: 'urn:x:1', date: '2025-06-01T00:00:00Z' }),
    });
    const source = open(folder);
    const before = await source.read(emptyLibrary);
    expect(keys(before)).toEqual(['a.md']);
    expect(told(before)).toEqual([expect.stringMatching(/^error b\.md .*urn:x:1/)]);
    expect(await source.read(before)).toBe(before);
    unlinkSync(join(folder, 'a.md'));
    const after = await source.read(before);
    expect([keys(after), told(after)]).toEqual([['b.md'], []]);
  });
});

describe('a file that cannot be an article', () => {
  test.each<[string, string, string | Uint8Array, string]>([
    ['of NUL bytes', 'a.txt', new Uint8Array([65, 0, 0]), 'is not text'],
    ['that is empty', 'a.md', '', 'is empty; write the article'],
    ['of nothing but space', 'a.txt', '\uFEFF \n\n', 'is empty; write the article'],
    ['without a date', 'a.md', '---\ntitle: A\n---\nText\n', 'date'],
    ['larger than any article', 'a.txt', new Uint8Array(5_000_001).fill(65), 'is larger than 5 MB'],
  ])('%s is an error that stops only itself', async (_, name, content, reason) => {
    const library = await open(plant({ [name]: content, 'good.md': piece('Good') })).read(emptyLibrary);
    expect(keys(library)).toEqual(['good.md']);
    expect(told(library)).toEqual([expect.stringMatching(new RegExp(`^error ${name}.*${reason}`))]);
  });

  test('is read when it is mended', async () => {
    const folder = plant({ 'a.md': '---\ntitle: A\n---\n' });
    const source = open(folder);
    const before = await source.read(emptyLibrary);
    write(folder, { 'a.md': piece('A') });
    const after = await source.read(before);
    expect([keys(after), after.problems]).toEqual([['a.md'], []]);
  });

  test('an old encoding is a warning with its place', async () => {
    const text = Buffer.from(piece('A', {}, 'caf\xE9'), 'latin1');
    const library = await open(plant({ 'a.md': text })).read(emptyLibrary);
    expect(keys(library)).toEqual(['a.md']);
    expect(library.problems).toMatchObject([
      {
        file: 'a.md',
        line: 5,
        column: 4,
        severity: 'warning',
        reason: expect.stringContaining('Windows-1252'),
      },
    ]);
  });
});

describe('what is known stays', () => {
  test('when a file is emptied, as editors do before they write', async () => {
    const folder = plant({ 'a.md': piece('A') });
    const source = open(folder);
    const before = await source.read(emptyLibrary);
    write(folder, { 'a.md': '' });
    const during = await source.read(before);
    expect(article(during, 'a.md')).toBe(article(before, 'a.md'));
    expect(told(during)).toEqual([expect.stringMatching(/^error a\.md is empty now, so its article stays/)]);
    await expect(source.content(article(during, 'a.md'))).rejects.not.toBeInstanceOf(Outdated);
    write(folder, { 'a.md': piece('A') });
    const after = await source.read(during);
    expect([after.articles[0], after.problems]).toEqual([article(before, 'a.md'), []]);
    // What was made meanwhile had to do without its body.
    expect(after.articles[0]).not.toBe(article(before, 'a.md'));
  });
});

describe('defaults for folders', () => {
  test('hold where a file says nothing, the deepest first', async () => {
    const folder = plant({
      'a.md': piece('A'),
      'x/b.md': piece('B'),
      'x/y/c.md': piece('C', { section: 'Own' }),
    });
    const defaults = [
      { folder: './x/', values: { section: 'X' } },
      { folder: '', values: { section: 'All', language: 'de' } },
    ];
    const library = await open(folder, { defaults }).read(emptyLibrary);
    const sections = Object.fromEntries(library.articles.map(({ key, section }) => [key, section?.name]));
    expect(sections).toEqual({ 'a.md': 'All', 'x/b.md': 'X', 'x/y/c.md': 'Own' });
    expect(article(library, 'x/b.md').language).toBe('de');
  });
});

describe('examining a file', () => {
  test.each<[string, (folder: string) => string]>([
    ['by its path in the folder', () => 'x/a.md'],
    ['by its whole path', (folder) => join(folder, 'x/a.md')],
    ['from the working directory', (folder) => relative(process.cwd(), join(folder, 'x/a.md'))],
  ])('%s', async (_, path) => {
    const folder = plant({ 'x/a.md': piece('A'), 'b.md': 'nothing' });
    const source = open(folder);
    const library = await source.read(emptyLibrary);
    const examined = await source.examine(path(folder));
    expect(examined).toMatchObject({ key: 'x/a.md', reading: { fields: { title: 'A' } }, problems: [] });
    expect(examined?.article).toBe(article(library, 'x/a.md'));
  });

  test('tells why there is no article', async () => {
    const source = open(plant({ 'a.md': '---\ntitle: A\n---\n', 'b.bin': 'x' }));
    const examined = await source.examine('a.md');
    expect(examined?.article).toBeUndefined();
    expect(examined?.problems).toEqual([expect.objectContaining({ file: 'a.md', severity: 'error' })]);
    expect(await source.examine('b.bin')).toBeUndefined();
    expect(await source.examine('../a.md')).toBeUndefined();
    expect(await source.examine('none.md')).toBeUndefined();
  });
});

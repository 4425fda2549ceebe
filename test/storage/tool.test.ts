import { unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { emptyLibrary, type Library } from '../../src/articles/library.ts';
import { recogniseLayout } from '../../src/storage/tool.ts';
import { memoryIds, open, piece, plant, write } from './tree.ts';

const keys = ({ articles }: Library): string[] => articles.map(({ key }) => key).sort();
const told = ({ problems }: Library): string[] =>
  problems.map(({ file, severity, reason }) => `${severity} ${file} ${reason}`);

describe('whose folder it is', () => {
  test.each<[string, string[], string | undefined]>([
    ['nobody’s', ['a.md'], undefined],
    ['of Jekyll', ['_config.yml'], 'jekyll'],
    ['of Hugo', ['hugo.toml', 'content/a.md'], 'hugo'],
    ['of Hugo with YAML', ['hugo.yaml'], 'hugo'],
    ['of an older Hugo', ['config.toml', 'content/a.md'], 'hugo'],
    ['of something else with a config.toml', ['config.toml', 'a.md'], undefined],
    ['of Eleventy', ['.eleventy.js'], 'eleventy'],
    ['of a newer Eleventy', ['eleventy.config.mjs'], 'eleventy'],
    ['of Astro', ['astro.config.mjs'], 'astro'],
    ['of Astro with TypeScript', ['astro.config.ts', 'content/a.md', 'config.yaml'], 'astro'],
  ])('%s', async (_, names, tool) => {
    const folder = plant(Object.fromEntries(names.map((name) => [name, ''])));
    expect((await recogniseLayout(folder)).tool).toBe(tool);
  });
});

test('in a Jekyll site, posts and drafts are articles', async () => {
  const folder = plant({
    '_config.yml': 'title: X',
    '_posts/2025-05-04-flood.md': piece('Flood'),
    'blog/_posts/deep/2025-05-05-fire.html': piece('Fire'),
    '_drafts/storm.md': piece('Storm'),
    'about.md': piece('About'),
    '_layouts/default.html': '<html>',
    '_site/2025/flood.html': piece('Built'),
  });
  const library = await open(folder).read(emptyLibrary);
  expect(keys(library)).toEqual([
    '_drafts/storm.md',
    '_posts/2025-05-04-flood.md',
    'blog/_posts/deep/2025-05-05-fire.html',
  ]);
  expect(library.articles.find(({ key }) => key === '_posts/2025-05-04-flood.md')?.slug).toBe('flood');
  expect(library.articles.find(({ key }) => key === '_drafts/storm.md')?.status).toBe('draft');
});

test('in a Hugo site, what lies below content is articles, each in the section of its folder', async () => {
  const folder = plant({
    'hugo.toml': '',
    'README.md': '# Hugo',
    'content/_index.md': piece('Home'),
    'content/posts/_index.md': piece('Posts'),
    'content/posts/flood/index.md': piece('Flood'),
    'content/about.md': piece('About'),
    'public/posts/flood/index.html': piece('Built'),
    'archetypes/default.md': piece('{{ .Title }}'),
  });
  const library = await open(folder).read(emptyLibrary);
  expect(library.articles.map(({ slug, section }) => [slug, section?.slug]).sort()).toEqual([
    ['about', undefined],
    ['flood', 'posts'],
  ]);
  expect(told(library)).toEqual([]);
});

test('a Hugo site without content says where articles go', async () => {
  const library = await open(plant({ 'hugo.toml': '', 'a.md': piece('A') })).read(emptyLibrary);
  expect([keys(library), told(library)]).toEqual([
    [],
    [expect.stringMatching(/^warning content is missing/)],
  ]);
});

test('in an Astro site, content and the Markdown pages are articles', async () => {
  const folder = plant({
    'astro.config.mjs': '',
    'README.md': '# Astro',
    'src/content/blog/a.md': piece('A'),
    'src/content/blog/_hidden.md': piece('Hidden'),
    'src/pages/b.md': piece('B'),
    'src/pages/c.html': piece('C'),
    'public/d.md': piece('D'),
  });
  const library = await open(folder).read(emptyLibrary);
  expect([keys(library), told(library)]).toEqual([['src/content/blog/a.md', 'src/pages/b.md'], []]);
});

describe('in an Eleventy site', () => {
  const site = {
    'eleventy.config.js': 'throw new Error("never run")',
    'package.json': '{}',
    'posts/posts.json': '{"section": "Posts", "language": "de"}',
    'posts/posts.11tydata.json': '{"section": "Stories"}',
    'posts/old/old.json': '{"language": "fr"}',
    'posts/posts.11tydata.js': 'module.exports = { draft: true }',
    'posts/a.md': piece('A'),
    'posts/old/b.md': piece('B'),
    'c.md': piece('C'),
  };
  const facts = ({ articles }: Library) =>
    Object.fromEntries(articles.map(({ key, section, language }) => [key, [section?.name, language]]));

  test('directory data files are defaults', async () => {
    const library = await open(plant(site)).read(emptyLibrary);
    expect(facts(library)).toEqual({
      'posts/a.md': ['Stories', 'de'],
      'posts/old/b.md': ['Stories', 'fr'],
      'c.md': [undefined, undefined],
    });
    expect(told(library)).toEqual([]);
  });

  test('the settings of Courant beat them for the same folder', async () => {
    const defaults = [{ folder: 'posts', values: { section: 'Mine' } }];
    const library = await open(plant(site), { defaults }).read(emptyLibrary);
    expect(facts(library)).toMatchObject({ 'posts/a.md': ['Mine', 'de'] });
  });

  test('a change of them reaches the articles below, and no others', async () => {
    const folder = plant(site);
    const source = open(folder);
    const before = await source.read(emptyLibrary);
    write(folder, { 'posts/old/old.json': '{"language": "it"}' });
    const after = await source.read(before);
    expect(facts(after)).toMatchObject({
      'posts/a.md': ['Stories', 'de'],
      'posts/old/b.md': ['Stories', 'it'],
    });
    expect(
      after.articles.filter((article) => before.articles.includes(article)).map(({ key }) => key),
    ).toEqual(before.articles.filter(({ key }) => key !== 'posts/old/b.md').map(({ key }) => key));
    unlinkSync(join(folder, 'posts/old/old.json'));
    expect(facts(await source.read(after))).toMatchObject({ 'posts/old/b.md': ['Stories', 'de'] });
  });

  test('a broken one keeps what is known, and publishes nothing that it might call a draft', async () => {
    const folder = plant(site);
    const source = open(folder);
    const before = await source.read(emptyLibrary);
    write(folder, {
      'posts/posts.json': '{"section": "Posts",\n  "draft": tru }',
      'posts/new.md': piece('New'),
      'd.md': piece('D'),
    });
    const during = await source.read(before);
    expect(keys(during)).toEqual(['c.md', 'd.md', 'posts/a.md', 'posts/old/b.md']);
    expect(during.problems).toEqual([
      {
        file: 'posts/posts.json',
        line: 2,
        column: expect.any(Number),
        severity: 'error',
        reason: expect.stringMatching(/^is not valid JSON/),
      },
    ]);
    write(folder, { 'posts/posts.json': '{"draft": true}' });
    const after = await source.read(during);
    expect(after.articles.find(({ key }) => key === 'posts/new.md')?.status).toBe('draft');
  });

  test('a broken one at the start gives nobody the ids of the articles below', async () => {
    const folder = plant(site);
    const ids = memoryIds();
    const before = await open(folder, { ids }).read(emptyLibrary);
    write(folder, { 'posts/posts.json': 'broken', 'copy/a.md': piece('A') });
    const during = await open(folder, { ids }).read(emptyLibrary);
    expect(keys(during)).toEqual(['c.md', 'copy/a.md']);
    const known = before.articles.map(({ id }) => id);
    expect(known).not.toContain(during.articles.find(({ key }) => key === 'copy/a.md')?.id);
  });
});

import { chmodSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { emptyLibrary, type Library } from '../../src/articles/library.ts';
import { readJekyllDefaults } from '../../src/storage/jekyll.ts';
import { open, piece, plant, write } from './tree.ts';

const facts = ({ articles }: Library) =>
  Object.fromEntries(articles.map(({ key, section, status }) => [key, section?.name ?? status]));

/** The section that each key would get, of those that have one. */
async function sections(defaults: string, keys: readonly string[]) {
  const scopes = await readJekyllDefaults(plant({ '_config.yml': defaults }));
  return keys.flatMap((key) => {
    const values = Object.assign({}, ...scopes.filter(({ covers }) => covers(key)).map((one) => one.values));
    return values.section === undefined ? [] : [`${key} ${values.section}`];
  });
}

describe('the defaults of a Jekyll site', () => {
  const keys = [
    '_posts/2025-a.md',
    '_posts/2024/b.md',
    '_drafts/c.md',
    'world/_posts/d.md',
    'worldly/_posts/e.md',
  ];

  test.each<[string, string, string[]]>([
    ['cover everything without a path', '{path: ""}', keys],
    ['cover everything without a scope', '{}', keys],
    ['cover posts in any folder, and drafts, by type', '{path: "", type: posts}', keys],
    ['take the singular for the type', '{type: post}', keys],
    ['cover drafts alone by type', '{path: "", type: drafts}', ['_drafts/c.md']],
    ['cover no article for pages', '{path: "", type: pages}', []],
    ['cover what begins with their path, be it a folder or not', '{path: _posts/2025}', ['_posts/2025-a.md']],
    ['cover what begins like a folder too', '{path: world}', ['world/_posts/d.md', 'worldly/_posts/e.md']],
    ['take a path with slashes around it', '{path: /world/}', ['world/_posts/d.md']],
    ['know patterns', '{path: "*/_posts/*.md"}', ['world/_posts/d.md', 'worldly/_posts/e.md']],
    ['know patterns of folders', '{path: "world*"}', ['world/_posts/d.md', 'worldly/_posts/e.md']],
    ['know patterns of any depth', '{path: "**/b.md"}', ['_posts/2024/b.md']],
    ['take other signs of patterns as they are', '{path: "(_posts|x)*"}', []],
  ])('%s', async (_, scope, covered) => {
    const yaml = `defaults:\n  - scope: ${scope}\n    values: {section: S}\n`;
    expect(await sections(yaml, keys)).toEqual(covered.map((key) => `${key} S`));
  });

  test('beat each other by the length of the path, then by the type, then by their order', async () => {
    const yaml = `
title: "Before"
defaults:
- scope: {path: "_posts/2025"}
  values: {section: Long}
- scope:
    path: ""
    type: "posts"
  values:
    section: "Typed"
- scope: {path: ""}
  values: {section: First}
# a comment in between
- scope: {path: "", type: posts}
  values: {section: Later}
plugins: [after]
`;
    expect(await sections(yaml, ['_posts/2025-a.md', '_posts/2024-b.md', 'c.md'])).toEqual([
      '_posts/2025-a.md Long',
      '_posts/2024-b.md Later',
      'c.md First',
    ]);
  });

  test('keep names, lists, groups and truth values', async () => {
    const yaml = `defaults: [{values: {hidden_it: true, word: "true", n: 012, list: [a, {b.c: no}], author: {full name: A}}}]`;
    const [scope] = await readJekyllDefaults(plant({ '_config.yml': yaml }));
    expect(scope?.values).toEqual({
      hidden_it: true,
      word: 'true',
      n: '012',
      list: ['a', { 'b.c': 'no' }],
      author: { 'full name': 'A' },
    });
  });

  test('can stand in TOML', async () => {
    const toml = '[[defaults]]\nscope = { path = "" }\nvalues = { published = false }\n';
    const [scope] = await readJekyllDefaults(plant({ '_config.toml': toml }));
    expect(scope?.values).toEqual({ published: false });
  });

  test('are none where the file says none', async () => {
    for (const text of ['', 'title: X\n', 'defaults:\n', 'defaults: x\n', 'defaults: [x, {scope: {}}]\n'])
      expect(await readJekyllDefaults(plant({ '_config.yml': text }))).toEqual([]);
  });

  test('do not mind what another program puts up with elsewhere in the file', async () => {
    const yaml = 'title: A: B\ntitle: C\ndefaults:\n  - values: {section: S}\nexclude: [a\n';
    expect(await sections(yaml, ['a'])).toEqual(['a S']);
  });
});

describe('a Jekyll site whose defaults hide articles', () => {
  const hidden =
    'defaults:\n  - scope: {path: "_posts/later"}\n    values: {published: false, section: Later}\n';
  const site = {
    '_config.yml': hidden,
    '_posts/2025-05-04-flood.md': piece('Flood'),
    '_posts/later/2025-05-05-fire.md': piece('Fire'),
    '_posts/later/2025-05-06-storm.md': piece('Storm', { published: 'true' }),
  };

  test('publishes none of them but those that say so themselves', async () => {
    const library = await open(plant(site)).read(emptyLibrary);
    expect(library.articles.map(({ title, status }) => `${title} ${status}`).sort()).toEqual([
      'Fire draft',
      'Flood published',
      'Storm published',
    ]);
  });

  test('gives way to the settings of Courant', async () => {
    const defaults = [{ folder: '', values: { section: 'Mine' } }];
    const library = await open(plant(site), { defaults }).read(emptyLibrary);
    expect(facts(library)['_posts/later/2025-05-06-storm.md']).toBe('Mine');
  });

  test('follows a change of them', async () => {
    const folder = plant(site);
    const source = open(folder);
    const before = await source.read(emptyLibrary);
    write(folder, { '_config.yml': hidden.replace('later', '2025') });
    const after = await source.read(before);
    expect(after.articles.filter(({ status }) => status === 'draft').map(({ title }) => title)).toEqual([
      'Flood',
    ]);
  });

  test.each<[string, string, string]>([
    ['cannot be read', hidden.replace('{published', '\n - {published'), '_config.yml:3:'],
    ['repeat a name', hidden.replace('section: Later', 'published: true'), '_config.yml:3:'],
  ])('publishes nothing while they %s, and says where', async (_, text, place) => {
    const folder = plant(site);
    const source = open(folder);
    await source.read(emptyLibrary);
    write(folder, { '_config.yml': text, '_posts/later/new.md': piece('New') });
    await expect(source.read(emptyLibrary)).rejects.toThrow(join(folder, place));
  });

  test('publishes nothing while the file leads in a circle or may not be read', async () => {
    const folder = plant({ '_posts/2025-05-04-flood.md': piece('Flood') });
    symlinkSync('_config.yml', join(folder, '_config.yml'));
    await expect(open(folder).read(emptyLibrary)).rejects.toThrow(/_config\.yml leads in a circle; mend/);
    if (process.getuid?.() === 0) return;
    const closed = plant(site);
    chmodSync(join(closed, '_config.yml'), 0);
    await expect(open(closed).read(emptyLibrary)).rejects.toThrow(/_config\.yml may not be read/);
  });
});

describe('a folder of posts without the settings of a Jekyll site', () => {
  const post = piece('Flood', { tags: 'climate europe', categories: 'news water' }, '{% include x %}Text.');

  test('is read by the habits of Jekyll all the same', async () => {
    const folder = plant({
      '_posts/2025-05-04-a.md': post,
      'blog/_posts/b.md': post,
      '_drafts/c.md': post,
      'd.md': post.replace('climate europe', 'climate, europe'),
    });
    const { articles } = await open(folder).read(emptyLibrary);
    expect(
      Object.fromEntries(
        articles.map(({ key, section, tags }) => [key, [section, ...tags].map((term) => term?.slug)]),
      ),
    ).toEqual({
      '_posts/2025-05-04-a.md': ['news', 'water', 'climate', 'europe'],
      'blog/_posts/b.md': ['news', 'water', 'climate', 'europe'],
      '_drafts/c.md': ['news', 'water', 'climate', 'europe'],
      'd.md': ['news-water', 'climate', 'europe'],
    });
  });

  test('is so too when it is the folder of articles itself', async () => {
    const folder = join(plant({ '_posts/a.md': post }), '_posts');
    const { articles } = await open(folder).read(emptyLibrary);
    expect(articles.map(({ tags }) => tags.map(({ slug }) => slug))).toEqual([
      ['water', 'climate', 'europe'],
    ]);
  });

  test('is not so inside the site of another tool', async () => {
    const folder = plant({ 'eleventy.config.js': '', '_posts/a.md': post });
    const { articles } = await open(folder).read(emptyLibrary);
    expect(articles.map(({ section }) => section?.slug)).toEqual(['news-water']);
  });
});

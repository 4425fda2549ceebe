import { createHash } from 'node:crypto';
import { readFileSync, symlinkSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Article } from '../../src/articles/article.ts';
import { emptyLibrary, type Library } from '../../src/articles/library.ts';
import { Outdated } from '../../src/articles/source.ts';
import type { Folder } from '../../src/storage/folder.ts';
import { factsOf } from '../../src/storage/packedarticle.ts';
import { exif, frame, gif, jpeg, png } from './pictures.ts';
import { type Files, memoryIds, open, piece, plant, site, write } from './tree.ts';

const picture = png(1200, 630);
const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex').slice(0, 16);
const address = (bytes: Uint8Array, key: string): string => `${site.url}/media/${hashOf(bytes)}/${key}`;

function pick({ articles }: Library, key: string): Article {
  const found = articles.find((article) => article.key === key);
  if (found === undefined) throw new Error(`${key} is not in the library`);
  return found;
}

async function shelve(files: Files): Promise<{ folder: string; source: Folder; library: Library }> {
  const folder = plant(files);
  const source = open(folder);
  return { folder, source, library: await source.read(emptyLibrary) };
}

/** What of `body`, in an article at `key`, beside `files`. */
async function render(key: string, body: string, files: Files = {}, fields: Record<string, string> = {}) {
  const { source, library } = await shelve({ [key]: piece('A', fields, body), ...files });
  const content = await source.content(pick(library, key));
  return { ...content, told: content.problems.map(({ line, reason }) => `${line}: ${reason}`) };
}

describe('pictures of a body', () => {
  test.each<[string, string, string, string, string]>([
    ['beside the article', 'x/a.md', 'p.png', 'x/p.png', 'x/p.png'],
    ['above it', 'x/y/a.md', '../p.png', 'x/p.png', 'x/p.png'],
    ['from the top of the folder', 'x/a.md', '/img/p.png', 'img/p.png', 'img/p.png'],
    ['from the top without saying so', 'x/a.md', 'img/p.png', 'img/p.png', 'img/p.png'],
    [
      'under an encoded name',
      'a.md',
      'two%20words%20%C3%A9.png',
      'two words é.png',
      'two%20words%20%C3%A9.png',
    ],
    ['under a name with signs', 'a.md', '100%25%23.png', '100%#.png', '100%25%23.png'],
    ['with a query that only tells caches apart', 'a.md', 'p.png?v=2', 'p.png', 'p.png'],
    ['on a disk that takes accents apart', 'a.md', '%C3%A9.png', 'e\u0301.png', '%C3%A9.png'],
    ['in capital letters', 'a.md', 'P.PNG', 'P.PNG', 'P.PNG'],
  ])('%s', async (_, key, written, stored, path) => {
    const { html, told } = await render(key, `![Alt](${written})`, { [stored]: picture });
    expect(html).toContain(`src="${address(picture, path)}"`);
    expect(told).toEqual([]);
  });

  test.each<[string, Files, string, string, string]>([
    ['static of Hugo', { 'hugo.toml': '' }, 'content/posts/a.md', '/img/p.png', 'static/img/p.png'],
    ['bundles of Hugo', { 'hugo.toml': '' }, 'content/posts/a/index.md', 'p.png', 'content/posts/a/p.png'],
    ['public of Astro', { 'astro.config.mjs': '' }, 'src/content/blog/a.md', '/p.png', 'public/p.png'],
    [
      'assets of Astro',
      { 'astro.config.mjs': '' },
      'src/content/blog/a.md',
      '../../assets/p.png',
      'src/assets/p.png',
    ],
  ])('in %s', async (_, files, key, written, stored) => {
    const { html } = await render(key, `![Alt](${written})`, { ...files, [stored]: picture });
    expect(html).toContain(`src="${address(picture, stored)}"`);
  });

  test.each<[string, string, string]>([
    ['elsewhere stay where they are', 'https://cdn.example/p.png?x=1', 'https://cdn.example/p.png?x=1'],
    ['without a scheme get https', '//cdn.example/p.png', 'https://cdn.example/p.png'],
  ])('%s', async (_, written, url) => {
    const { html, told } = await render('a.md', `![Alt](${written})`);
    expect(html).toContain(`src="${url}"`);
    expect(told).toEqual([]);
  });

  test('that are missing are told with their line, and point to where the page would look', async () => {
    const { html, problems } = await render('x/a.md', 'One.\n\n![Alt](img/none.png)');
    expect(html).toContain(`src="${site.url}/articles/img/none.png"`);
    expect(problems).toEqual([
      {
        file: 'x/a.md',
        line: 7,
        severity: 'warning',
        reason: expect.stringMatching(/^"img\/none\.png" is not in the folder/),
      },
    ]);
  });

  test.each<[string, string]>([
    ['is hidden', '.secret/p.png'],
    ['lies outside', '../../../../../../etc/p.png'],
    ['is no picture', 'courant.yaml'],
  ])('that name what %s get nothing of it', async (_, written) => {
    const { html, told } = await render('a.md', `![Alt](${written})`, {
      '.secret/p.png': picture,
      'courant.yaml': 'x',
    });
    expect(html).not.toContain('/media/');
    expect(told).toHaveLength(1);
  });

  test('behind a link out of the folder are not shown', async () => {
    const outside = plant({ 'p.png': picture });
    const { folder, source } = await shelve({ 'a.md': piece('A', {}, '![Alt](p.png)') });
    symlinkSync(join(outside, 'p.png'), join(folder, 'p.png'));
    const library = await source.read(emptyLibrary);
    const { html } = await source.content(pick(library, 'a.md'));
    expect(html).not.toContain('/media/');
    expect(await source.media(hashOf(picture), 'p.png')).toBeUndefined();
  });

  test('that are not what their name says are told', async () => {
    const { html, told } = await render('a.md', '![Alt](p.png)', { 'p.png': gif(3, 2) });
    expect(html).toContain('/media/');
    expect(told).toEqual([expect.stringMatching(/"p\.png" is named like image\/png but is image\/gif/)]);
  });
});

describe('the picture of an article', () => {
  test('is told by its own bytes', async () => {
    const bytes = jpeg(exif(6, 'MM'), frame(0xc2, 4000, 3000));
    const { image } = await render('a.md', '', { 'p.jpg': bytes }, { image: 'p.jpg' });
    expect(image).toEqual({
      url: address(bytes, 'p.jpg'),
      type: 'image/jpeg',
      width: 3000,
      height: 4000,
      length: bytes.length,
    });
  });

  test('that is missing is told with the line of its field', async () => {
    const { image, problems } = await render('a.md', '', {}, { image: 'none.jpg' });
    expect(image?.url).toBe(`${site.url}/articles/none.jpg`);
    expect(problems).toEqual([expect.objectContaining({ line: 4, severity: 'warning' })]);
  });

  test('with an address that nothing can load is none', async () => {
    const { image } = await render('a.md', '', {}, { image: 'javascript:alert(1)' });
    expect(image).toBeUndefined();
  });
});

describe('enclosures', () => {
  test('are told by their files', async () => {
    const { enclosures, told } = await render('a.md', '', { 'talk.mp3': 'sound' }, { enclosure: 'talk.mp3' });
    expect(enclosures).toEqual([
      { url: address(Buffer.from('sound'), 'talk.mp3'), type: 'audio/mpeg', length: 5 },
    ]);
    expect(told).toEqual([]);
  });

  test('elsewhere have a type by their name, and no length that anyone knows', async () => {
    const { enclosures, told } = await render(
      'a.md',
      '',
      {},
      { enclosure: 'https://cdn.example/talk.mp3?x=1' },
    );
    expect(enclosures).toEqual([{ url: 'https://cdn.example/talk.mp3?x=1', type: 'audio/mpeg' }]);
    expect(told).toEqual([expect.stringContaining('its length in bytes is not known')]);
  });
});

describe('links', () => {
  const link = async (written: string, files: Files, fields: Record<string, string> = {}, key = 'x/a.md') =>
    /href="([^"]*)"/.exec((await render(key, `[there](${written})`, files, fields)).html)?.[1];

  test.each<[string, string, string]>([
    ['to another article lead to its page', 'b.md', '/articles/b'],
    ['with a fragment keep it', './b.md#part', '/articles/b#part'],
    ['from the top of the folder', '/x/b.md', '/articles/b'],
    ['to itself', 'a.md', '/articles/a'],
  ])('%s', async (_, written, path) => {
    expect(await link(written, { 'x/b.md': piece('B') })).toBe(`${site.url}${path}`);
  });

  test.each<[string, Record<string, string>]>([
    ['a draft', { draft: 'true' }],
    ['one that is not out yet', { date: '2035-05-04T07:39:01Z' }],
    ['one under embargo', { embargo: '2030-01-01T00:00:00Z' }],
  ])('to %s are left out, the words stay', async (_, fields) => {
    const { html } = await render('x/a.md', '[there](b.md)', { 'x/b.md': piece('B', fields) });
    expect(html).toContain('there');
    expect(html).not.toContain('href');
  });

  test('to a file that gave no article are left out', async () => {
    expect(await link('b.md', { 'x/b.md': '---\ntitle: Undated\n---\n' })).toBeUndefined();
  });

  test.each<[string, string, string]>([
    ['to a page of the site', '/about', 'https://example.org/about'],
    ['to a page beside', 'other/', `${site.url}/articles/other/`],
    ['elsewhere', 'https://x.example/a?b#c', 'https://x.example/a?b#c'],
    ['to an address for mail', 'mailto:a@example.org', 'mailto:a@example.org'],
  ])('%s', async (_, written, url) => {
    expect(await link(written, {})).toBe(url);
  });

  test('to a document lead to its file', async () => {
    const bytes = Buffer.from('%PDF');
    expect(await link('report.pdf#page=2', { 'x/report.pdf': bytes })).toBe(
      `${address(bytes, 'x/report.pdf')}#page=2`,
    );
  });

  test('to an article that is not there are told', async () => {
    const { told } = await render('a.md', '[there](none.md)');
    expect(told).toEqual([expect.stringContaining('leads to an article that is not in the folder')]);
  });
});

describe('an article is rendered anew, as another object, when', () => {
  const start = { 'a.md': piece('A', {}, '![Alt](p.png) [B](b.md)'), 'b.md': piece('B'), 'p.png': picture };

  test.each<[string, (folder: string) => void, (html: string) => void]>([
    [
      'its picture changes',
      (folder) => write(folder, { 'p.png': png(1, 1) }),
      (html) => expect(html).toContain(address(png(1, 1), 'p.png')),
    ],
    [
      'its picture goes',
      (folder) => unlinkSync(join(folder, 'p.png')),
      (html) => expect(html).not.toContain('/media/'),
    ],
    [
      'what it links to moves',
      (folder) => write(folder, { 'b.md': piece('B', { slug: 'new' }) }),
      (html) => expect(html).toContain('/articles/new'),
    ],
    [
      'what it links to becomes a draft',
      (folder) => write(folder, { 'b.md': piece('B', { draft: 'true' }) }),
      (html) => expect(html).not.toContain('href'),
    ],
  ])('%s', async (_, change, check) => {
    const { folder, source, library } = await shelve(start);
    const before = pick(library, 'a.md');
    await source.content(before);
    expect(await source.read(library)).toBe(library);
    change(folder);
    const next = await source.read(library);
    const after = pick(next, 'a.md');
    expect(after).not.toBe(before);
    expect({ ...factsOf(after), revision: '' }).toEqual({ ...factsOf(before), revision: '' });
    expect(after.revision).not.toBe(before.revision);
    check((await source.content(after)).html);
    expect(await source.read(next)).toBe(next);
  });

  test('its missing picture is put there', async () => {
    const { folder, source, library } = await shelve({ 'a.md': piece('A', {}, '![Alt](p.png)') });
    await source.content(pick(library, 'a.md'));
    write(folder, { 'p.png': picture });
    const after = pick(await source.read(library), 'a.md');
    expect((await source.content(after)).html).toContain(address(picture, 'p.png'));
  });
});

describe('content of what is no longer there', () => {
  test('is outdated when the file changed', async () => {
    const { folder, source, library } = await shelve({ 'a.md': piece('A') });
    write(folder, { 'a.md': piece('A', {}, 'Other.') });
    await expect(source.content(pick(library, 'a.md'))).rejects.toBeInstanceOf(Outdated);
    const after = pick(await source.read(library), 'a.md');
    expect((await source.content(after)).html).toContain('Other.');
    await expect(source.content(pick(library, 'a.md'))).rejects.toBeInstanceOf(Outdated);
  });

  test('is outdated when the file is gone', async () => {
    const { folder, source, library } = await shelve({ 'a.md': piece('A') });
    unlinkSync(join(folder, 'a.md'));
    await expect(source.content(pick(library, 'a.md'))).rejects.toBeInstanceOf(Outdated);
  });

  test('is outdated before the first reading', async () => {
    const { folder, library } = await shelve({ 'a.md': piece('A') });
    await expect(open(folder).content(pick(library, 'a.md'))).rejects.toBeInstanceOf(Outdated);
  });
});

describe('serving stored files', () => {
  /** An article that shows all of them. */
  const showing = (...names: readonly string[]): string =>
    piece('A', {}, names.map((name) => `![](<${name}>)`).join(' '));

  test('gives the file whose hash is asked for', async () => {
    const { folder, source } = await shelve({
      'a.md': showing('x/two words.png', 'a.mp3'),
      'x/two words.png': picture,
      'a.mp3': 'sound',
    });
    expect(await source.media(hashOf(picture), 'x/two words.png')).toEqual({
      path: join(folder, 'x/two words.png'),
      type: 'image/png',
      length: picture.length,
    });
    expect(await source.media(hashOf(Buffer.from('sound')), 'a.mp3')).toMatchObject({ type: 'audio/mpeg' });
  });

  test('follows the file when it changes', async () => {
    const { folder, source } = await shelve({ 'a.md': showing('p.png'), 'p.png': picture });
    expect(await source.media(hashOf(picture), 'p.png')).toBeDefined();
    write(folder, { 'p.png': png(1, 1) });
    expect(await source.media(hashOf(picture), 'p.png')).toBeUndefined();
    expect(await source.media(hashOf(png(1, 1)), 'p.png')).toMatchObject({ length: png(1, 1).length });
  });

  test('gives what is shown also while its article is read anew', async () => {
    const folder = plant({ 'a.md': showing('p.png'), 'p.png': picture });
    const ids = memoryIds();
    let during: Promise<unknown> | undefined;
    const source = open(folder, {
      ids: {
        identify(prints, present) {
          during = source.media(hashOf(picture), 'p.png');
          return ids.identify(prints, present);
        },
      },
    });
    const library = await source.read(emptyLibrary);
    expect(await during, 'nothing is known yet').toBeUndefined();
    await source.content(pick(library, 'a.md'));
    write(folder, { 'a.md': `${showing('p.png')}More.` });
    await source.read(library);
    expect(await during).toBeDefined();
  });

  test('of many articles that name a file of its name, finds the one that means it', async () => {
    const bundles = Array.from({ length: 120 }, (_, n) => [
      [`content/posts/${n}/index.md`, showing('cover.png')] as const,
      [`content/posts/${n}/cover.png`, gif(n + 1, 1)] as const,
    ]);
    const { source } = await shelve({
      'hugo.toml': '',
      ...Object.fromEntries(bundles.flat()),
      'content/posts/zero/index.md': showing('/cover.png'),
      'content/posts/hidden/index.md': piece('B', { draft: 'true' }, '![B](cover.png)'),
      'content/posts/hidden/cover.png': 'hidden',
      'static/cover.png': picture,
    });
    expect(await source.media(hashOf(picture), 'static/cover.png')).toBeDefined();
    expect(await source.media(hashOf(gif(7, 1)), 'content/posts/6/cover.png')).toBeDefined();
    expect(
      await source.media(hashOf(Buffer.from('hidden')), 'content/posts/hidden/cover.png'),
    ).toBeUndefined();
  });

  test('gives many at once', async () => {
    const { source } = await shelve({
      'a.md': showing('p.png', 'q.png', 'r.gif'),
      'p.png': picture,
      'q.png': gif(1, 1),
      'r.gif': gif(1, 1),
    });
    const found = await Promise.all(
      Array.from({ length: 30 }, (_, n) =>
        n % 2
          ? source.media(hashOf(picture), 'p.png')
          : source.media(hashOf(gif(1, 1)), n % 3 ? 'q.png' : 'r.gif'),
      ),
    );
    expect(found.filter((media) => media === undefined)).toEqual([]);
  });

  const secret = readFileSync('/etc/hostname');
  const article = showing('p.png', 'x/../p.png', '/p.png', '.secret/p.png', 'a.md', 'folder.png', 'none.png');
  test.each<[string, string, string]>([
    ['by a wrong hash', '0123456789abcdef', 'p.png'],
    ['by the beginning of the right one', hashOf(picture).slice(0, 8), 'p.png'],
    ['by a way around', hashOf(picture), 'x/../p.png'],
    ['by a way out', hashOf(secret), '../../../../../../../etc/hostname'],
    ['by an absolute path', hashOf(picture), '/p.png'],
    ['that is hidden', hashOf(picture), '.secret/p.png'],
    ['that is an article', hashOf(Buffer.from(article)), 'a.md'],
    ['that is a folder', hashOf(picture), 'folder.png'],
    ['with a NUL in its name', hashOf(picture), 'p.png\0.png'],
    ['that is not there', hashOf(picture), 'none.png'],
  ])('gives nothing %s', async (_, hash, key) => {
    const { source } = await shelve({
      'p.png': picture,
      '.secret/p.png': picture,
      'a.md': article,
      'folder.png/x': 'x',
    });
    expect(await source.media(hashOf(picture), 'p.png')).toBeDefined();
    expect(await source.media(hash, key)).toBeUndefined();
  });

  test('a picture is served as what it is, but never as an SVG that its name does not announce', async () => {
    const svg = Buffer.from('<svg width="1" height="1"><script>alert(1)</script></svg>');
    const { source } = await shelve({
      'a.md': showing('p.png', 'q.png', 'r.svg'),
      'p.png': gif(1, 1),
      'q.png': svg,
      'r.svg': svg,
    });
    expect((await source.media(hashOf(gif(1, 1)), 'p.png'))?.type).toBe('image/gif');
    expect((await source.media(hashOf(svg), 'q.png'))?.type).toBe('image/png');
    expect((await source.media(hashOf(svg), 'r.svg'))?.type).toBe('image/svg+xml');
  });
});

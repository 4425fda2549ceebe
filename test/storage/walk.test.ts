import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, renameSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { emptyLibrary, type Library } from '../../src/articles/library.ts';
import { walk } from '../../src/storage/walk.ts';
import { open, piece, plant, write } from './tree.ts';

const isUnix = process.platform !== 'win32';

async function walked(folder: string) {
  const holds = (key: string): boolean => key.endsWith('.md');
  const { files, problems, closed } = await walk({ folder, starts: [''], holds });
  return {
    keys: files.map(({ key }) => key).sort(),
    told: problems.map(({ file, severity, reason }) => `${severity} ${file} ${reason}`),
    closed,
  };
}

describe('links', () => {
  test('to files are followed', async () => {
    const folder = plant({ '_store/a.md': 'A', 'b/c.md': 'C' });
    symlinkSync('_store/a.md', join(folder, 'a.md'));
    expect(await walked(folder)).toMatchObject({ keys: ['a.md', 'b/c.md'], told: [] });
  });

  test('to folders are followed', async () => {
    const folder = plant({ '_store/x/a.md': 'A' });
    symlinkSync('_store', join(folder, 'shelf'));
    expect(await walked(folder)).toMatchObject({ keys: ['shelf/x/a.md'], told: [] });
  });

  test('in a circle are one warning that names the link', async () => {
    const folder = plant({ 'x/a.md': 'A' });
    symlinkSync('..', join(folder, 'x/up'));
    const { keys, told } = await walked(folder);
    expect(keys).toEqual(['x/a.md']);
    expect(told).toEqual([
      expect.stringMatching(/^warning x\/up is a link to a folder that is read already/),
    ]);
  });

  test('that are each other are told, and end', async () => {
    const folder = plant({ 'a.md': 'A' });
    symlinkSync('two.md', join(folder, 'one.md'));
    symlinkSync('one.md', join(folder, 'two.md'));
    const { keys, told } = await walked(folder);
    expect(keys).toEqual(['a.md']);
    expect(told.sort()).toEqual([
      expect.stringMatching(/^error one\.md is a link that leads in a circle/),
      expect.stringMatching(/^error two\.md/),
    ]);
  });

  test('to each other from two linked folders are read once', async () => {
    const folder = plant({ '_one/a.md': 'A', '_two/b.md': 'B' });
    symlinkSync('../_two', join(folder, '_one/two'));
    symlinkSync('../_one', join(folder, '_two/one'));
    symlinkSync('_one', join(folder, 'start'));
    const { keys, told } = await walked(folder);
    expect(keys).toEqual(['start/a.md', 'start/two/b.md']);
    expect(told).toEqual([expect.stringMatching(/^warning start\/two\/one /)]);
  });

  test('to a folder that has its own place never give its articles twice', async () => {
    const folder = plant({ '2025/a.md': 'A' });
    symlinkSync('2025', join(folder, '0-latest'));
    expect((await walked(folder)).keys).toEqual(['2025/a.md']);
  });

  test('out of the folder are refused', async () => {
    const outside = plant({ 'secret.md': 'S', 'x/secret.md': 'S' });
    const folder = plant({ 'a.md': 'A' });
    symlinkSync(join(outside, 'secret.md'), join(folder, 'b.md'));
    symlinkSync(join(outside, 'x'), join(folder, 'x'));
    symlinkSync('b.md', join(folder, 'c.md'));
    symlinkSync('/etc/passwd', join(folder, 'passwd.bin'));
    const { keys, told } = await walked(folder);
    expect(keys).toEqual(['a.md']);
    expect(told.sort()).toEqual(
      ['b.md', 'c.md', 'x'].map((name) =>
        expect.stringContaining(`error ${name} is a link that leads out of the folder`),
      ),
    );
  });

  test('to a folder beside, whose name begins alike, are refused', async () => {
    const folder = plant({ 'in/a.md': 'A', 'in-side/b.md': 'B' });
    symlinkSync('../in-side/b.md', join(folder, 'in/b.md'));
    expect((await walked(join(folder, 'in'))).keys).toEqual(['a.md']);
  });

  test('to something hidden are refused', async () => {
    const folder = plant({ '.env': 'SECRET=1', 'a.md': 'A' });
    symlinkSync('.env', join(folder, 'b.md'));
    expect((await walked(folder)).keys).toEqual(['a.md']);
  });

  test('that lead nowhere are told where they are named like articles', async () => {
    const folder = plant({ 'a.md': 'A' });
    symlinkSync('none', join(folder, 'b.md'));
    symlinkSync('none', join(folder, 'lock'));
    expect((await walked(folder)).told).toEqual([
      expect.stringMatching(/^error b\.md is a link that leads nowhere/),
    ]);
  });

  test('the folder itself may be one', async () => {
    const folder = plant({ 'real/a.md': 'A' });
    symlinkSync('real', join(folder, 'link'));
    expect(await walked(join(folder, 'link'))).toMatchObject({ keys: ['a.md'], told: [] });
  });
});

describe('odd things', () => {
  test('a folder named like an article is entered, and told', async () => {
    const folder = plant({ 'x.md/a.md': 'A' });
    const { keys, told } = await walked(folder);
    expect(keys).toEqual(['x.md/a.md']);
    expect(told).toEqual([expect.stringMatching(/^warning x\.md is a folder, though named like an article/)]);
  });

  test.runIf(isUnix)('a pipe named like an article is told', async () => {
    const folder = plant({ 'a.md': 'A' });
    execFileSync('mkfifo', [join(folder, 'b.md')]);
    const { keys, told } = await walked(folder);
    expect([keys, told]).toEqual([
      ['a.md'],
      [expect.stringMatching(/^warning b\.md is neither a file nor a folder/)],
    ]);
  });

  test('names are composed (NFC), and two that differ in that alone are told', async () => {
    const folder = plant({ 'cafe\u0301.md': 'A' });
    expect((await walked(folder)).keys).toEqual(['caf\u00E9.md']);
    write(folder, { 'caf\u00E9.md': 'B' });
    const { keys, told } = await walked(folder);
    expect(keys).toEqual(['caf\u00E9.md']);
    expect(told.length).toBeLessThanOrEqual(1);
    if (process.platform === 'linux') expect(told).toEqual([expect.stringContaining('is there twice')]);
  });

  test.runIf(process.platform === 'linux')('a name that is not UTF-8 is told', async () => {
    const folder = plant({ 'a.md': 'A' });
    writeFileSync(Buffer.concat([Buffer.from(`${folder}/b`), Buffer.from([0xe9]), Buffer.from('.md')]), 'B');
    const { keys, told } = await walked(folder);
    expect([keys, told]).toEqual([['a.md'], ['error b\uFFFD.md has a name that is not UTF-8; rename it']]);
  });

  test('hundreds of files in one folder are all found', async () => {
    const names = Array.from({ length: 1500 }, (_, number) => `${number}.md`);
    const folder = plant(Object.fromEntries(names.map((name) => [name, ''])));
    expect((await walked(folder)).keys).toEqual([...names].sort());
  });
});

/** Does something as a user whom rights bind: root becomes nobody meanwhile. */
async function asNobody<T>(work: () => Promise<T>): Promise<T> {
  if (process.getuid?.() !== 0 || process.seteuid === undefined) return work();
  process.seteuid(65_534);
  try {
    return await work();
  } finally {
    process.seteuid(0);
  }
}

describe.runIf(isUnix)('what may not be read', () => {
  const shared = (files: Record<string, string>): string => {
    const folder = plant(files);
    chmodSync(folder, 0o755);
    return folder;
  };
  const keys = ({ articles }: Library): string[] => articles.map(({ key }) => key).sort();
  const told = ({ problems }: Library): string[] => problems.map(({ file, reason }) => `${file} ${reason}`);

  test('a file keeps its article, and is told until it can be read', async () => {
    const folder = shared({ 'a.md': piece('A'), 'b.md': piece('B') });
    const source = open(folder);
    const before = await source.read(emptyLibrary);
    chmodSync(join(folder, 'a.md'), 0);
    const during = await asNobody(() => source.read(before));
    expect(during.articles).toBe(before.articles);
    expect(told(during)).toEqual([
      expect.stringMatching(/^a\.md may not be read by the user that Courant runs as/),
    ]);
    expect(await asNobody(() => source.read(during))).toBe(during);
    const [article] = during.articles.filter(({ key }) => key === 'a.md');
    if (article === undefined) throw new Error('a.md was lost');
    await expect(asNobody(() => source.content(article))).rejects.toThrow(/^a\.md may not be read/);
    chmodSync(join(folder, 'a.md'), 0o644);
    const after = await source.read(during);
    expect([after.articles, after.problems]).toEqual([before.articles, []]);
    // Another object, so that feeds that were made without its body are made anew.
    expect(after.articles).not.toBe(during.articles);
  });

  test('a file that was never read has no article', async () => {
    const folder = shared({ 'a.md': piece('A'), 'b.md': piece('B') });
    chmodSync(join(folder, 'a.md'), 0);
    const library = await asNobody(() => open(folder).read(emptyLibrary));
    expect([keys(library), told(library)]).toEqual([
      ['b.md'],
      [expect.stringMatching(/^a\.md may not be read/)],
    ]);
  });

  test('a folder in the folder keeps its articles', async () => {
    const folder = shared({ 'x/a.md': piece('A'), 'xy.md': piece('XY') });
    const source = open(folder);
    const before = await source.read(emptyLibrary);
    chmodSync(join(folder, 'x'), 0);
    unlinkSync(join(folder, 'xy.md'));
    const during = await asNobody(() => source.read(before));
    expect(keys(during)).toEqual(['x/a.md']);
    expect(during.articles[0]).toBe(before.articles.find(({ key }) => key === 'x/a.md'));
    expect(told(during)).toEqual([expect.stringMatching(/^x is a folder that may not be read/)]);
    chmodSync(join(folder, 'x'), 0o755);
    renameSync(join(folder, 'x'), join(folder, 'z'));
    const after = await source.read(during);
    expect([keys(after), told(after)]).toEqual([['z/a.md'], []]);
    expect(after.articles[0]?.id).toBe(during.articles[0]?.id);
  });

  test('the folder itself is told in a sentence', async () => {
    const folder = shared({ 'a.md': piece('A') });
    chmodSync(folder, 0);
    const reading = asNobody(() => open(folder).read(emptyLibrary));
    await expect(reading).rejects.toThrow(
      /^The folder of articles .* may not be read by the user that Courant runs as; give/,
    );
    chmodSync(folder, 0o755);
    mkdirSync(join(folder, 'x'));
  });
});

import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openPlace } from '../../src/building/place.ts';
import { plant } from '../support/service.ts';

/** A folder of its own, to put sites into. */
function yard(): string {
  return dirname(plant({}));
}

/** As a build would, in little: a page and the inventory. */
async function install(out: string, text: string): Promise<void> {
  const place = await openPlace(out, []);
  try {
    const fresh = await place.clear();
    writeFileSync(join(fresh, 'page.html'), text);
    const item = { keys: ['page'], type: 'text/html', cache: '', compressed: false };
    writeFileSync(join(fresh, '.courant-build.json'), JSON.stringify({ files: { 'page.html': item } }));
    await place.install();
  } finally {
    await place.close();
  }
}

const read = (out: string) => readFileSync(join(out, 'page.html'), 'utf8');
const hidden = (folder: string) => readdirSync(folder).filter((name) => name.startsWith('.'));

test('a site comes to a place that is not there yet, to an empty folder, and in the place of a former site', async () => {
  const folder = yard();
  const out = join(folder, 'deep/er/site');
  await install(out, 'first');
  expect(read(out)).toBe('first');
  await install(out, 'second');
  expect(read(out)).toBe('second');
  const empty = join(folder, 'empty');
  mkdirSync(empty, { mode: 0o750 });
  await install(empty, 'third');
  expect(read(empty)).toBe('third');
  expect(statSync(empty).mode & 0o777).toBe(0o750);
  expect([hidden(folder), hidden(dirname(out))]).toEqual([[], []]);
});

test.each([
  ['relative', 'site-a'],
  ['absolute', undefined],
])(
  'where the place is a link (%s), the link leads to the next site, and the former goes',
  async (_title, text) => {
    const folder = yard();
    const out = join(folder, 'public');
    const target = text ?? join(folder, 'site-a');
    symlinkSync(target, out);
    await install(out, 'first');
    expect([readlinkSync(out), read(out)]).toEqual([target, 'first']);
    await install(out, 'second');
    expect([readlinkSync(out), read(out)]).toEqual([`${target}.1`, 'second']);
    await install(out, 'third');
    expect([readlinkSync(out), read(out)]).toEqual([`${target}.2`, 'third']);
    expect(readdirSync(folder).sort()).toEqual(['articles', 'public', 'site-a.2']);
  },
);

test('of a chain of links, the last one is replaced', async () => {
  const folder = yard();
  symlinkSync('b', join(folder, 'a'));
  symlinkSync('site', join(folder, 'b'));
  await install(join(folder, 'a'), 'first');
  await install(join(folder, 'a'), 'second');
  expect([readlinkSync(join(folder, 'a')), readlinkSync(join(folder, 'b'))]).toEqual(['b', 'site.1']);
  expect(read(join(folder, 'a'))).toBe('second');
});

describe('nothing is built, and nothing touched, where the place', () => {
  test.each([
    [
      'holds files that no build made',
      (out: string) => {
        mkdirSync(join(out, 'sub'), { recursive: true });
        writeFileSync(join(out, 'sub/thesis.txt'), 'mine');
      },
      /holds files that no build made, such as sub\/thesis\.txt: name a folder/,
    ],
    [
      'holds a list that no build wrote',
      (out: string) => {
        mkdirSync(out);
        writeFileSync(join(out, '.courant-build.json'), '{"files":{"a":1}}');
      },
      /holds files that no build made/,
    ],
    ['is a file', (out: string) => writeFileSync(out, 'mine'), /is no folder/],
    ['is a link in a circle', (out: string) => symlinkSync('site', out), /leads in a circle/],
  ])('%s', async (_title, prepare, message) => {
    const folder = yard();
    const out = join(folder, 'site');
    prepare(out);
    const before = readdirSync(folder, { recursive: true });
    await expect(install(out, 'new')).rejects.toThrow(message);
    expect(readdirSync(folder, { recursive: true })).toEqual(before);
  });

  test('holds something that was put into a site by hand', async () => {
    const out = join(yard(), 'site');
    await install(out, 'first');
    writeFileSync(join(out, 'CNAME'), 'paper.example');
    await expect(install(out, 'second')).rejects.toThrow(
      /holds CNAME, which no build made.*move it elsewhere/,
    );
    expect([read(out), readFileSync(join(out, 'CNAME'), 'utf8')]).toEqual(['first', 'paper.example']);
    rmSync(join(out, 'CNAME'));
    // Only the Finder misses this one.
    writeFileSync(join(out, '.DS_Store'), '');
    await install(out, 'second');
    expect(read(out)).toBe('second');
  });

  test.each([
    ['lies within what must be kept', 'kept/site', /lies within the articles/],
    ['is what must be kept', 'kept', /lies within the articles/],
    ['lies within it by a link', 'link/site', /lies within the articles/],
    ['is around what must be kept', '.', /holds the articles/],
  ])('%s', async (_title, name, message) => {
    const folder = join(yard(), 'around');
    mkdirSync(join(folder, 'kept'), { recursive: true });
    symlinkSync('kept', join(folder, 'link'));
    const kept = [{ folder: join(folder, 'kept'), what: 'the articles' }];
    await expect(openPlace(join(folder, name), kept)).rejects.toThrow(message);
  });

  test('is being built by another', async () => {
    const out = join(yard(), 'site');
    const place = await openPlace(out, []);
    await expect(install(out, 'second')).rejects.toThrow(/is being built by another process/);
    await place.close();
    await install(out, 'second');
    expect(read(out)).toBe('second');
  });
});

test('the former site, set aside by a build that was killed between two renamings, comes back', async () => {
  const folder = yard();
  const out = join(folder, 'site');
  await install(out, 'first');
  mkdirSync(join(folder, '.site.courant/new'), { recursive: true });
  renameSync(out, join(folder, '.site.courant/former'));
  const place = await openPlace(out, []);
  expect([read(out), place.former.kind]).toEqual(['first', 'site']);
  await place.close();
  expect(readdirSync(folder).sort()).toEqual(['articles', 'site']);
});

test('what a killed build left behind is cleared away', async () => {
  const folder = yard();
  const out = join(folder, 'site');
  await install(out, 'first');
  mkdirSync(join(folder, '.site.courant/new/deep'), { recursive: true });
  mkdirSync(join(folder, '.site.courant/former'));
  writeFileSync(join(folder, '.site.courant/new/deep/x'), '');
  await install(out, 'second');
  expect(lstatSync(out).isDirectory() && read(out)).toBe('second');
  expect(existsSync(join(folder, '.site.courant'))).toBe(false);
});

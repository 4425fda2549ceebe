import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Fingerprint } from '../../src/articles/identity.ts';
import { urlUuid } from '../../src/articles/uuid.ts';
import { FolderInUse } from '../../src/storage/lock.ts';
import { openState, type State, type StateOptions } from '../../src/storage/state.ts';

const site = 'https://example.org';
let parent: string;
let folder: string;
let troubles: string[];
const opened = new Set<State>();

async function open(options: Partial<StateOptions> = {}): Promise<State> {
  const state = await openState(folder, { site, onTrouble: (one) => troubles.push(one), ...options });
  opened.add(state);
  return state;
}

async function reopen(state: State, options: Partial<StateOptions> = {}): Promise<State> {
  await state.close();
  opened.delete(state);
  return open(options);
}

const print = (key: string, digest = key): Fingerprint => ({
  key,
  title: `Title ${digest}`,
  slug: `slug-${digest}`,
  published: 1000,
  digest,
});

const identify = (state: State, ...prints: readonly Fingerprint[]): readonly string[] =>
  state.identify(prints, new Set(prints.map(({ key }) => key)));

beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'courant-state-'));
  folder = join(parent, 'made', '.courant');
  troubles = [];
});

afterEach(async () => {
  for (const state of opened) await state.close();
  opened.clear();
  await rm(parent, { recursive: true, force: true });
});

describe('what is remembered', () => {
  it('stands in a folder that is made, tells what it is, and is not put into git', async () => {
    const state = await open();
    identify(state, print('a.md'));
    await state.close();
    expect((await readdir(folder)).sort()).toEqual(['.gitignore', 'README', 'state.jsonl']);
    expect(await readFile(join(folder, '.gitignore'), 'utf8')).toBe('*\n');
    expect(await readFile(join(folder, 'README'), 'utf8')).toContain('Deleting it loses no article');
  });

  it('leaves a .gitignore alone that someone wrote', async () => {
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, '.gitignore'), 'lock\n');
    await open();
    expect(await readFile(join(folder, '.gitignore'), 'utf8')).toBe('lock\n');
  });

  it('are ids, over restarts, renames, edits and another domain', async () => {
    let state = await open();
    const [a, b] = identify(state, print('a.md'), print('b.md'));
    state = await reopen(state, { site: 'https://moved.example' });
    expect(identify(state, print('a.md', 'edited'), print('new/b.md', 'b.md'))).toEqual([a, b]);
    state = await reopen(state, { site: 'https://moved.example' });
    expect(identify(state, print('a.md'), print('new/b.md', 'b.md'))).toEqual([a, b]);
    const [another] = identify(state, print('b.md', 'of another kind'));
    expect(another).toBe(`urn:uuid:${urlUuid('https://moved.example/b.md')}`);
  });

  it('are editions: the last at each address', async () => {
    let state = await open();
    expect(state.edition('/rss.xml')).toBeUndefined();
    state.recordEdition('/rss.xml', { etag: 'W/"a"', lastModified: 1000 });
    state.recordEdition('/atom.xml', { etag: 'W/"b"', lastModified: 2000 });
    state.recordEdition('/rss.xml', { etag: 'W/"c"', lastModified: 3000 });
    expect(state.edition('/rss.xml')).toEqual({ etag: 'W/"c"', lastModified: 3000 });
    state = await reopen(state);
    expect(state.edition('/rss.xml')).toEqual({ etag: 'W/"c"', lastModified: 3000 });
    expect(state.edition('/atom.xml')).toEqual({ etag: 'W/"b"', lastModified: 2000 });
  });

  it('are feeds, with the last title of each', async () => {
    let state = await open();
    state.recordFeed('/sections/world', 'World');
    state.recordFeed('', 'Everything');
    state.recordFeed('/sections/world', 'The world');
    state = await reopen(state);
    expect([...state.knownFeeds()]).toEqual([
      ['/sections/world', 'The world'],
      ['', 'Everything'],
    ]);
  });

  it('is not written again when nothing is new', async () => {
    const state = await open();
    const tell = async (): Promise<string> => {
      identify(state, print('a.md'));
      state.recordEdition('/rss.xml', { etag: 'W/"a"', lastModified: 1000 });
      state.recordFeed('', 'Everything');
      await state.flush();
      return readFile(join(folder, 'state.jsonl'), 'utf8');
    };
    const once = await tell();
    expect(once.split('\n')).toHaveLength(4);
    expect(await tell()).toBe(once);
  });

  it('is told when it was damaged, and the rest is kept', async () => {
    let state = await open();
    const [id] = identify(state, print('a.md'));
    state.recordFeed('', 'Everything');
    await state.close();
    const path = join(folder, 'state.jsonl');
    await writeFile(path, (await readFile(path, 'utf8')).replace('Everything', 'Everythink'));
    state = await open({ site: 'https://moved.example' });
    expect(troubles).toHaveLength(1);
    expect(troubles[0]).toContain('state-damaged-1.jsonl');
    expect(identify(state, print('a.md'))).toEqual([id]);
    expect(state.knownFeeds().size).toBe(0);
  });

  it('lives in memory where the folder cannot be made, and says so once', async () => {
    await writeFile(join(parent, 'made'), 'a file in the way');
    const state = await open();
    const [id] = identify(state, print('a.md'));
    await state.flush();
    expect(identify(state, print('b.md', 'a.md'))).toEqual([id]);
    expect(troubles).toHaveLength(1);
    expect(troubles[0]).toMatch(/cannot be written: a (part of its path is a file|file is in the way) \(E/);
    await rm(join(parent, 'made'));
    await state.flush();
    expect(troubles).toHaveLength(2);
    expect(identify(await reopen(state), print('b.md', 'a.md'))).toEqual([id]);
  });

  it('is read without a lock, a folder or a trace where that is asked for', async () => {
    const state = await open({ readOnly: true });
    identify(state, print('a.md'));
    await state.flush();
    await state.close();
    expect(await readdir(parent)).toEqual([]);
    const [id] = identify(await open(), print('a.md'));
    const watching = await open({ readOnly: true, site: 'https://other.example' });
    await [...opened][1]?.flush();
    expect(watching.identify([], new Set())).toEqual([]);
    expect(id).toBe(`urn:uuid:${urlUuid(`${site}/a.md`)}`);
    expect(troubles).toEqual([]);
  });
});

describe('the lock', () => {
  const holder = (fields: Record<string, unknown>): string =>
    JSON.stringify({ pid: process.ppid, host: hostname(), began: 'never', ...fields });

  async function leaveLock(text: string, age = 0): Promise<void> {
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'lock'), text);
    const then = Date.now() / 1000 - age;
    await utimes(join(folder, 'lock'), then, then);
  }

  it('keeps a second writer out, also in the same process, until the first is closed', async () => {
    const first = await open();
    await expect(open()).rejects.toThrow(FolderInUse);
    await expect(open()).rejects.toThrow(`in use by process ${process.pid};`);
    await reopen(first);
  });

  it.each<[string, string, number]>([
    ['our own pid from an earlier life, as in a container', holder({ pid: process.pid }), 0],
    ['a process that is no more', holder({ pid: 2 ** 30 }), 0],
    ['another machine that has fallen silent', holder({ host: 'elsewhere' }), 60],
    ['a power cut, empty', '', 60],
  ])('of %s is taken over', async (_, text, age) => {
    await leaveLock(text, age);
    const state = await open();
    expect(JSON.parse(await readFile(join(folder, 'lock'), 'utf8'))).toMatchObject({ pid: process.pid });
    await state.close();
    expect(await readdir(folder)).not.toContain('lock');
  });

  it('that a crash left behind dates what changes later than all that can have been told before', async () => {
    let state = await open({ clock: () => 12_300 });
    expect(state.earliest).toBeUndefined();
    state = await reopen(state, { clock: () => 12_300 });
    expect(state.earliest).toBeUndefined();
    await state.close();
    for (const now of [12_000, 12_999]) {
      await leaveLock(holder({ pid: 2 ** 30 }));
      const next = await open({ clock: () => now });
      expect(next.earliest).toBe(13_000);
      await next.close();
    }
    await leaveLock(holder({ pid: 2 ** 30 }));
    expect((await open({ clock: () => 12_300, readOnly: true })).earliest).toBeUndefined();
  });

  it.runIf(process.platform === 'linux')(
    'of a pid that now belongs to another process is taken over',
    async () => {
      await leaveLock(holder({}));
      await open();
      expect(troubles).toEqual([]);
    },
  );

  it.each<[string, string, string]>([
    ['a process that lives', holder({ began: '' }), `in use by process ${process.ppid};`],
    [
      'another machine that still touches it',
      holder({ host: 'elsewhere' }),
      `process ${process.ppid} on elsewhere;`,
    ],
  ])('of %s is respected', async (_, text, words) => {
    await leaveLock(text);
    await expect(open()).rejects.toThrow(words);
    expect(await readFile(join(folder, 'lock'), 'utf8')).toBe(text);
  });

  it('of someone who is writing it is respected', async () => {
    await leaveLock('');
    const asked = open();
    setTimeout(() => void leaveLock(holder({ began: '' })), 300);
    await expect(asked).rejects.toThrow(`in use by process ${process.ppid};`);
  });

  it('is taken by one alone of many that ask at once in one process', async () => {
    await leaveLock(holder({ pid: 2 ** 30 }));
    const outcomes = await Promise.allSettled(Array.from({ length: 8 }, () => open()));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected') expect(outcome.reason).toBeInstanceOf(FolderInUse);
    }
  });

  it('is taken over though someone died while taking it over', async () => {
    await leaveLock(holder({ pid: 2 ** 30 }));
    await writeFile(join(folder, 'lock-judged'), '');
    await utimes(join(folder, 'lock-judged'), 1, 1);
    await open();
    expect(await readdir(folder)).not.toContain('lock-judged');
  });

  it.runIf(process.platform === 'linux')(
    'of a dead process whose parent took no note is taken over',
    async () => {
      const parent = spawn('sh', ['-c', 'sleep 0 & echo $!; exec sleep 30'], {
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      try {
        const [said] = (await once(parent.stdout, 'data')) as [Buffer];
        const pid = Number(said.toString());
        await expect.poll(() => readFile(`/proc/${pid}/stat`, 'utf8')).toContain(') Z ');
        await leaveLock(holder({ pid, began: '' }));
        await open();
      } finally {
        parent.kill('SIGKILL');
      }
    },
  );

  it('can be asked for again after it was refused', async () => {
    await leaveLock(holder({ host: 'elsewhere' }));
    await expect(open()).rejects.toThrow(FolderInUse);
    await rm(join(folder, 'lock'));
    await open();
  });

  it('that someone else holds since is not removed', async () => {
    const state = await open();
    await writeFile(join(folder, 'lock'), holder({ host: 'elsewhere' }));
    await state.close();
    expect(await readdir(folder)).toContain('lock');
  });
});

it('over any history with restarts and crashes, every id and edition is what it was', async () => {
  const event = fc.record({
    act: fc.constantFrom('add', 'edit', 'rename', 'edition', 'feed', 'restart', 'crash'),
    n: fc.nat(4),
    value: fc.nat(99),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(event, { maxLength: 25 }), async (events) => {
      await rm(folder, { recursive: true, force: true });
      let state = await open();
      const files = new Map<string, { digest: string; id?: string }>();
      const editions = new Map<string, number>();
      const feeds = new Map<string, string>();
      let count = 0;
      for (const { act, n, value } of events) {
        count += 1;
        if (act === 'add') files.set(`${n}.${count}.md`, { digest: `${count}` });
        const [key, file] = [...files][n % Math.max(1, files.size)] ?? [];
        if (act === 'edit' && file) file.digest = `${count}`;
        if (act === 'rename' && key && file) {
          files.delete(key);
          files.set(`moved.${count}.md`, file);
        }
        if (act === 'edition') {
          editions.set(`/${n}`, value * 1000);
          state.recordEdition(`/${n}`, { etag: `${value}`, lastModified: value * 1000 });
        }
        if (act === 'feed') {
          feeds.set(`/${n}`, `${value}`);
          state.recordFeed(`/${n}`, `${value}`);
        }
        if (act === 'restart') state = await reopen(state, { site: `https://${value}.example` });
        if (act === 'crash') {
          // What a process leaves that was killed after a flush: the file as it is, perhaps with a torn line.
          await state.flush();
          const bytes = await readFile(join(folder, 'state.jsonl')).catch(() => Buffer.alloc(0));
          await state.close();
          opened.delete(state);
          await writeFile(
            join(folder, 'state.jsonl'),
            Buffer.concat([bytes, Buffer.from('["0123'.slice(0, n))]),
          );
          state = await open();
        }
        const ids = state.identify(
          [...files].map(([name, { digest }]) => print(name, digest)),
          new Set(files.keys()),
        );
        [...files.values()].forEach((one, at) => {
          if (one.id !== undefined) expect(ids[at]).toBe(one.id);
          one.id = ids[at] ?? '';
        });
        expect(new Set(ids).size).toBe(files.size);
        for (const [topic, lastModified] of editions) {
          expect(state.edition(topic)).toEqual({ etag: `${lastModified / 1000}`, lastModified });
        }
        expect(new Map(state.knownFeeds())).toEqual(feeds);
      }
      expect(troubles).toEqual([]);
      await state.close();
      opened.delete(state);
    }),
    { numRuns: 40 },
  );
});

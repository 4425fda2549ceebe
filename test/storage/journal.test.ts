import { mkdir, mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Journal, type JournalOptions, openJournal } from '../../src/storage/journal.ts';
import { encodeLines } from '../../src/storage/lines.ts';

/** A disk that can be made to fail: what is left of it in bytes, and which calls are refused. */
const disk = vi.hoisted(() => ({
  space: Infinity,
  refused: new Map<string, string>(),
  readable: Infinity,
  writes: 0,
  syncs: 0,
}));

vi.mock('node:fs/promises', async (importOriginal) => {
  const real = await importOriginal<typeof import('node:fs/promises')>();
  const failure = (code: string): Error => Object.assign(new Error(`${code}: told by the test`), { code });
  const check = (call: string): void => {
    const code = disk.refused.get(call);
    if (code !== undefined) throw failure(code);
  };
  return {
    ...real,
    link: async (from: string, to: string) => {
      check('link');
      return real.link(from, to);
    },
    rename: async (from: string, to: string) => {
      check('rename');
      return real.rename(from, to);
    },
    open: async (path: string, flags: string) => {
      check(`open ${flags}`);
      const file = await real.open(path, flags);
      type Write = (
        bytes: Buffer,
        at: number,
        length: number,
        to: number,
      ) => Promise<{ bytesWritten: number }>;
      const read = file.read.bind(file) as Write extends (...parts: infer P) => unknown
        ? (...parts: P) => Promise<{ bytesRead: number }>
        : never;
      const write = file.write.bind(file) as Write;
      const sync = file.sync.bind(file);
      Object.assign(file, {
        read: async (bytes: Buffer, offset: number, length: number, position: number) => {
          if (position >= disk.readable) throw failure('EIO');
          return read(bytes, offset, Math.min(length, disk.readable - position), position);
        },
        write: async (bytes: Buffer, offset: number, length: number, position: number) => {
          disk.writes += 1;
          if (disk.space <= 0) throw failure('ENOSPC');
          const result = await write(bytes, offset, Math.min(length, disk.space), position);
          disk.space -= result.bytesWritten;
          return result;
        },
        sync: async () => {
          disk.syncs += 1;
          check('sync');
          return sync();
        },
      });
      return file;
    },
  };
});

interface Note {
  readonly key: string;
  readonly value: number;
}

const parse = (value: unknown): Note | undefined =>
  typeof value === 'object' && value !== null && 'key' in value && 'value' in value
    ? (value as Note)
    : undefined;

let folder: string;
let path: string;
const opened: Journal<Note>[] = [];

interface Notebook {
  readonly journal: Journal<Note>;
  readonly notes: Map<string, number>;
  readonly replayed: Note[];
  readonly problems: readonly string[];
  readonly troubles: string[];
  note(key: string, value: number, durable?: boolean): void;
}

async function openNotebook(options: Partial<JournalOptions<Note>> = {}): Promise<Notebook> {
  const notes = new Map<string, number>();
  const replayed: Note[] = [];
  const troubles: string[] = [];
  const { journal, problems } = await openJournal<Note>(folder, {
    name: 'state',
    parse,
    replay(record) {
      replayed.push(record);
      notes.set(record.key, record.value);
    },
    live: () => ({ count: notes.size, records: () => [...notes].map(([key, value]) => ({ key, value })) }),
    prepare: async () => void (await mkdir(folder, { recursive: true })),
    onTrouble: (sentence) => troubles.push(sentence),
    retryAfter: 20,
    ...options,
  });
  opened.push(journal);
  const note = (key: string, value: number, durable = true): void => {
    notes.set(key, value);
    journal.append([{ key, value }], durable);
  };
  return { journal, notes, replayed, problems, troubles, note };
}

/** What a fresh start would find. */
async function reread(): Promise<Omit<Notebook, 'journal' | 'note'>> {
  return openNotebook({ readOnly: true });
}

const entries = (notebook: { readonly notes: ReadonlyMap<string, number> }): Record<string, number> =>
  Object.fromEntries(notebook.notes);

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'courant-journal-'));
  path = join(folder, 'state.jsonl');
  Object.assign(disk, { space: Infinity, readable: Infinity, writes: 0, syncs: 0 });
  disk.refused.clear();
});

afterEach(async () => {
  disk.space = Infinity;
  disk.refused.clear();
  for (const journal of opened.splice(0)) await journal.close();
  await rm(folder, { recursive: true, force: true });
});

describe('a journal', () => {
  it('gives back what was appended, in order, over restarts', async () => {
    const first = await openNotebook();
    first.note('a', 1);
    first.note('b', 2);
    first.note('a', 3);
    await first.journal.close();
    const second = await openNotebook();
    expect(second.problems).toEqual([]);
    expect(entries(second)).toEqual({ a: 3, b: 2 });
    second.note('c', 4);
    await second.journal.close();
    const third = await openNotebook();
    expect(third.replayed.at(-1)).toEqual({ key: 'c', value: 4 });
    expect(entries(third)).toEqual({ a: 3, b: 2, c: 4 });
  });

  it('writes what many calls in one tick append at once, with one fsync', async () => {
    const { journal, note } = await openNotebook();
    note('first', 0);
    await journal.flush();
    const { writes, syncs } = disk;
    for (let n = 0; n < 500; n += 1) note(`${n}`, n);
    await journal.flush();
    expect(disk.writes - writes).toBe(1);
    expect(disk.syncs - syncs).toBe(1);
  });

  it('spares what need not be durable the fsync, until it is flushed', async () => {
    const { journal, note } = await openNotebook();
    note('first', 0);
    await journal.flush();
    const { syncs } = disk;
    note('lazy', 1, false);
    await vi.waitFor(async () => expect(entries(await reread())).toEqual({ first: 0, lazy: 1 }));
    expect(disk.syncs).toBe(syncs);
    await journal.flush();
    expect(disk.syncs).toBe(syncs + 1);
    await journal.flush();
    expect(disk.syncs).toBe(syncs + 1);
  });

  it('has on disk what was flushed without being closed', async () => {
    const { journal, note } = await openNotebook();
    for (let n = 0; n < 3000; n += 1) note(`${n}`, n, false);
    await journal.flush();
    expect((await reread()).replayed).toHaveLength(3000);
  });

  it('forgets what is appended after it was closed, and does not mind', async () => {
    const { journal, note } = await openNotebook();
    note('a', 1);
    await journal.close();
    note('b', 2);
    await journal.close();
    expect(entries(await reread())).toEqual({ a: 1 });
  });
});

it('a journal is written in the form that is asked for, and read from it', async () => {
  const options: Partial<JournalOptions<Note>> = {
    form: ({ key, value }) => [key, value],
    parse: (value) =>
      Array.isArray(value) ? { key: String(value[0]), value: Number(value[1]) } : parse(value),
  };
  await writeFile(path, encodeLines([{ key: 'old', value: 1 }]));
  const first = await openNotebook(options);
  first.note('new', 2);
  await first.journal.flush();
  expect(await readFile(path)).toEqual(encodeLines([{ key: 'old', value: 1 }, ['new', 2]]));
  await first.journal.compact();
  await first.journal.close();
  expect(await readFile(path)).toEqual(
    encodeLines([
      ['old', 1],
      ['new', 2],
    ]),
  );
  expect(entries(await openNotebook(options))).toEqual({ old: 1, new: 2 });
});

describe('damage', () => {
  const lines = encodeLines([
    { key: 'a', value: 1 },
    { key: 'b', value: 2 },
    { key: 'c', value: 3 },
  ]).toString();

  it('cut at every byte, it opens with a beginning of history, says nothing, and goes on', async () => {
    for (let cut = 0; cut <= lines.length; cut += 1) {
      await writeFile(path, lines.slice(0, cut));
      const notebook = await openNotebook();
      const whole = lines.slice(0, cut).split('\n').length - 1;
      expect(notebook.replayed.map(({ key }) => key)).toEqual(['a', 'b', 'c'].slice(0, whole));
      expect(notebook.problems).toEqual([]);
      notebook.note('d', 4);
      await notebook.journal.close();
      const again = await reread();
      expect(again.problems).toEqual([]);
      expect(again.replayed).toEqual([...notebook.replayed, { key: 'd', value: 4 }]);
      expect(await readFile(path)).toEqual(encodeLines(again.replayed));
      expect(notebook.troubles).toEqual([]);
    }
    expect(await readdir(folder)).toEqual(['state.jsonl']);
  });

  it('leaves no trace of a torn line that was longer than what comes after it', async () => {
    await writeFile(path, `${lines}["00000000",{"key":"${'x'.repeat(500)}`);
    const { journal, note, replayed } = await openNotebook();
    note('d', 4);
    await journal.close();
    expect(await readFile(path)).toEqual(encodeLines([...replayed, { key: 'd', value: 4 }]));
  });

  it.each<[string, string, Record<string, number>, string]>([
    ['a line of noise', lines.replace('\n', '\nnoise\n'), { a: 1, b: 2, c: 3 }, 'line 2 is'],
    ['a changed value', lines.replace('"value":2', '"value":9'), { a: 1, c: 3 }, 'line 2 is'],
    ['an empty line', `\n${lines}`, { a: 1, b: 2, c: 3 }, 'line 1 is'],
    ['zeros', `${'\0'.repeat(600)}\n${lines}`, { a: 1, b: 2, c: 3 }, 'line 1 is'],
    ['a record of another kind', encodeLines([7]) + lines, { a: 1, b: 2, c: 3 }, 'line 1 is'],
    ['two lines', `x\n${lines}y\n`, { a: 1, b: 2, c: 3 }, '2 lines are (the first is 1)'],
  ])('%s: a copy is set aside, all the rest is kept, and it is said', async (_, content, kept, where) => {
    await writeFile(path, content);
    const { problems, notes, note, journal } = await openNotebook();
    expect(Object.fromEntries(notes)).toEqual(kept);
    expect(problems).toEqual([
      `${path} was damaged: ${where} not as written; a copy was set aside as state-damaged-1.jsonl; everything else in it was kept.`,
    ]);
    expect(await readFile(join(folder, 'state-damaged-1.jsonl'), 'utf8')).toBe(content);
    note('d', 4);
    await journal.close();
    const again = await openNotebook();
    expect(again.problems).toEqual([]);
    expect(entries(again)).toEqual({ ...kept, d: 4 });
  });

  it('is kept where the file system has no links, and under a name that is free', async () => {
    disk.refused.set('link', 'EPERM');
    await writeFile(join(folder, 'state-damaged-1.jsonl'), 'older');
    await writeFile(path, 'noise\n');
    const { problems } = await openNotebook();
    expect(problems[0]).toContain('state-damaged-2.jsonl');
    expect(await readFile(join(folder, 'state-damaged-1.jsonl'), 'utf8')).toBe('older');
    expect(await readFile(join(folder, 'state-damaged-2.jsonl'), 'utf8')).toBe('noise\n');
  });

  it('so great that the file cannot be read sets it aside, and begins anew', async () => {
    await mkdir(path);
    const { problems, journal, note } = await openNotebook();
    expect(problems).toEqual([
      `${path} cannot be read: it is a folder (EISDIR); it was set aside as state-damaged-1.jsonl, and what it remembered begins anew.`,
    ]);
    note('a', 1);
    await journal.close();
    expect(entries(await reread())).toEqual({ a: 1 });
  });

  it('of the disk behind some line keeps all before it, on disk too, and says from where on all is lost', async () => {
    await writeFile(path, lines);
    disk.readable = lines.indexOf('"c"');
    const { problems, notes, note, journal } = await openNotebook();
    expect(problems).toEqual([
      `${path} cannot be read from line 3 on: the disk reports an error (EIO); it was set aside as state-damaged-1.jsonl, and what the rest remembered begins anew.`,
    ]);
    expect(Object.fromEntries(notes)).toEqual({ a: 1, b: 2 });
    disk.readable = Infinity;
    expect(entries(await reread())).toEqual({ a: 1, b: 2 });
    note('d', 4);
    await journal.close();
    expect(entries(await reread())).toEqual({ a: 1, b: 2, d: 4 });
    expect(await readFile(join(folder, 'state-damaged-1.jsonl'), 'utf8')).toBe(lines);
  });

  it('of the disk behind some line is told when opened for reading, which leaves it as it is', async () => {
    await writeFile(path, lines);
    disk.readable = lines.indexOf('"c"');
    const { problems, notes } = await openNotebook({ readOnly: true });
    expect(problems).toEqual([
      `${path} cannot be read from line 3 on: the disk reports an error (EIO); what the rest remembers is unknown to this command.`,
    ]);
    expect(notes.size).toBe(2);
    expect(await readdir(folder)).toEqual(['state.jsonl']);
  });

  it('never overwrites a file that it could neither read nor set aside at opening', async () => {
    await mkdir(path);
    disk.refused.set('link', 'EPERM').set('rename', 'EACCES');
    const { problems, journal, note, troubles } = await openNotebook();
    expect(problems[0]).toContain('nothing in it is remembered until that is mended');
    note('a', 1);
    await journal.flush();
    expect(troubles).toHaveLength(1);
    await rm(path, { recursive: true });
    await writeFile(path, lines);
    disk.refused.clear();
    await vi.waitFor(() => expect(troubles).toHaveLength(2));
    expect(entries(await reread())).toEqual({ a: 1 });
    expect(await readFile(join(folder, 'state-damaged-1.jsonl'), 'utf8')).toBe(lines);
  });

  it('is only told when opened for reading', async () => {
    await writeFile(path, `noise\n${lines}tor`);
    const { problems, notes, note, journal } = await openNotebook({ readOnly: true });
    expect(problems).toEqual([
      `${path} was damaged: line 1 is not as written; everything else in it was kept.`,
    ]);
    expect(notes.size).toBe(3);
    note('d', 4);
    await journal.compact();
    await journal.close();
    expect(await readFile(path, 'utf8')).toBe(`noise\n${lines}tor`);
    expect(await readdir(folder)).toEqual(['state.jsonl']);
  });
});

describe('compaction', () => {
  it('puts the live records alone in the place of the file', async () => {
    const { journal, note } = await openNotebook();
    for (let n = 0; n < 50; n += 1) note('a', n);
    note('b', 1);
    await journal.flush();
    await writeFile(`${path}.new`, 'left behind by a crash');
    await journal.compact();
    expect((await reread()).replayed).toEqual([
      { key: 'a', value: 49 },
      { key: 'b', value: 1 },
    ]);
    note('a', 50);
    await journal.close();
    expect((await reread()).replayed).toHaveLength(3);
    expect(await readdir(folder)).toEqual(['state.jsonl']);
  });

  it('comes by itself once the file is long and mostly out of date, and loses nothing appended meanwhile', async () => {
    const { journal, note, notes } = await openNotebook({ compactAbove: 2000 });
    for (let n = 0; n < 2000; n += 1) {
      note(`${n % 7}`, n);
      if (n % 10 === 0) await new Promise(setImmediate);
      if (n % 100 === 0) await journal.flush();
    }
    await journal.close();
    expect(entries(await reread())).toEqual(Object.fromEntries(notes));
    expect((await stat(path)).size).toBeLessThan(10_000);
  });

  it('loses nothing that is appended while it goes on', async () => {
    const { journal, note, notes } = await openNotebook();
    for (let n = 0; n < 5000; n += 1) note(`${n}`, n);
    await journal.flush();
    let isDone = false;
    const done = journal.compact().then(() => {
      isDone = true;
    });
    for (let n = 0; !isDone; n += 1) {
      note(`meanwhile ${n}`, n);
      await new Promise(setImmediate);
      if (n === 100) isDone = true;
    }
    await done;
    await journal.flush();
    expect(entries(await reread())).toEqual(Object.fromEntries(notes));
  });

  it('leaves a long file alone whose records are live', async () => {
    const { journal, note } = await openNotebook({ compactAbove: 2000 });
    for (let n = 0; n < 500; n += 1) note(`${n}`, n);
    await journal.flush();
    const { ino } = await stat(path);
    for (let n = 0; n < 500; n += 1) note(`${n}`, n + 1);
    await journal.flush();
    expect((await stat(path)).ino).toBe(ino);
  });

  it('is no trouble when it fails while the long file can be written', async () => {
    const { journal, note, notes, troubles } = await openNotebook({ compactAbove: 2000 });
    note('a', 0);
    await journal.flush();
    disk.refused.set('open w', 'EDQUOT');
    for (let n = 0; n < 500; n += 1) note('a', n);
    await journal.close();
    expect(troubles).toEqual([]);
    expect((await reread()).replayed).toHaveLength(501);
    expect(entries(await reread())).toEqual(Object.fromEntries(notes));
  });
});

describe('trouble', () => {
  const over = (): string => `${path} can be written again; nothing was lost.`;
  const cannot = (why: string): string =>
    `${path} cannot be written: ${why}; mend that, or name another folder with --data: until then it is kept in memory alone, and lost if Courant stops.`;

  it.each([0, 1, 20, 31, 32, 33, 70])(
    'a disk that is full after %i bytes is told once, tried again, and told when it is over',
    async (space) => {
      const { journal, note, troubles, notes } = await openNotebook();
      note('before', 0);
      await journal.flush();
      disk.space = space;
      for (let n = 0; n < 5; n += 1) note(`during ${n}`, n);
      await journal.flush();
      for (let n = 5; n < 10; n += 1) {
        note(`during ${n}`, n);
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
      await journal.flush();
      expect(troubles).toEqual([cannot('the disk is full (ENOSPC)')]);
      const meanwhile = await reread();
      expect(meanwhile.problems).toEqual([]);
      expect([...notes].slice(0, meanwhile.notes.size)).toEqual([...meanwhile.notes]);
      disk.space = Infinity;
      await vi.waitFor(() => expect(troubles).toEqual([cannot('the disk is full (ENOSPC)'), over()]));
      note('after', 1);
      await journal.close();
      expect((await reread()).replayed).toEqual([...notes].map(([key, value]) => ({ key, value })));
    },
  );

  it('an fsync that fails makes the file suspect: it is written whole beside it', async () => {
    const { journal, note, troubles } = await openNotebook();
    note('a', 1);
    await journal.flush();
    const { ino } = await stat(path);
    disk.refused.set('sync', 'EIO');
    note('b', 2);
    await journal.flush();
    expect(troubles).toEqual([cannot('the disk reports an error (EIO)')]);
    disk.refused.clear();
    await journal.flush();
    expect(troubles).toHaveLength(2);
    expect((await stat(path)).ino).not.toBe(ino);
    expect(entries(await reread())).toEqual({ a: 1, b: 2 });
  });

  it('that lasts for long does not fill the memory with a queue', async () => {
    const { journal, note } = await openNotebook();
    note('a', 0);
    await journal.flush();
    disk.space = 0;
    for (let n = 0; n < 20_000; n += 1) {
      note('a', n);
      if (n % 1000 === 0) await journal.flush();
    }
    disk.space = Infinity;
    await journal.flush();
    expect((await reread()).replayed.length).toBeLessThan(3000);
    expect(entries(await reread())).toEqual({ a: 19_999 });
  });

  it.each<[string, () => Promise<void>]>([
    ['its file is removed', () => rm(path)],
    ['its folder is removed', () => rm(folder, { recursive: true })],
    ['its file is emptied', () => truncate(path, 0)],
  ])('when %s, everything is written again from memory', async (_, harm) => {
    const { journal, note, troubles } = await openNotebook();
    note('a', 1);
    await journal.flush();
    await harm();
    note('b', 2);
    await journal.flush();
    expect(entries(await reread())).toEqual({ a: 1, b: 2 });
    expect(troubles).toEqual([]);
  });

  it('a folder that cannot be made ready at opening is tried again, and what is there is read', async () => {
    await writeFile(path, encodeLines([{ key: 'a', value: 1 }]));
    let isReady = false;
    const prepare = async (): Promise<void> => {
      if (!isReady) throw Object.assign(new Error('told by the test'), { code: 'EROFS' });
    };
    const { journal, note, notes, troubles } = await openNotebook({ prepare });
    expect(Object.fromEntries(notes)).toEqual({ a: 1 });
    expect(troubles).toEqual([cannot('the file system is read-only (EROFS)')]);
    note('b', 2);
    await journal.flush();
    expect(entries(await reread())).toEqual({ a: 1 });
    isReady = true;
    await vi.waitFor(() => expect(troubles).toHaveLength(2));
    expect(entries(await reread())).toEqual({ a: 1, b: 2 });
  });

  it('of another kind while it is made ready goes through to the caller', async () => {
    const prepare = (): Promise<void> => Promise.reject(new Error('in use'));
    await expect(openNotebook({ prepare })).rejects.toThrow('in use');
  });
});

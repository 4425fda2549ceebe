import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openState } from '../../src/storage/state.ts';
import { compile } from '../support/compiled.ts';

const site = 'https://example.org';
const script = fileURLToPath(new URL('appending.mjs', import.meta.url));
let compiled: Awaited<ReturnType<typeof compile>>;
let folder: string;
const children: ChildProcess[] = [];

beforeAll(async () => {
  compiled = await compile('storage/state.ts');
  folder = await mkdtemp(join(tmpdir(), 'courant-kill-'));
}, 60_000);

afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  await compiled?.remove();
  await rm(folder, { recursive: true, force: true });
});

/** A process that appends from `from` on; `said` grows by what it says. */
function startAppending(from: number): {
  readonly child: ChildProcess;
  readonly said: readonly string[];
  readonly ended: Promise<unknown>;
  /** Fulfilled when it has said so many lines, or ended. */
  readonly hasSaid: (count: number) => Promise<void>;
} {
  const child = spawn(process.execPath, [script, compiled.url, folder, `${from}`], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  const said: string[] = [];
  const lines = createInterface({ input: child.stdout });
  lines.on('line', (line) => said.push(line));
  return {
    child,
    said,
    ended: Promise.all([once(lines, 'close'), once(child, 'exit')]),
    async hasSaid(count) {
      while (said.length < count && child.exitCode === null && child.signalCode === null) await wait(2);
    },
  };
}

it('killed thirty times in the middle of its work, it loses nothing that was flushed, and opens each time', async () => {
  const promised = new Map<number, string>();
  let next = 0;
  for (let round = 0; round < 30; round += 1) {
    const { child, said, ended, hasSaid } = startAppending(next);
    await hasSaid(1);
    await wait(round * 3);
    child.kill('SIGKILL');
    await ended;
    expect(said[0]).toBe('open');
    for (const line of said) {
      expect(line).not.toContain('trouble');
      const [, n, id] = /^kept (\d+) (.*)$/.exec(line) ?? [];
      if (id !== undefined) promised.set(Number(n), id);
    }
    const troubles: string[] = [];
    const state = await openState(folder, {
      site: 'https://another.example',
      onTrouble: (one) => troubles.push(one),
    });
    const keys = [...promised.keys()];
    const last = Math.max(-1, ...keys);
    const present = new Set(keys.map((n) => `${n}.md`));
    const prints = keys.map((n) => ({
      key: `${n}.md`,
      title: `Title ${n}`,
      slug: `${n}`,
      published: n,
      digest: `${n}`,
    }));
    expect(state.identify(prints, present)).toEqual([...promised.values()]);
    for (let topic = 0; topic < 20 && last >= 0; topic += 1) {
      // What was not promised may be there as well, but nothing older.
      expect(state.edition(`/${topic}`)?.lastModified).toBeGreaterThanOrEqual(last * 1000);
    }
    expect(troubles).toEqual([]);
    await state.close();
    // A key that may have been written without a promise is never asked for again.
    next = last + 1000;
  }
  expect(promised.size).toBeGreaterThan(30);
  expect((await readdir(folder)).filter((name) => name.includes('damaged'))).toEqual([]);
}, 120_000);

it('a folder that another process writes in is refused by its pid, may be looked at, and is free when that one died', async () => {
  const { child, ended, hasSaid } = startAppending(1_000_000);
  await hasSaid(2);
  const onTrouble = (): void => undefined;
  await expect(openState(folder, { site, onTrouble })).rejects.toThrow(
    `The data folder ${folder} is in use by process ${child.pid}; stop that one, or give this one a folder of its own with --data.`,
  );
  const watching = await openState(folder, { site, readOnly: true, onTrouble });
  expect(watching.edition('/0')).toBeDefined();
  await watching.close();
  child.kill('SIGKILL');
  await ended;
  const after = await openState(folder, { site, onTrouble });
  await after.close();
});

it('of many processes that find the lock of a dead one at once, one alone gets the folder', async () => {
  for (let round = 0; round < 3; round += 1) {
    const dead = startAppending(2_000_000 + round * 100_000);
    await dead.hasSaid(2);
    dead.child.kill('SIGKILL');
    await dead.ended;
    const rivals = Array.from({ length: 4 }, (_, n) =>
      startAppending(2_010_000 + round * 100_000 + n * 10_000),
    );
    await Promise.all(rivals.map(({ hasSaid }) => hasSaid(2)));
    expect(rivals.filter(({ said }) => said[0] === 'open')).toHaveLength(1);
    expect(rivals.filter(({ said }) => said[0]?.startsWith('refused FolderInUse'))).toHaveLength(3);
    for (const { child } of rivals) child.kill('SIGKILL');
    await Promise.all(rivals.map(({ ended }) => ended));
  }
}, 60_000);

import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, renameSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { startCourant } from './commands/courant.ts';

/** Real file systems in memory take the rights of an administrator, and Linux. */
function mount(folder: string, options: string): boolean {
  return (
    spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'courant', folder], { stdio: 'ignore' }).status === 0
  );
}

const remount = (folder: string, options: string): void => {
  expect(spawnSync('mount', ['-o', `remount,${options}`, folder]).status).toBe(0);
};

const canMount = (() => {
  const folder = mkdtempSync(join(tmpdir(), 'courant-mount-'));
  const could = process.platform === 'linux' && mount(folder, 'size=64k');
  if (could) spawnSync('umount', [folder]);
  rmSync(folder, { recursive: true });
  if (!could)
    process.stdout.write('Tests of full and read-only disks are skipped: nothing can be mounted here.\n');
  return could;
})();

const site = 'https://paper.example';
const patience = { timeout: 20_000, interval: 100 };

interface Desk {
  readonly root: string;
  readonly data: string;
  /** @param time - of the eleventh of May and later: `11T10:00`. */
  write(name: string, title: string, time: string): void;
}

/** A folder of articles, and a data folder on a disk of its own. */
function plant(options: string): Desk {
  const root = mkdtempSync(join(tmpdir(), 'courant-disks-'));
  const data = join(root, 'data');
  mkdirSync(join(root, 'articles'));
  mkdirSync(data);
  expect(mount(data, options)).toBe(true);
  onTestFinished(() => {
    spawnSync('umount', ['-l', data]);
    rmSync(root, { recursive: true, force: true });
  });
  const write: Desk['write'] = (name, title, time) =>
    writeFileSync(
      join(root, 'articles', name),
      `---\ntitle: ${title}\ndate: 2025-05-${time}:00Z\n---\nText.\n`,
    );
  write('one.md', 'One', '11T10:00');
  write('two.md', 'Two', '12T10:00');
  return { root, data, write };
}

interface Item {
  readonly id: string;
  readonly title: string;
  readonly url: string;
}

async function begin({ root, data }: Desk) {
  const words = ['serve', '--port', '0', '--data', data, '--site', site, '--log-level', 'info'];
  const running = startCourant(words, root);
  const said = await running.says('Listening at ');
  const base = /Listening at (\S+)/.exec(said)?.[1] ?? '';
  return {
    async items(): Promise<readonly Item[]> {
      const response = await fetch(`${base}/feed.json`);
      expect(response.status).toBe(200);
      return ((await response.json()) as { items: Item[] }).items;
    },
    warned: (words: string) => running.says(words, 'stderr'),
    async end(): Promise<string> {
      running.process.kill('SIGTERM');
      const { code, stderr } = await running.ended;
      expect(code).toBe(0);
      return stderr;
    },
    /** Of several changes in one second, the last is dated ahead, and no date is told before it has come. */
    changed: () =>
      vi.waitFor(async () => {
        const told = (await fetch(`${base}/feed.json`)).headers.get('last-modified') ?? '';
        expect(told).not.toBe('');
        return told;
      }, patience),
  };
}

const titles = (items: readonly Item[]): readonly string[] => items.map(({ title }) => title);

/** Nothing fits any more. */
function fill(folder: string): string {
  const { bavail, bsize } = statfsSync(folder);
  const stopper = join(folder, 'stopper');
  writeFileSync(stopper, Buffer.alloc(bavail * bsize));
  return stopper;
}

test.skipIf(!canMount)(
  'a disk that is full holds up no news, and what it could not take is written later',
  async () => {
    const desk = plant('size=512k');
    const before = await begin(desk);
    await vi.waitFor(async () => expect(titles(await before.items())).toEqual(['Two', 'One']), patience);
    const stopper = fill(desk.data);
    for (let n = 0; n < 40; n += 1) desk.write(`more-${n}.md`, `More ${n}`, `13T10:${n + 10}`);
    await vi.waitFor(async () => expect(titles(await before.items())).toContain('More 39'), patience);
    expect(await before.warned('the disk is full (ENOSPC)')).toContain(desk.data);
    // Under its new name, the register alone knows which piece it is.
    const articles = join(desk.root, 'articles');
    renameSync(join(articles, 'two.md'), join(articles, 'renamed.md'));
    const renamed = expect.objectContaining({ url: `${site}/articles/renamed` });
    await vi.waitFor(async () => expect(await before.items()).toContainEqual(renamed), patience);
    const known = await before.items();
    const changed = await before.changed();
    rmSync(stopper);
    await before.warned('can be written again');
    await before.end();

    const after = await begin(desk);
    expect(await after.items()).toEqual(known);
    expect(await after.changed()).toBe(changed);
    await after.end();
  },
);

test.skipIf(!canMount)(
  'out of a data folder that can only be read it serves, says so, and tells the same',
  async () => {
    const desk = plant('size=4m');
    const before = await begin(desk);
    await vi.waitFor(async () => expect(titles(await before.items())).toEqual(['Two', 'One']), patience);
    const known = await before.items();
    const changed = await before.changed();
    await before.end();
    remount(desk.data, 'ro');

    const after = await begin(desk);
    expect(await after.items()).toEqual(known);
    expect(await after.changed()).toBe(changed);
    expect(await after.warned('the file system is read-only (EROFS)')).toContain(desk.data);
    desk.write('three.md', 'Three', '14T10:00');
    await vi.waitFor(
      async () => expect(titles(await after.items())).toEqual(['Three', 'Two', 'One']),
      patience,
    );
    expect(Date.parse(await after.changed())).toBeGreaterThan(Date.parse(changed));
    await after.end();
  },
);

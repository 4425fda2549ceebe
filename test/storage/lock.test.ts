import { mkdtempSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import type { link as realLink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test, vi } from 'vitest';
import { parseHolder } from '../../src/storage/holder.ts';
import { FolderInUse, takeLock } from '../../src/storage/lock.ts';

/** The error of a file system that has no links. */
let trouble: NodeJS.ErrnoException | undefined;

vi.mock(import('node:fs/promises'), async (original) => {
  const real = await original();
  const link: typeof realLink = async (from, to) => {
    if (trouble !== undefined) throw trouble;
    return real.link(from, to);
  };
  return { ...real, link };
});

beforeEach(() => {
  trouble = undefined;
});

const fresh = (): string => mkdtempSync(join(tmpdir(), 'courant-lock-'));

test.each([
  ['nothing', ''],
  ['a part of it', '{"pid":12'],
])('a lock of which its writer, being killed, wrote %s holds nobody up for long', async (_, text) => {
  const folder = fresh();
  writeFileSync(join(folder, 'lock'), text);
  const lock = await takeLock(folder);
  expect(lock.wasLeft).toBe(true);
  expect(parseHolder(readFileSync(join(folder, 'lock'), 'utf8'))?.pid).toBe(process.pid);
  await lock.release();
});

test('nor does one that seems to be written in times to come', async () => {
  const folder = fresh();
  writeFileSync(join(folder, 'lock'), '');
  const later = Date.now() / 1000 + 86_400;
  utimesSync(join(folder, 'lock'), later, later);
  await (await takeLock(folder)).release();
});

test.each([
  ['with links', undefined],
  ['without', Object.assign(new Error('no links here'), { code: 'EPERM' })],
])('on a file system %s, it is there as a whole, alone, and holds off others', async (_, error) => {
  trouble = error;
  const folder = fresh();
  const lock = await takeLock(folder);
  expect(readdirSync(folder)).toEqual(['lock']);
  await expect(takeLock(folder)).rejects.toThrow(FolderInUse);
  await lock.release();
  expect(readdirSync(folder)).toEqual([]);
});

test('a disk that takes nothing is told as it is', async () => {
  trouble = Object.assign(new Error('full'), { code: 'ENOSPC' });
  const folder = fresh();
  await expect(takeLock(folder)).rejects.toThrow('full');
  expect(readdirSync(folder)).toEqual([]);
});

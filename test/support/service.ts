import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { createLog } from '../../src/log.ts';
import { type Service, start } from '../../src/service.ts';
import { loadSettings } from '../../src/settings/sources.ts';

/** A folder of its own for one test, with these files in it; gone when the test ends. */
export function plant(files: Readonly<Record<string, string | Uint8Array>>): string {
  const root = mkdtempSync(join(tmpdir(), 'courant-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const folder = join(root, 'articles');
  mkdirSync(folder);
  for (const [name, content] of Object.entries(files)) put(folder, name, content);
  return folder;
}

export function put(folder: string, name: string, content: string | Uint8Array): void {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), content);
}

/** The real service on any free port of the loopback, with its first feeds up; stopped when the test ends. */
export async function serveFolder(
  folder: string,
  flags: Readonly<Record<string, string | boolean>> = {},
): Promise<Service> {
  const load = () =>
    loadSettings({
      flags: { port: '0', 'log-level': 'silent', data: join(folder, '../data'), ...flags },
      environment: {},
      cwd: process.cwd(),
      folder,
    });
  const loaded = await load();
  if ('problems' in loaded) throw new Error(JSON.stringify(loaded.problems));
  const service = await start(loaded.settings, { clock: systemClock, log: createLog('silent', false), load });
  onTestFinished(() => service.stop());
  await service.ready;
  return service;
}

import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { courant, startCourant } from '../commands/courant.ts';
import { plant } from '../support/service.ts';
import { filesIn, inventoryOf, marksOf, wire } from './sites.ts';

const texts = Object.fromEntries(
  Array.from({ length: 12 }, (_, n) => [`${n}.txt`, wire(`Headline ${n}`, `10:${10 + n} | 04 May 2025`)]),
);

/** The site is whole: all that is listed is there, nothing else is, and all of it is of one build. */
function buildOf(out: string): string {
  const items = inventoryOf(out);
  const listed = Object.entries(items).flatMap(([name, { compressed }]) =>
    compressed ? [name, `${name}.gz`, `${name}.br`] : [name],
  );
  expect(filesIn(out)).toEqual(['.courant-build.json', ...listed].sort());
  const sites = new Set<string>();
  for (const [name, { type }] of Object.entries(items)) {
    if (!/xml|json|html/.test(type)) continue;
    for (const [site] of readFileSync(join(out, name), 'utf8').matchAll(/https:\/\/build-\d+\.example/g))
      sites.add(site);
  }
  expect([...sites]).toHaveLength(1);
  return [...sites].join();
}

test('killed at any moment, the site is the former or the next one, whole; and the next build succeeds', async () => {
  const cwd = dirname(plant(texts));
  const words = (n: number) => ['build', '--out', 'site', '--site', `https://build-${n}.example`];
  const out = join(cwd, 'site');
  const begun = performance.now();
  expect(await courant(words(0), cwd)).toMatchObject({ code: 0 });
  const usual = performance.now() - begun;
  const rounds = 8;
  const seen = new Set<string>();
  for (let round = 1; round <= rounds; round += 1) {
    const before = buildOf(out);
    const running = startCourant(words(round), cwd);
    await wait((usual * (round + 2)) / (rounds + 2));
    running.process.kill('SIGKILL');
    await running.ended;
    const after = buildOf(out);
    expect([before, `https://build-${round}.example`]).toContain(after);
    seen.add(after === before ? 'former' : 'next');
  }
  expect(seen).toContain('former');
  expect(await courant(words(100), cwd)).toMatchObject({ code: 0 });
  expect(buildOf(out)).toBe('https://build-100.example');
  expect(filesIn(cwd).filter((name) => name.startsWith('.site'))).toEqual([]);
}, 120_000);

test('when a file cannot be written whole, that is said in a sentence, and the former site stays as it is', async () => {
  const cwd = dirname(plant(texts));
  const words = (n: number) => ['build', '--out', 'site', '--site', `https://build-${n}.example`];
  expect(await courant(words(0), cwd)).toMatchObject({ code: 0 });
  const before = marksOf(join(cwd, 'site'));
  // No disk is filled for this: a limit on the size of files stops writing just as suddenly.
  const program = fileURLToPath(new URL('../../dist/main.js', import.meta.url));
  const line = ['-c', 'ulimit -f 12; exec "$0" "$@"', process.execPath, program, ...words(1)];
  const { status, stderr } = spawnSync('sh', line, { cwd, encoding: 'utf8' });
  expect(status).toBe(2);
  expect(stderr).toMatch(
    /^courant: .*site could not be written: .*; the site that was there before is as it was$/m,
  );
  expect(stderr).not.toContain('\n    at ');
  expect(marksOf(join(cwd, 'site'))).toEqual(before);
  expect(filesIn(cwd).filter((name) => name.startsWith('.site'))).toEqual([]);
});

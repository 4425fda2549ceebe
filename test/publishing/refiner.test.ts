import { readdirSync, readFileSync } from 'node:fs';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import type { Refiner } from '../../src/publishing/refiner.ts';
import { compressBestAtOnce } from '../../src/publishing/represent.ts';

// As it is built: TypeScript would run beside other compressions, and not in a thread.
const { createRefiner } = (await import(
  new URL('../../dist/publishing/refiner.js', import.meta.url).href
)) as {
  createRefiner: () => Refiner;
};

const words = Array.from({ length: 6000 }, (_, n) => `${(n * 7919) % 1009} is ${(n * 31) % 257}`);
const text = Buffer.from(words.join(' '));

/** How much each thread of this process gives way. */
const nices = (): readonly number[] =>
  readdirSync('/proc/self/task').map((thread) => {
    const fields = readFileSync(`/proc/self/task/${thread}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    return Number(fields[16]);
  });

test('a thread that gives way to all others compresses as well as can be', async () => {
  const refiner = createRefiner();
  const { gzip, br } = await refiner.compress(text);
  if (process.platform === 'linux') {
    expect(nices()).toContain(19);
    expect(nices()).toContain(0);
  }
  expect(gunzipSync(gzip)).toEqual(text);
  expect(brotliDecompressSync(br)).toEqual(text);
  expect({ gzip, br }).toEqual(compressBestAtOnce(text));
  refiner.end();
});

test('what it is at when it is ended is not told, and another begins', async () => {
  const refiner = createRefiner();
  const begun = refiner.compress(text);
  refiner.end();
  await expect(begun).rejects.toThrow(/was ended/);
  const { br } = await refiner.compress(text);
  expect(brotliDecompressSync(br)).toEqual(text);
  refiner.end();
});

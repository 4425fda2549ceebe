import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import { makeFolder } from '../settings/folder.ts';
import { courant, startCourant } from './courant.ts';

const files = {
  'articles/a.txt':
    'A headline\n\nA standfirst.\n\n- World\n- Ana\n- Published Date: 10:39 | 04 May 2025\n\nThe body.\n',
};
const ready = 'Listening at ';

test('serve prints the addresses that work, on standard output', async () => {
  const courant = startCourant(['serve', '--port', '0'], await makeFolder(files));
  const said = await courant.says(ready);
  const addresses = [...said.matchAll(/^ {2}\S.*? {2,}(http:\/\/localhost:\d+\/\S*)$/gm)].map(
    ([, address]) => address ?? '',
  );
  expect(addresses.map((address) => new URL(address).pathname)).toEqual([
    '/',
    '/rss.xml',
    '/atom.xml',
    '/feed.json',
    '/feeds',
    '/status',
  ]);
  for (const address of addresses) expect([address, (await fetch(address)).status]).toEqual([address, 200]);
  expect((await courantHealth(said)).code).toBe(0);
});

async function courantHealth(said: string) {
  const port = /Listening at http:\/\/127\.0\.0\.1:(\d+)/.exec(said)?.[1] ?? '';
  return courant(['healthcheck', '--port', port], '/');
}

test('addresses are those of the public site, and where it listens is said beside them', async () => {
  const words = ['serve', '--port', '0', '--site', 'https://example.org/news/'];
  const said = await startCourant(words, await makeFolder(files)).says(ready);
  expect(said).toContain(' https://example.org/news/rss.xml\n');
  expect(said).toMatch(/^Listening at http:\/\/127\.0\.0\.1:\d+$/m);
});

describe('a service that is told to stop by', () => {
  test.each(['SIGTERM', 'SIGINT'] as const)('%s ends in order with exit code 0', async (signal) => {
    const courant = startCourant(['serve', '--port', '0'], await makeFolder(files));
    await courant.says(ready);
    courant.process.kill(signal);
    expect(await courant.ended).toMatchObject({ code: 0, signal: null });
  });

  test('SIGTERM while it reads takes nothing for trouble', async () => {
    const many = Array.from({ length: 3000 }, (_, n) => [`articles/${n}.txt`, files['articles/a.txt']]);
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as AddressInfo;
    taken.close();
    const words = ['serve', '--port', String(port), '--log-level', 'warn'];
    const courant = startCourant(words, await makeFolder(Object.fromEntries(many)));
    const isUp = () =>
      fetch(`http://127.0.0.1:${port}/healthz`).then(
        () => true,
        () => false,
      );
    while (!(await isUp())) await wait(10);
    await wait(100);
    courant.process.kill('SIGTERM');
    expect(await courant.ended).toEqual({ code: 0, signal: null, stdout: '', stderr: '' });
  });

  test('two signals in a row ends at once, with the exit code of the one that came second', async () => {
    const courant = startCourant(['serve', '--port', '0'], await makeFolder(files));
    const port = Number(/Listening at http:\/\/127\.0\.0\.1:(\d+)/.exec(await courant.says(ready))?.[1]);
    // A request that is not whole yet, so that ending in order takes longer than the second signal.
    const slow = connect(port, '127.0.0.1').on('error', () => undefined);
    await new Promise<void>((resolve) => slow.write('GET /rss.xml HTTP/1.1\r\n', () => resolve()));
    expect(await courantHealth(`Listening at http://127.0.0.1:${port}`)).toMatchObject({ code: 0 });
    courant.process.kill('SIGINT');
    courant.process.kill('SIGTERM');
    const { code, signal } = await courant.ended;
    // Of two that wait together, the system may hand over either first.
    expect([130, 143]).toContain(code);
    expect(signal).toBeNull();
  });

  test('SIGHUP without a terminal takes new settings over and goes on', async () => {
    const folder = await makeFolder(files);
    const courant = startCourant(['serve', '--port', '0', '--no-watch'], folder);
    const said = await courant.says(ready);
    await writeFile(join(folder, 'articles/courant.yaml'), 'site: { title: Renamed }\n');
    courant.process.kill('SIGHUP');
    const url = /http:\/\/[^/\s]+/.exec(said)?.[0];
    await expect
      .poll(async () => (await fetch(`${url}/rss.xml`)).text(), { timeout: 10_000 })
      .toContain('<title>Renamed</title>');
    courant.process.kill('SIGTERM');
    expect(await courant.ended).toMatchObject({
      code: 0,
      stderr: expect.stringContaining('new settings are in force'),
    });
  });
});

test('a port that is taken is told in a sentence, with exit code 1', async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const { code, stdout, stderr } = await courant(['serve', '--port', String(port)], await makeFolder(files));
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toContain(String(port));
  expect(stderr).not.toContain('\n    at ');
});

test('a service whose output nobody reads any more goes on', async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const port = String((server.address() as AddressInfo).port);
  await new Promise((resolve) => server.close(resolve));
  const words = ['serve', '--port', port, '--log-level', 'debug'];
  const service = startCourant(words, await makeFolder(files));
  service.process.stdout?.destroy();
  await service.says('feeds are up to date', 'stderr');
  expect(await courant(['healthcheck', '--port', port], '/')).toMatchObject({ code: 0 });
  service.process.kill('SIGTERM');
  expect(await service.ended).toMatchObject({ code: 0 });
});

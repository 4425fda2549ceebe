import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { createLog } from '../../src/log.ts';
import { type Service, start } from '../../src/service.ts';
import { loadSettings } from '../../src/settings/sources.ts';
import { startCourant } from '../commands/courant.ts';
import { fields } from './strangers/fields.ts';
import { lines } from './strangers/lines.ts';
import { canary } from './strangers/row.ts';
import { smuggling } from './strangers/smuggling.ts';
import { targets } from './strangers/targets.ts';

const rows = [...targets, ...lines, ...fields, ...smuggling];

const sea = '---\ntitle: The sea\ndate: 2025-05-04\ntags: [sea]\nauthor: Jane Roe\n---\nWater.\n';

/** All that comes back until the other side closes, or nothing came for `quiet` milliseconds. */
function exchange(port: number, bytes: string | Buffer, quiet = 250): Promise<string> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    const finish = (): void => {
      socket.destroy();
      resolve(Buffer.concat(chunks).toString('latin1'));
    };
    socket.setTimeout(quiet, finish);
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('error', finish);
    socket.on('close', finish);
  });
}

const ask = (target: string): string => `GET ${target} HTTP/1.1\r\nHost: paper.example\r\n\r\n`;

function statusesIn(answer: string): readonly number[] {
  return [...answer.matchAll(/^HTTP\/1\.1 (\d{3})(?: |\r)/gm)].map(([, status]) => Number(status));
}

describe('a stranger who sends', () => {
  let service: Service;
  let folder: string;
  let port: number;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'courant-hostile-'));
    await writeFile(join(folder, 'sea.md'), sea);
    const flags = { port: '0', 'log-level': 'silent', data: join(folder, '.data') };
    const loaded = await loadSettings({ flags, environment: {}, cwd: folder, folder });
    if ('problems' in loaded) throw new Error(JSON.stringify(loaded.problems));
    service = await start(loaded.settings, { clock: systemClock, log: createLog('silent', false) });
    await service.ready;
    port = Number(new URL(service.url).port);
  });

  afterAll(async () => {
    await service.stop();
    await rm(folder, { recursive: true });
  });

  test.each(rows)('%s', async (_title, bytes, statuses) => {
    const answer = await exchange(port, bytes);
    // Where what follows an answer is no request, Node may say so by a 400 of its own.
    expect(statusesIn(answer).filter((status, n) => n < statuses.length || status !== 400)).toEqual(statuses);
    expect(answer.toLowerCase()).not.toContain(canary);
    expect(answer).not.toContain(folder);
    expect(answer).not.toMatch(
      /^(?:Location|Set-Cookie|Server|X-Powered-By):|\n +at |node:internal|Error:/im,
    );
  });

  test('at least three hundred of them, each with a title of its own', () => {
    expect(new Set(rows.map(([title]) => title)).size).toBe(rows.length);
    expect(rows.length).toBeGreaterThan(300);
  });
});

describe('a process among strangers', () => {
  interface Begun {
    readonly port: number;
    readonly isUp: () => boolean;
    /** Bytes that the process holds in memory; undefined where the system does not tell. */
    readonly resident: () => number | undefined;
    readonly data: string;
  }

  async function begin(): Promise<Begun> {
    const folder = await mkdtemp(join(tmpdir(), 'courant-hostile-'));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    await writeFile(join(folder, 'sea.md'), sea);
    const data = join(folder, '.data');
    const { process: child, says } = startCourant(
      ['serve', folder, '--port', '0', '--no-watch', '--data', data],
      folder,
    );
    const port = Number(/Listening at http:\/\/127\.0\.0\.1:(\d+)/.exec(await says('Listening at '))?.[1]);
    const memory = `/proc/${child.pid}/status`;
    return {
      port,
      data,
      isUp: () => child.exitCode === null && child.signalCode === null,
      resident: () =>
        existsSync(memory)
          ? Number(/^VmRSS:\s*(\d+) kB/m.exec(readFileSync(memory, 'utf8'))?.[1]) * 1024
          : undefined,
    };
  }

  /** Many in one connection, each answered before the connection ends; their status codes. */
  async function pipeline(port: number, targets: readonly string[]): Promise<readonly number[]> {
    const statuses: number[] = [];
    for (let n = 0; n < targets.length; n += 100) {
      const batch = targets.slice(n, n + 100).map(ask);
      const last = 'GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n';
      statuses.push(...statusesIn(await exchange(port, batch.join('') + last, 5000)).slice(0, -1));
    }
    return statuses;
  }

  /** Everything by which somebody outside could tell that something has been kept. */
  async function outside({ port, data }: Begun): Promise<object> {
    const page = async (path: string) => (await fetch(`http://127.0.0.1:${port}${path}`)).text();
    const { feeds, articles, problems } = JSON.parse(await page('/status'));
    const pages = [await page('/feeds.opml'), await page('/feeds'), await page('/rss.xml')];
    const kept = readdirSync(data).map((name) => `${name} ${statSync(join(data, name)).size}`);
    return { feeds, articles, problems, pages, kept };
  }

  const mebibyte = 1024 * 1024;

  test('stays up, keeps nothing and stays as large as it was', { timeout: 120_000 }, async () => {
    const begun = await begin();
    const hostile = async (): Promise<void> => {
      for (let n = 0; n < rows.length; n += 20) {
        await Promise.all(rows.slice(n, n + 20).map(([, bytes]) => exchange(begun.port, bytes, 50)));
      }
    };
    const unknown = (kind: string, count: number): readonly string[] =>
      Array.from({ length: count }, (_, n) => kind.replaceAll('*', n.toString(36)));
    await hostile();
    await pipeline(begun.port, unknown('/warm/*', 2000));
    // What is served is written down for the next start some seconds after the first feeds are up.
    await vi.waitFor(() => expect(readdirSync(begun.data)).toContain('served.bin'), { timeout: 20_000 });
    const before = await outside(begun);
    const held = begun.resident();

    await hostile();
    const addresses = [
      ...unknown('/*', 1000),
      ...unknown('/articles/*', 1000),
      ...unknown('/tags/*/rss.xml', 1500),
      ...unknown('/sections/*/atom.xml', 1500),
      ...unknown('/authors/*/feed.json', 1500),
      ...unknown('/feeds/*/rss.xml', 500),
      ...unknown('/tags/sea/archive/7*/rss.xml', 1000),
      ...unknown('/archive/7*/atom.xml', 1000),
      ...unknown('/media/0123456789abcdef/*.png', 1000),
    ];
    expect(new Set(addresses).size).toBe(10_000);
    expect(new Set(await pipeline(begun.port, addresses))).toEqual(new Set([404]));
    const spelled = [...unknown('/tags/sea/rss.xml?*', 1500), ...unknown('/articles/sea?utm=*', 1500)];
    expect(new Set(await pipeline(begun.port, spelled))).toEqual(new Set([200]));

    expect(begun.isUp()).toBe(true);
    expect(await outside(begun)).toEqual(before);
    if (held === undefined) return;
    expect((begun.resident() ?? 0) - held).toBeLessThan(100 * mebibyte);
  });

  test('answers polls at once while hundreds hold connections open, stop half-way or hang up', async () => {
    const { port, isUp } = await begin();
    const sockets = Array.from({ length: 400 }, (_, n) => {
      const socket = connect(port, '127.0.0.1');
      socket.on('error', () => undefined);
      const started = ['', 'GET', 'GET /rss.xml HTTP/1.1\r\nHo', ask('/rss.xml'), ask(`/tags/${n}`)][n % 5];
      socket.write(started ?? '', () => n % 2 === 0 && socket.resetAndDestroy());
      // Reads nothing of what it asked for.
      socket.pause();
      return socket;
    });
    const slow = connect(port, '127.0.0.1');
    slow.on('error', () => undefined);
    const drip = setInterval(() => slow.write('G'), 5);
    for (let n = 0; n < 20; n += 1) {
      const started = performance.now();
      const answer = await fetch(`http://127.0.0.1:${port}/rss.xml?${n}`);
      expect([answer.status, (await answer.text()).endsWith('</rss>\n')]).toEqual([200, true]);
      expect(performance.now() - started).toBeLessThan(2000);
    }
    clearInterval(drip);
    for (const socket of [slow, ...sockets]) socket.destroy();
    expect(isUp()).toBe(true);
  });
});

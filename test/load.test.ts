import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { numberIn, version } from './load/article.ts';
import { load, poll } from './load/service.ts';

/*
 * What a running service is put through by those who write and those who ask. Bounds are ten times what is usual on a small
 * machine and more: they tell what starves or grows without end, not what is slow. More of it by the environment.
 */
const articles = Number(process.env.LOAD_ARTICLES ?? 3000);
const connections = Number(process.env.LOAD_CONNECTIONS ?? 500);
const seconds = Number(process.env.LOAD_SECONDS ?? 4);

const mebibyte = 1024 * 1024;
const still = { 'still.md': version('still', 1) };

interface JsonFeed {
  readonly items: readonly { readonly title: string; readonly content_html: string }[];
}

function report(what: string, figures: Readonly<Record<string, number>>): void {
  if (process.env.LOAD_REPORT === undefined) return;
  const told = Object.entries(figures).map(([name, value]) => `${name} ${Math.round(value)}`);
  process.stderr.write(`${what}: ${told.join(', ')}\n`);
}

test(`${articles} files that arrive at once all come in, while polls are answered`, {
  timeout: 60_000 + articles * 10,
}, async () => {
  const service = await load(still);
  const polling = poll(service, '/rss.xml', (feed) => expect(feed.endsWith('</rss>\n')).toBe(true));
  const began = performance.now();
  for (let n = 0; n < articles; n += 100) {
    const folder = join(service.folder, `${Math.floor(n / 1000)}`);
    mkdirSync(folder, { recursive: true });
    const batch = Array.from({ length: Math.min(100, articles - n) }, (_, at) => n + at);
    await Promise.all(batch.map((at) => writeFile(join(folder, `a${at}.md`), version(`a${at}`, 1))));
  }
  const written = performance.now() - began;
  await expect
    .poll(async () => (await service.status()).articles, { timeout: 30_000 + articles * 5, interval: 200 })
    .toBe(articles + 1);
  const took = performance.now() - began;
  const answers = await polling.end();
  const last = `a${articles - 1}`;
  expect(await service.text(`/articles/${last}`)).toContain(`End of ${last} v1.`);
  const count = await service.regenerations();
  report(`${articles} articles`, {
    'milliseconds to write': written,
    'until all were in': took,
    polls: answers.length,
    'slowest poll': answers.at(-1) ?? 0,
    'median poll': answers[Math.floor(answers.length / 2)] ?? 0,
    regenerations: count,
    'MiB held': (service.resident() ?? 0) / mebibyte,
  });
  expect(answers.length).toBeGreaterThan(5);
  expect(answers.at(-1)).toBeLessThan(3000);
  // Bursts are gathered: nobody regenerates for each file.
  expect(count).toBeLessThan(20 + took / 20);
});

test('a folder that is written all the time is served as it was written, nothing of it torn', {
  timeout: 60_000 + seconds * 3000,
}, async () => {
  const names = { small: 3, long: 300, 'very-long': 2000 };
  const first = Object.entries(names).map(([name, lines]) => [`${name}.md`, version(name, 1, lines)]);
  const service = await load({ ...still, ...Object.fromEntries(first) });
  const drafts = join(service.folder, '../drafts');
  mkdirSync(drafts);
  for (const [name, lines] of Object.entries(names)) {
    for (let n = 1; n <= 8; n++) writeFileSync(join(drafts, `${n} ${name}.md`), version(name, n, lines * n));
  }
  const seen = new Set<string>();
  const polling = poll(service, '/feed.json', (feed) => {
    const { items } = JSON.parse(feed) as JsonFeed;
    expect(items.length).toBe(4);
    for (const { title, content_html } of items) {
      const name = title.replace(/ v\d+$/, '');
      const lines = name in names ? names[name as keyof typeof names] : undefined;
      const number = Number(/\d+$/.exec(title)?.[0]);
      numberIn(name, title, content_html, lines && lines * number);
      seen.add(title);
    }
  });
  const script = fileURLToPath(new URL('load/rewriting.mjs', import.meta.url));
  const writer = spawn(process.execPath, [script, drafts, service.folder], { stdio: 'inherit' });
  onTestFinished(() => void writer.kill('SIGKILL'));
  await wait(seconds * 1000);
  writer.kill('SIGKILL');
  const answers = await polling.end();
  report('written all the time', {
    polls: answers.length,
    'slowest poll': answers.at(-1) ?? 0,
    states: seen.size,
    regenerations: await service.regenerations(),
  });
  expect(seen.size).toBeGreaterThan(4);
});

test('a file that changes ten times a second holds up no other, and is told soon', {
  timeout: 60_000 + seconds * 3000,
}, async () => {
  const service = await load({ ...still, 'busy.md': version('busy', 0) });
  const before = await service.regenerations();
  const page = await service.text('/articles/still');
  const written: number[] = [performance.now()];
  const seen = new Set<number>();
  let latest = 0;
  const polling = poll(service, '/feed.json', (feed) => {
    const { items } = JSON.parse(feed) as JsonFeed;
    const busy = items.find(({ title }) => title.startsWith('busy'));
    expect(items.map(({ title }) => title)).toContain('still v1');
    const number = numberIn('busy', busy?.title ?? '', busy?.content_html ?? '');
    seen.add(number);
    const overtaken = written[number + 1];
    // How long ago it was that what is served was no longer what was written.
    if (overtaken !== undefined) latest = Math.max(latest, performance.now() - overtaken);
  });
  for (let n = 1; n <= seconds * 10; n++) {
    writeFileSync(join(service.folder, 'busy.md'), version('busy', n));
    written[n] = performance.now();
    await wait(100);
  }
  const last = `busy v${seconds * 10}`;
  await expect.poll(() => service.text('/rss.xml'), { timeout: 3000 }).toContain(last);
  const answers = await polling.end();
  const count = (await service.regenerations()) - before;
  report('a busy file', {
    changes: written.length - 1,
    'states seen': seen.size,
    'milliseconds behind at the most': latest,
    regenerations: count,
    'slowest poll': answers.at(-1) ?? 0,
  });
  expect(await service.text('/articles/still')).toBe(page);
  expect(latest).toBeLessThan(2000);
  expect(seen.size).toBeGreaterThan(written.length / 4);
  // Node may tell of one writing twice: of the cut, and of what is written then.
  expect(count).toBeLessThanOrEqual(written.length * 3);
  expect(answers.at(-1)).toBeLessThan(2000);
});

test(`${connections} idle connections, and some that send a byte a second, are cut in time and cost little`, {
  timeout: 90_000,
}, async () => {
  const service = await load(still);
  const held = service.resident();
  const began = performance.now();
  const closed: number[] = [];
  const open = (begin: string): Socket => {
    const socket = connect(service.port, '127.0.0.1', () => begin !== '' && socket.write(begin));
    socket.on('error', () => undefined);
    socket.on('close', () => closed.push(performance.now() - began));
    return socket.resume();
  };
  const idle: Socket[] = [];
  for (let n = 0; n < connections; n += 250) {
    const wave = Array.from({ length: Math.min(250, connections - n) }, () => open(''));
    idle.push(...wave);
    // More at once than the system queues are believed to be open by this side alone.
    await expect.poll(() => wave.every(({ pending }) => !pending), { timeout: 10_000 }).toBe(true);
  }
  const slow = Array.from({ length: 20 }, () => open('GET /rss.xml HTTP/1.1\r\nX-Slow: '));
  const drip = setInterval(() => {
    for (const socket of slow) if (!socket.destroyed) socket.write('x');
  }, 1000);
  onTestFinished(() => {
    clearInterval(drip);
    for (const socket of [...idle, ...slow]) socket.destroy();
  });
  const polling = poll(service, '/rss.xml', (feed) => expect(feed.endsWith('</rss>\n')).toBe(true));
  const grown = ((service.resident() ?? 0) - (held ?? 0)) / mebibyte;
  // 15 s for a header section, looked at every other second.
  await expect.poll(() => slow.every(({ closed }) => closed), { timeout: 40_000, interval: 500 }).toBe(true);
  await expect.poll(() => idle.every(({ closed }) => closed), { timeout: 40_000, interval: 500 }).toBe(true);
  const answers = await polling.end();
  report(`${connections} connections`, {
    'MiB grown': grown,
    'first cut after': Math.min(...closed),
    'last cut after': Math.max(...closed),
    polls: answers.length,
    'slowest poll': answers.at(-1) ?? 0,
  });
  expect(answers.at(-1)).toBeLessThan(2000);
  if (held !== undefined) expect(grown).toBeLessThan(50 + connections * 0.1);
});

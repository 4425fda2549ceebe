import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../dist/main.js', import.meta.url));
const probe = new URL('./probe.mjs', import.meta.url).href;
const started = new Set();

/** Ends every process that was started here. */
export function endAll() {
  // Not SIGKILL: of nginx, that ends the master and leaves its worker.
  for (const child of started) child.kill('SIGTERM');
}
process.on('exit', endAll);

export function start(command, args, options = {}) {
  const child = spawn(command, args, options);
  started.add(child);
  child.on('exit', () => started.delete(child));
  return child;
}

export async function end(child, signal = 'SIGTERM') {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill(signal);
  await Promise.race([ended, wait(10_000).then(() => child.kill('SIGKILL'))]);
  await ended;
}

export function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** Seconds of processor time that a process has taken. */
async function cpuOf(pid) {
  const fields = (await readFile(`/proc/${pid}/stat`, 'utf8')).replace(/^.*\) /s, '').split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

const agent = new Agent({ keepAlive: true, maxSockets: 8 });

/** One GET over a connection that stays. */
export function get(port, path, headers = {}) {
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, path, headers, agent }, (response) => {
      const pieces = [];
      response.on('data', (piece) => pieces.push(piece));
      response.on('end', () =>
        resolve({
          status: response.statusCode,
          headers: response.headers,
          raw: response.rawHeaders,
          body: Buffer.concat(pieces),
        }),
      );
    });
    asked.on('error', reject);
    asked.end();
  });
}

/** Waits until a path answers as wanted, and tells how long that took. At most `limit` milliseconds. */
export async function until(port, path, isWanted, limit = 120_000, headers = {}) {
  const began = performance.now();
  let etag;
  while (performance.now() - began < limit) {
    // Asking for news alone, so that the question takes no time from the answer.
    const answer = await get(
      port,
      path,
      etag === undefined ? headers : { ...headers, 'if-none-match': etag },
    ).catch(() => undefined);
    if (answer?.status !== 304 && answer !== undefined && isWanted(answer)) {
      return { took: performance.now() - began, answer };
    }
    etag = answer?.headers.etag;
    await wait(answer === undefined ? 5 : 2);
  }
  throw new Error(`${path} did not become what it should within ${limit} ms`);
}

/** As the image and the unit in deploy/ have it. */
const glibc = {
  MALLOC_ARENA_MAX: '1',
  MALLOC_MMAP_THRESHOLD_: '131072',
  MALLOC_TRIM_THRESHOLD_: '131072',
};

/** A Courant in a process of its own, from its first line to the first good poll. */
export async function startCourant({ folder, data, options = [], watch = 'always' }) {
  const port = await freePort();
  const began = performance.now();
  const child = start(
    process.execPath,
    [
      '--import',
      probe,
      main,
      'serve',
      folder,
      '--port',
      `${port}`,
      '--data',
      data,
      // Facts hold for one address only, and the port is another one at every start.
      '--site',
      'https://bench.example',
      '--log-level',
      'debug',
      ...options,
    ],
    {
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      env: { ...process.env, ...glibc, COURANT_BENCH_WATCH: watch },
    },
  );
  const runs = [];
  createInterface({ input: child.stderr }).on('line', (line) => {
    try {
      const told = JSON.parse(line);
      if (told.cause !== undefined) runs.push(told);
    } catch {
      // Words for people.
    }
  });
  await until(port, '/rss.xml', ({ status }) => status === 200, 300_000);
  const ready = performance.now() - began;
  const ask = () =>
    new Promise((resolve) => {
      child.once('message', resolve);
      child.send('how are you');
    });
  /** Until everything is read, and feeds are compressed as well as can be. Gives the milliseconds until it was read. */
  const settle = async () => {
    await until(port, '/status', ({ body }) => JSON.parse(body).state === 'ready', 60_000, {
      accept: 'application/json',
    });
    const loaded = performance.now() - began;
    for (let before = -1, now = await cpuOf(child.pid); now - before > 0.4; now = await cpuOf(child.pid)) {
      before = now;
      await wait(2000);
    }
    return loaded;
  };
  return { port, child, ready, runs, ask, settle, stop: () => end(child) };
}

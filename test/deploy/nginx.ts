import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { get, type IncomingHttpHeaders, type RequestOptions, request } from 'node:http';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

const program = [
  '/usr/sbin/nginx',
  '/usr/local/sbin/nginx',
  '/usr/bin/nginx',
  '/opt/homebrew/bin/nginx',
].find((path) => existsSync(path) && spawnSync(path, ['-v']).status === 0);

/** Why nothing can be asked of nginx here; undefined when it can. */
export const missing =
  program === undefined ? 'nginx is not installed (Debian: apt-get install nginx-light)' : undefined;

export interface Nginx {
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts nginx with a file of `deploy/` on any free port, with these words of it replaced. */
export async function startNginx(
  file: string,
  changes: readonly (readonly [from: string, to: string])[],
): Promise<Nginx> {
  const port = await freePort();
  const ready = readFileSync(`deploy/${file}`, 'utf8');
  const text = [['listen      80;', `listen 127.0.0.1:${port};`] as const, ...changes].reduce(
    (before, [from, to]) => {
      if (!before.includes(from)) throw new Error(`deploy/${file} does not say ${from}`);
      return before.replaceAll(from, to);
    },
    ready,
  );
  const folder = mkdtempSync(join(tmpdir(), 'courant-nginx-'));
  writeFileSync(join(folder, 'courant.conf'), text);
  const places = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `${name}_temp_path ${folder}/${name};`,
  );
  const main = [
    `daemon off; master_process off; pid ${folder}/pid; error_log ${folder}/error.log;`,
    'events {}',
    `http { access_log off; ${places.join(' ')} include ${folder}/courant.conf; }`,
  ];
  writeFileSync(join(folder, 'nginx.conf'), main.join('\n'));
  const process: ChildProcess = spawn(program ?? '', ['-c', join(folder, 'nginx.conf'), '-p', folder], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  process.stderr?.on('data', (part: Buffer) => {
    said += part.toString();
  });
  const ended = new Promise<void>((resolve) => process.once('close', () => resolve()));
  const stop = async () => {
    process.kill('SIGKILL');
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  const url = `http://127.0.0.1:${port}`;
  for (let tries = 0; !(await answers(url)); tries += 1) {
    if (process.exitCode === null && tries < 200) {
      await wait(25);
      continue;
    }
    await stop();
    throw new Error(`nginx does not start: ${said}`);
  }
  return { url, stop };
}

function answers(url: string): Promise<boolean> {
  return new Promise((resolve) => {
    get(url, { agent: false }, (response) => {
      response.resume();
      resolve(true);
    }).on('error', () => resolve(false));
  });
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** One request on a connection of its own; nothing is followed, nothing unpacked. */
export function ask(
  url: string,
  headers: Readonly<Record<string, string>> = {},
  method = 'GET',
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const options: RequestOptions = { agent: false, headers, method };
    const asked = request(url, options, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(parts) }),
      );
    });
    asked.on('error', reject).end();
  });
}

import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { end, freePort, get, start, until } from './courant.mjs';

export const path = '/rss.xml';
const codings = ['identity', 'gzip', 'br'];

/** The answers of a Courant, for others to give. */
export async function capture(port) {
  const answers = {};
  for (const coding of codings) {
    const { raw, body } = await get(port, path, { 'accept-encoding': coding });
    answers[coding] = { headers: ownHeaders(raw), body };
  }
  const { ETag } = answers.identity.headers;
  const { raw } = await get(port, path, { 'if-none-match': ETag });
  answers.unchanged = { headers: ownHeaders(raw), body: Buffer.alloc(0) };
  return answers;
}

/** Without those that every server of Node adds. */
function ownHeaders(raw) {
  const headers = {};
  for (let at = 0; at < raw.length; at += 2) {
    if (!/^(?:date|connection|keep-alive|transfer-encoding)$/i.test(raw[at])) headers[raw[at]] = raw[at + 1];
  }
  return headers;
}

export async function startRival(kind, answers) {
  const port = await freePort();
  const script = fileURLToPath(new URL('./rivals.mjs', import.meta.url));
  const child = start(process.execPath, [script, kind, `${port}`], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: { ...process.env, NODE_ENV: 'production' },
  });
  const ready = new Promise((resolve) => child.once('message', resolve));
  const told = Object.fromEntries(
    Object.entries(answers).map(([name, { headers, body }]) => [
      name,
      { headers, body: body.toString('base64') },
    ]),
  );
  child.send({ path, answers: told });
  await ready;
  return { port, child, stop: () => end(child) };
}

export const has = (program) => spawnSync(program, ['-v'], { stdio: 'ignore' }).error === undefined;

/** One worker, files with their .gz beside them; brotli is not in nginx itself. */
export async function startNginx(scratch, answers) {
  const root = join(scratch, 'nginx');
  const port = await freePort();
  mkdirSync(join(root, 'www'), { recursive: true });
  putFiles(root, answers);
  const { ETag, 'Content-Type': type, ...rest } = answers.unchanged.headers;
  void ETag;
  void type;
  const told = Object.entries(rest)
    .filter(([name]) => !/^(?:content-|last-modified|vary)/i.test(name))
    .map(([name, value]) => `add_header ${name} ${JSON.stringify(value)};`);
  writeFileSync(
    join(root, 'nginx.conf'),
    `${process.getuid?.() === 0 ? 'user root; ' : ''}daemon off; worker_processes 1; pid ${root}/nginx.pid; error_log ${root}/error.log crit;
events { worker_connections 1024; }
http {
  access_log off; types { application/rss+xml xml; } charset utf-8; charset_types application/rss+xml;
  sendfile on; tcp_nopush on; keepalive_requests 10000000; gzip_static on; gzip_vary on; open_file_cache max=100 inactive=60s; open_file_cache_valid 1s;
  client_body_temp_path ${root}; proxy_temp_path ${root}; fastcgi_temp_path ${root}; uwsgi_temp_path ${root}; scgi_temp_path ${root};
  server { listen 127.0.0.1:${port} reuseport; root ${root}/www; ${told.join(' ')} }
}
`,
  );
  const child = start('nginx', ['-p', root, '-e', join(root, 'error.log'), '-c', join(root, 'nginx.conf')], {
    stdio: 'ignore',
  });
  await until(port, path, ({ status }) => status === 200, 10_000);
  return { port, child, root, stop: () => end(child, 'SIGQUIT') };
}

export function putFiles(root, answers) {
  writeFileSync(join(root, 'www/rss.xml'), answers.identity.body);
  writeFileSync(join(root, 'www/rss.xml.gz'), answers.gzip.body);
}

/** What is asked: headers by the name of the case, given the validator of the server asked. */
export const cases = {
  304: (etag) => ({ 'If-None-Match': etag, 'Accept-Encoding': 'br, gzip' }),
  br: () => ({ 'Accept-Encoding': 'br' }),
  gzip: () => ({ 'Accept-Encoding': 'gzip' }),
  identity: () => ({ 'Accept-Encoding': 'identity' }),
  HEAD: () => ({ 'Accept-Encoding': 'gzip' }),
};

/** Which client is used: wrk where it is installed. */
export const client = has('wrk') ? 'wrk, one thread' : 'a client of Node';

export async function load({ port, name, connections, seconds }) {
  const { headers } = await get(port, path, { 'accept-encoding': 'gzip' });
  const sent = cases[name](headers.etag);
  // wrk waits for the body that an answer to HEAD announces and does not have.
  if (!client.startsWith('wrk') || name === 'HEAD') {
    const order = {
      port,
      path,
      method: name === 'HEAD' ? 'HEAD' : 'GET',
      headers: sent,
      connections,
      seconds,
    };
    const script = fileURLToPath(new URL('./client.mjs', import.meta.url));
    return JSON.parse(await run(process.execPath, [script, JSON.stringify(order)]));
  }
  const asked = Object.entries(sent).flatMap(([field, value]) => ['-H', `${field}: ${value}`]);
  const args = ['-t1', `-c${connections}`, `-d${seconds}s`, '--latency', ...asked];
  return readWrk(await run('wrk', [...args, `http://127.0.0.1:${port}${path}`]));
}

function run(command, args) {
  return new Promise((resolve, reject) => {
    const child = start(command, args, { stdio: ['ignore', 'pipe', 'ignore'] });
    let text = '';
    child.stdout.on('data', (piece) => {
      text += piece;
    });
    child.on('error', reject);
    child.on('close', () => resolve(text));
  });
}

export function readWrk(text) {
  const time = (name) => {
    const [, number, unit] = new RegExp(`${name}%\\s+([\\d.]+)(us|ms|s)`).exec(text) ?? [];
    return number === undefined ? undefined : Number(number) * { us: 0.001, ms: 1, s: 1000 }[unit];
  };
  return {
    rate: Number(/Requests\/sec:\s+([\d.]+)/.exec(text)?.[1] ?? Number.NaN),
    p50: time(50),
    p99: time(99),
    failed: Number(/Non-2xx or 3xx responses: (\d+)/.exec(text)?.[1] ?? 0),
  };
}

import { connect, type Socket } from 'node:net';
import { describe, expect, test } from 'vitest';
import { close, createServer } from '../../src/http/server.ts';
import { desk, request, serve, shelved, speak, standing, statusOf } from './desk.ts';

describe('requests that are none', () => {
  test.each([
    ['no HTTP', 'hello\r\n\r\n', 400],
    ['TLS', Buffer.from('16030100c8010000c40303', 'hex'), 400],
    ['a space in the path', 'GET /a b HTTP/1.1\r\nHost: a\r\n\r\n', 400],
    ['a NUL in the path', 'GET /rss.xml\0 HTTP/1.1\r\nHost: a\r\n\r\n', 400],
    ['no Host in HTTP/1.1', 'GET /rss.xml HTTP/1.1\r\n\r\n', 400],
    ['a header without a colon', 'GET /rss.xml HTTP/1.1\r\nHost: a\r\nbad\r\n\r\n', 400],
    ['a NUL in a header', 'GET /rss.xml HTTP/1.1\r\nHost: a\r\nX: a\0b\r\n\r\n', 400],
    [
      'a smuggled length',
      'GET /rss.xml HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
      400,
    ],
    ['a path of 100 kB', `GET /${'a'.repeat(100_000)} HTTP/1.1\r\nHost: a\r\n\r\n`, 431],
    ['20 kB of headers', `GET / HTTP/1.1\r\nHost: a\r\n${'X: yyyyyyyyyyyyy\r\n'.repeat(1200)}\r\n`, 431],
  ])('%s is answered shortly and the connection closed', async (_title, bytes, status) => {
    const { port } = await serve();
    const answer = await speak(port, bytes);
    expect(statusOf(answer)).toBe(status);
    expect(answer).toContain('\r\nConnection: close\r\n');
    expect(answer).toMatch(/\r\n\r\n(?:0\r\n\r\n)?$/);
    expect(statusOf(await request(port, 'GET /rss.xml HTTP/1.1')), 'the next one').toBe(200);
  });

  test('an address of 15 kB is merely not found', async () => {
    const { port } = await serve();
    expect(statusOf(await request(port, `GET /${'a/'.repeat(7500)} HTTP/1.1`))).toBe(404);
  });

  test('headers that never end are given up, and meanwhile hold up nobody', async () => {
    const { server, port } = await serve();
    server.headersTimeout = 50;
    server.requestTimeout = 60;
    const started = performance.now();
    const slow = speak(port, 'GET /rss.xml HTTP/1.1\r\nHost: a\r\nX-Slow: ', 20_000);
    expect(statusOf(await request(port, 'GET /rss.xml HTTP/1.1'))).toBe(200);
    expect(statusOf(await slow)).toBe(408);
    expect(performance.now() - started).toBeLessThan(15_000);
  });

  test('has a limit for everything that a stranger could draw out', () => {
    const server = createServer(desk());
    expect(server.headersTimeout).toBe(15_000);
    expect(server.requestTimeout).toBe(30_000);
    expect(server.keepAliveTimeout).toBeGreaterThan(60_000);
    expect(server.timeout).toBe(120_000);
  });
});

async function open(port: number, bytes = ''): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined);
  await new Promise<void>((resolve) => socket.once('connect', () => resolve()));
  if (bytes !== '') socket.write(bytes);
  return socket;
}

function ended(socket: Socket): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    socket.setEncoding('latin1').on('data', (chunk: string) => {
      text += chunk;
    });
    socket.once('close', () => resolve(text));
  });
}

const get = (target: string) => `GET ${target} HTTP/1.1\r\nHost: a\r\n\r\n`;

describe('closing', () => {
  test('ends connections that are idle, kept alive or never used, at once', async () => {
    const { server, port } = await serve();
    const [idle, unused] = await Promise.all([open(port, get('/rss.xml')), open(port)]);
    await new Promise((resolve) => idle.once('data', resolve));
    const closing = Promise.all([ended(idle), ended(unused)]);
    const started = performance.now();
    await close(server);
    await closing;
    expect(performance.now() - started).toBeLessThan(2000);
    await expect(fetch(`http://127.0.0.1:${port}/rss.xml`)).rejects.toThrow();
  });

  test('lets a running request have its answer, and ends its connection then', async () => {
    let finish: (value: ReturnType<typeof shelved>) => void = () => undefined;
    const slow = new Promise<ReturnType<typeof shelved>>((resolve) => {
      finish = resolve;
    });
    const asked: string[] = [];
    const shelf = {
      find: (topic: string) => {
        asked.push(topic);
        return topic === '/slow.xml' ? slow : standing.get(topic);
      },
    };
    const { server, port } = await serve({ shelf: () => shelf });
    const running = await open(port, get('/slow.xml'));
    const answer = ended(running);
    while (asked.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    let closed = false;
    const closing = close(server).then(() => {
      closed = true;
    });
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(closed).toBe(false);
    finish(shelved('/rss.xml'));
    const started = performance.now();
    expect(statusOf(await answer)).toBe(200);
    await closing;
    expect(performance.now() - started).toBeLessThan(2000);
  });

  test('tells a kept connection that the answer is its last', async () => {
    const { server, port } = await serve();
    const busy = await open(port, get('/rss.xml'));
    await new Promise((resolve) => busy.once('data', resolve));
    const rest = ended(busy);
    busy.write(get('/atom.xml'));
    server.once('request', () => undefined);
    server.prependOnceListener('request', () => void server.close());
    expect(await rest).toMatch(/\r\nConnection: close\r\n/);
  });

  test('cuts off what is still running at the deadline', async () => {
    const { server, port } = await serve({ shelf: () => ({ find: () => new Promise(() => undefined) }) });
    const stuck = await open(port, get('/rss.xml'));
    const answer = ended(stuck);
    await new Promise((resolve) => setTimeout(resolve, 50));
    const started = performance.now();
    await close(server, 200);
    expect(performance.now() - started).toBeGreaterThan(150);
    expect(await answer).toBe('');
  });

  test('is at peace with a server that never listened', async () => {
    await close(createServer(desk()), 50);
  });
});

test('a reader that takes its time gets every byte', async () => {
  const { port } = await serve();
  const socket = await open(port, 'GET /rss.xml HTTP/1.1\r\nHo');
  const answer = ended(socket);
  await new Promise((resolve) => setTimeout(resolve, 100));
  socket.write('st: a\r\nConnection: close\r\n\r\n');
  expect((await answer).endsWith('</rss>\n')).toBe(true);
});

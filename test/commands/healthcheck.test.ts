import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { makeFolder } from '../settings/folder.ts';
import { courant } from './courant.ts';

async function listen(listener: RequestListener): Promise<number> {
  const server: Server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

const answer =
  (status: number, text: string): RequestListener =>
  ({ url }, response) =>
    void response.writeHead(url === '/readyz' ? status : 404).end(text);

test.each([
  ['ready', 200, 'ready', 0, 'http://127.0.0.1:PORT/readyz is ready\n', ''],
  [
    'starting',
    503,
    'starting: wait\nmore',
    1,
    '',
    'http://127.0.0.1:PORT/readyz is not ready (503): starting: wait\n',
  ],
])('of a service that is %s', async (_title, status, text, code, stdout, stderr) => {
  const port = String(await listen(answer(status, text)));
  const fill = (line: string) => line.replace('PORT', port);
  const cwd = await makeFolder();
  const expected = { code, stdout: fill(stdout), stderr: fill(stderr) };
  expect(await courant(['healthcheck', '--port', port], cwd)).toMatchObject(expected);
  expect(await courant(['healthcheck'], cwd, { PORT: port, HOST: '0.0.0.0' })).toMatchObject(expected);
});

test('of a service whose settings are being mended, at the port that they tell', async () => {
  const port = await listen(answer(200, 'ready'));
  const cwd = await makeFolder({ 'articles/courant.yaml': `listen: {port: ${port}}\n` });
  expect(await courant(['healthcheck'], cwd)).toMatchObject({ code: 0 });
});

test('where nothing listens', async () => {
  const stderr = 'http://127.0.0.1:1/readyz does not answer: nothing listens there\n';
  expect(await courant(['healthcheck', '--port', '1'], await makeFolder())).toMatchObject({
    code: 1,
    stdout: '',
    stderr,
  });
});

test('where nothing is said, it waits three seconds and no longer', async () => {
  const port = await listen(() => undefined);
  const stderr = `http://127.0.0.1:${port}/readyz does not answer: nothing came within 3 seconds\n`;
  expect(await courant(['healthcheck', '--port', String(port)], await makeFolder())).toMatchObject({
    code: 1,
    stderr,
  });
});

test('at no port that could be known', async () => {
  const { code, stderr } = await courant(['healthcheck'], await makeFolder(), { PORT: '0' });
  expect(code).toBe(1);
  expect(stderr).toContain('port 0 means any free port, so that nobody knows where to ask');
});

import { Agent, createServer, get } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { limitConnections, roomFor } from '../../src/http/crowd.ts';
import { serve } from './desk.ts';

const limits = (files: string) => `Limit                     Soft Limit           Hard Limit           Units
Max processes             unlimited            unlimited            processes
Max open files            ${files.padEnd(20)} 1048576              files
`;

test.each([
  ['of a thousand descriptors all but a few are for connections', limits('1024'), 896],
  ['of few descriptors half are', limits('200'), 100],
  ['there is an end to it with a million', limits('1048576'), 20_000],
  ['and without any', limits('unlimited'), 20_000],
  ['and where the system does not tell', undefined, 20_000],
])('%s', (_, told, room) => {
  expect(roomFor(told)).toBe(room);
});

test('when it is full the next is turned away, and who waits for nothing makes room', async () => {
  const server = createServer((_, response) => response.end('here'));
  limitConnections(server, 2);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const agent = new Agent({ keepAlive: true });
  const busy = connect(port, '127.0.0.1', () => busy.write('GET / HTTP/1.1\r\nHost: '));
  onTestFinished(() => {
    agent.destroy();
    busy.destroy();
    server.close();
  });
  const ask = (by?: Agent) =>
    new Promise<number | undefined>((resolve) => {
      get({ port, host: '127.0.0.1', agent: by ?? false }, (answer) => {
        answer.resume().on('end', () => resolve(answer.statusCode));
      }).on('error', () => resolve(undefined));
    });
  expect(await ask(agent)).toBe(200);
  expect(await ask()).toBeUndefined();
  await expect.poll(() => ask()).toBe(200);
  expect(busy.closed).toBe(false);
});

test('the service has such an end', async () => {
  const { server } = await serve();
  expect(server.maxConnections).toBeGreaterThan(100);
  expect(server.maxConnections).toBeLessThanOrEqual(20_000);
});

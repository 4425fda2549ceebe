import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { largest } from '../../src/adoption/bound.ts';
import { download } from '../../src/adoption/download.ts';
import { startFormer } from '../support/former.ts';

const options = { agent: 'Courant/test', patience: 300 };

test('a document is fetched with its type, and who asks says so', async () => {
  const asked: (string | undefined)[] = [];
  const former = await startFormer((request, response) => {
    asked.push(request.headers['user-agent'], request.headers.accept?.split(',')[0]);
    response.setHeader('Content-Type', 'application/rss+xml').end('<rss/>');
  });
  const got = await download(`${former}/feed`, options);
  expect(got).toMatchObject({ address: `${former}/feed`, contentType: 'application/rss+xml' });
  expect('bytes' in got && Buffer.from(got.bytes).toString()).toBe('<rss/>');
  expect(asked).toEqual(['Courant/test', 'application/rss+xml']);
});

test('redirects are followed, and the last address is told', async () => {
  const former = await startFormer((request, response) => {
    if (request.url === '/feed') response.writeHead(301, { Location: '/rss.xml' }).end();
    else response.end('<rss/>');
  });
  expect(await download(`${former}/feed`, options)).toMatchObject({ address: `${former}/rss.xml` });
});

describe('there is nothing to be had, and a sentence tells why, of', () => {
  test.each<[string, Parameters<typeof startFormer>[0], RegExp]>([
    [
      'what is not there',
      (_, response) => void response.writeHead(404).end('gone'),
      /gives no feed: there is nothing \(404\)/,
    ],
    ['what only breaks', (_, response) => void response.writeHead(503).end(), /the answer is 503/],
    [
      'what redirects in a circle',
      (_, response) => void response.writeHead(302, { Location: '/' }).end(),
      /redirects more than 10 times/,
    ],
    [
      'what redirects to a file',
      (_, response) => void response.writeHead(302, { Location: 'file:///etc/passwd' }).end(),
      /only http: and https:/,
    ],
    [
      'what redirects to nowhere',
      (_, response) => void response.writeHead(302, { Location: 'http://[' }).end(),
      /no address that can be fetched/,
    ],
    ['what never answers', () => undefined, /did not answer.* for 0\.3 seconds/],
    [
      'what stops in the middle',
      (_, response) => void response.writeHead(200, { 'Content-Length': '100' }).write('<rss>'),
      /stopped in the middle/,
    ],
    ['what breaks off', (request) => void request.socket.destroy(), /broke off the connection/],
    [
      'what says that it is huge',
      (_, response) => void response.writeHead(200, { 'Content-Length': String(largest + 1) }).write(' '),
      /larger than 20 MB/,
    ],
    ['what is huge', (_, response) => void response.end(Buffer.alloc(largest + 1)), /larger than 20 MB/],
    [
      'what is huge when it is unpacked',
      (_, response) =>
        void response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(gzipSync(Buffer.alloc(largest + 1))),
      /larger than 20 MB/,
    ],
  ])('%s', async (_title, answer, reason) => {
    const got = await download(await startFormer(answer), { ...options, patience: 300 });
    expect('reason' in got && got.reason).toMatch(reason);
  });

  test('what sends a byte now and then for ever', async () => {
    const former = await startFormer((_, response) => {
      const drip = setInterval(() => response.write(' '), 20);
      response.on('close', () => clearInterval(drip));
    });
    const got = await download(former, { ...options, patience: 60 });
    expect('reason' in got && got.reason).toMatch(/stopped in the middle/);
  });

  test('where nothing listens', async () => {
    const got = await download('http://127.0.0.1:1/', options);
    expect('reason' in got && got.reason).toMatch(/cannot be/);
  });

  test.each([
    ['ftp://old.example/feed', /only http: and https:/],
    ['http://user:secret@127.0.0.1:9/feed', /^has a user name or password in it; /],
    ['http://', /no address/],
  ])('%s', async (address, reason) => {
    const got = await download(address, options);
    expect('reason' in got && got.reason).toMatch(reason);
    expect(JSON.stringify(got)).not.toContain('secret');
  });
});

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Media } from '../../src/articles/source.ts';
import type { Desk } from '../../src/http/desk.ts';
import { request, serve, statusOf } from './desk.ts';

describe('media', () => {
  const bytes = '0123456789'.repeat(100);

  async function stored(name: string, type: string): Promise<Partial<Desk>> {
    const folder = await mkdtemp(join(tmpdir(), '.courant 100% é-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const path = join(folder, name);
    await writeFile(path, bytes);
    const media: Media = { path, type, length: bytes.length };
    return { media: async (hash, key) => (hash === 'abc' && key === `2026/${name}` ? media : undefined) };
  }

  test('is sent from a hidden folder, for a year, under its own type', async () => {
    const { url } = await serve(await stored('a picture.svg', 'image/svg+xml'));
    const answer = await fetch(`${url}/media/abc/2026/a%20picture.svg`);
    expect(answer.status).toBe(200);
    expect(await answer.text()).toBe(bytes);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'image/svg+xml',
      'content-length': '1000',
      'cache-control': 'public, max-age=31536000, immutable',
      etag: '"abc"',
      'accept-ranges': 'bytes',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    });
  });

  test.each([
    ['bytes=0-9', 206, 'bytes 0-9/1000'],
    ['bytes=-5', 206, 'bytes 995-999/1000'],
    ['bytes=2000-', 416, 'bytes */1000'],
  ])('answers Range %s with %i', async (range, status, told) => {
    const { url } = await serve(await stored('talk.mp3', 'audio/mpeg'));
    const answer = await fetch(`${url}/media/abc/2026/talk.mp3`, { headers: { Range: range } });
    expect([answer.status, answer.headers.get('content-range')]).toEqual([status, told]);
    expect(answer.headers.get('cache-control')).toMatch(status === 206 ? /immutable/ : /^no-store$/);
    expect(answer.headers.get('content-security-policy'), 'players need none').toBeNull();
    await answer.arrayBuffer();
  });

  test('is 304 when held, and HEAD has no body', async () => {
    const { url } = await serve(await stored('talk.mp3', 'audio/mpeg'));
    const address = `${url}/media/abc/2026/talk.mp3`;
    expect((await fetch(address, { headers: { 'If-None-Match': '"abc"' } })).status).toBe(304);
    const head = await fetch(address, { method: 'HEAD' });
    expect([head.headers.get('content-length'), await head.text()]).toEqual(['1000', '']);
  });

  test.each([
    '/media/abc/2026/other.mp3',
    '/media/other/2026/talk.mp3',
    '/media/abc/../../etc/passwd',
    '/media/abc/..%2f..%2fetc/passwd',
    '/media/abc/%2e%2e/%2e%2e/etc/passwd',
    '/media/abc/2026/talk.mp3%00.svg',
    '/media/abc//etc/passwd',
    '/media/abc',
    '/media/',
  ])('%s is not found', async (target) => {
    const { port } = await serve(await stored('talk.mp3', 'audio/mpeg'));
    const answer = await request(port, `GET ${target} HTTP/1.1`);
    expect(statusOf(answer)).toBe(404);
    expect(answer).toContain('Cache-Control: no-store');
  });

  test('waits for the articles to be read, as long as only pages of the former run are served', async () => {
    const { media } = await stored('talk.mp3', 'audio/mpeg');
    let isRead = false;
    let read: () => void = () => undefined;
    const reading = new Promise<void>((resolve) => {
      read = resolve;
    });
    const { url } = await serve({
      media: async (hash, key) => (isRead ? media?.(hash, key) : undefined),
      loading: () => (isRead ? undefined : reading),
    });
    const answers = ['talk', 'none'].map((name) => fetch(`${url}/media/abc/2026/${name}.mp3`));
    await new Promise((resolve) => setTimeout(resolve, 50));
    isRead = true;
    read();
    expect((await Promise.all(answers)).map(({ status }) => status)).toEqual([200, 404]);
  });

  test('a file that went in the meantime is not found, and nobody keeps that', async () => {
    const gone: Media = { path: join(tmpdir(), 'courant', 'gone.mp3'), type: 'audio/mpeg', length: 1 };
    const { port } = await serve({ media: async () => gone });
    const answer = await request(port, 'GET /media/abc/gone.mp3 HTTP/1.1');
    expect(statusOf(answer)).toBe(404);
    expect(answer).toContain('Cache-Control: no-store');
    expect(answer).not.toMatch(/immutable|ETag|audio|tmp/);
  });
});

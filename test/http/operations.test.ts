import { describe, expect, test } from 'vitest';
import type { Desk } from '../../src/http/desk.ts';
import { desk, request, serve, statusOf } from './desk.ts';

const starting: Partial<Desk> = {
  shelf: () => undefined,
  status: () => ({ ...desk().status(), state: 'starting' }),
};

describe('operations', () => {
  test.each([
    ['when all is well', {}, 200],
    ['while starting', starting, 503],
    [
      'when the last good feeds are served',
      { status: () => ({ ...desk().status(), state: 'stale' as const }) },
      200,
    ],
  ])(
    '%s, /healthz is alive and /readyz tells whether to come here',
    async (_title, own: Partial<Desk>, ready) => {
      const { url } = await serve(own);
      const alive = await fetch(`${url}/healthz`);
      expect([alive.status, (await alive.text()).trim()]).toEqual([200, 'ok']);
      const answer = await fetch(`${url}/readyz`);
      expect(answer.status).toBe(ready);
      expect(answer.headers.get('retry-after')).toBe(ready === 503 ? '2' : null);
      for (const { headers } of [alive, answer]) expect(headers.get('cache-control')).toBe('no-store');
    },
  );

  test.each(['/healthz?x=1', '/healthz/', '/news/healthz', 'http://proxy.example/healthz'])(
    'also as %s',
    async (target) => {
      const { port } = await serve({ site: { ...desk().site, url: 'https://paper.example/news' } });
      expect(statusOf(await request(port, `GET ${target} HTTP/1.1`))).toBe(200);
      expect(statusOf(await request(port, `HEAD ${target} HTTP/1.1`))).toBe(200);
    },
  );

  test('/status is JSON for programs, with instants that people can read too', async () => {
    const { url } = await serve();
    const answer = await fetch(`${url}/status`);
    expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(answer.headers.get('vary')).toBe('Accept');
    expect(await answer.json()).toEqual({
      version: '1.2.3',
      state: 'ready',
      started: '2026-05-04T07:39:00Z',
      articles: 1,
      feeds: 1,
      newest: {
        title: 'One',
        permalink: 'https://paper.example/articles/one',
        published: '2026-05-04T07:39:00Z',
      },
      last: { at: '2026-05-04T12:00:00Z', cause: 'schedule', took: 12 },
      lastGood: '2026-05-04T12:00:00Z',
      schedule: '*/5 * * * *',
      timezone: 'UTC',
      next: '2026-05-04T12:05:00Z',
      problems: [],
    });
  });

  test('/status is a page for people', async () => {
    const { url } = await serve();
    const answer = await fetch(`${url}/status`, { headers: { Accept: 'text/html,*/*;q=0.8' } });
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(await answer.text()).toContain('The Paper');
  });
});

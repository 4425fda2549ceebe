import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createApp } from '../../src/http/app.ts';
import { desk, request, rss, serve, shelved, siteUrl, statusOf } from './desk.ts';

describe('what stands beside the shelf', () => {
  test.each(['/style.css', '/feed.css'])('%s is there, packed, and 304 when held', async (path) => {
    const { url } = await serve();
    const answer = await fetch(`${url}${path}`, { headers: { 'Accept-Encoding': 'br' } });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('text/css; charset=utf-8');
    expect(answer.headers.get('content-encoding')).toBe('br');
    expect(answer.headers.get('cache-control')).toMatch(/^public, max-age=\d+/);
    expect(await answer.text()).toContain('{');
    const held = { 'If-None-Match': answer.headers.get('etag') ?? '' };
    expect((await fetch(`${url}${path}`, { headers: held })).status).toBe(304);
  });

  test('robots may go everywhere, and there is no icon to wait for', async () => {
    const { url } = await serve();
    expect(await (await fetch(`${url}/robots.txt`)).text()).toBe(
      `User-agent: *\nDisallow:\n\nSitemap: ${siteUrl}/sitemap.xml\nSitemap: ${siteUrl}/news-sitemap.xml\n`,
    );
    expect((await fetch(`${url}/favicon.ico`)).status).toBe(204);
  });

  test.each(['/healthz', '/status', '/style.css', '/media/h/k', '/nothing'])(
    'POST %s is refused',
    async (path) => {
      const { url } = await serve();
      const answer = await fetch(`${url}${path}`, { method: 'POST', body: 'x' });
      expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET, HEAD, OPTIONS']);
    },
  );
});

describe('what is not there or goes wrong', () => {
  test('is a page for people and a short text for programs', async () => {
    const { url } = await serve();
    const page = await fetch(`${url}/nothing`, {
      headers: { Accept: 'text/html,application/xml;q=0.9,*/*;q=0.8' },
    });
    expect([page.status, await page.text()]).toEqual([404, '<!doctype html><title>Nothing here</title>']);
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    const text = await fetch(`${url}/nothing`);
    expect([text.status, await text.text()]).toEqual([404, 'Not found\n']);
    for (const { headers } of [page, text]) expect(headers.get('cache-control')).toBe('no-store');
  });

  test('tells nothing of what went wrong, but to the log', async () => {
    const told: unknown[] = [];
    const log = { ...desk().log, error: (facts: unknown) => void told.push(facts) };
    const media = () => Promise.reject(new Error('/secret/place'));
    const { port } = await serve({ media, log });
    const answer = await request(port, 'GET /media/abc/x.png HTTP/1.1');
    expect(statusOf(answer)).toBe(500);
    expect(answer).toContain('Cache-Control: no-store');
    expect(answer).not.toMatch(/secret|place|\.ts/);
    expect(told).toHaveLength(1);
  });

  test('what cannot be decoded is their mistake, and is not logged', async () => {
    const told: unknown[] = [];
    const log = { ...desk().log, error: (facts: unknown) => void told.push(facts) };
    const { port } = await serve({ log });
    const answer = await request(port, 'GET /media/%zz/x.png HTTP/1.1');
    expect(statusOf(answer)).toBe(400);
    expect(answer).toContain('Cache-Control: no-store');
    expect(told).toHaveLength(0);
  });
});

test('mounted in another Express app, it serves the shelf by the same rules, and the rest', async () => {
  const server = createServer(express().use('/news', createApp(desk())));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/news`;
  const full = await fetch(`${url}/feed/`);
  expect(await full.text()).toBe(rss);
  const held = await fetch(`${url}/rss.xml`, { headers: { 'If-None-Match': shelved('/rss.xml').etag } });
  expect([held.status, held.headers.get('link')]).toEqual([
    304,
    '<https://paper.example/rss.xml>; rel="self"',
  ]);
  expect((await fetch(`${url}/rss.xml`, { method: 'DELETE' })).status).toBe(405);
  expect((await fetch(`${url}/healthz`)).status).toBe(200);
  expect((await fetch(`${url}/nothing`)).status).toBe(404);
});

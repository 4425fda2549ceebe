import { existsSync, readFileSync } from 'node:fs';
import { request } from 'node:http';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { plant } from '../support/service.ts';
import { courant, startCourant } from './courant.ts';

const files = {
  'courant.yaml': 'site: { title: Daily, url: "https://paper.example/news", timezone: Europe/Istanbul }\n',
  'old.md': '---\ntitle: Old\ndate: 2025-05-04\nimage: dot.svg\n---\nIt was.\n',
  'dot.svg': '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>',
  'eve.md': '---\ntitle: Eve\ndate: 2090-01-01 09:00\n---\nAt nine.\n',
  'day.md': '---\ntitle: Day\ndate: 2090-01-01 10:00\n---\nAt ten.\n',
  'after.md': '---\ntitle: After\ndate: 2090-01-01 10:00:01\n---\nA second later.\n',
  'draft.md': '---\ntitle: Draft\ndate: 2090-01-01\nstatus: draft\n---\nNever.\n',
};
const ten = ['serve', '--at', '2090-01-01 10:00'];

interface Heard {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** As a browser would, but with any Host. */
function ask(url: string, headers: Readonly<Record<string, string>> = {}, method = 'GET'): Promise<Heard> {
  return new Promise((resolve, reject) => {
    const asked = request(url, { headers, method }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (text: string) => {
        body += text;
      });
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
      );
    });
    asked.on('error', reject).end();
  });
}

async function preview(root: string, environment: Readonly<Record<string, string>> = {}) {
  const running = startCourant(ten, root, environment);
  const said = await running.says('Listening at ');
  const port = /Listening at http:\/\/127\.0\.0\.1:(\d+)/.exec(said)?.[1] ?? '';
  return { said, port, base: `http://127.0.0.1:${port}/news`, running };
}

async function titles(base: string): Promise<readonly string[]> {
  const { body } = await ask(`${base}/feed.json`);
  return (JSON.parse(body) as { items: { title: string }[] }).items.map(({ title }) => title);
}

test('serve --at shows what is out at that very second in the time zone of the site, drafts never, and says so', async () => {
  const { said, base } = await preview(dirname(plant(files)));
  expect(await titles(base)).toEqual(['Day', 'Eve', 'Old']);
  expect(said.split('\n')[0]).toMatch(
    /^PREVIEW of Daily at Sunday.* 1 January 2090.* 10:00:00 GMT\+3: the clock stands still, nothing is remembered, and only this machine sees it:$/,
  );
  expect(said).toContain(`${base}/rss.xml\n`);
  expect(said).not.toContain('https://paper.example');
  expect((await ask(`${base}/articles/day`)).body).toContain('At ten.');
  expect((await ask(`${base}/articles/after`)).status).toBe(404);
  // What will be served is what is seen.
  expect((await ask(`${base}/rss.xml`)).body).toContain(
    '<link>https://paper.example/news/articles/day</link>',
  );
});

test('no answer of a preview may be kept, nor read by another site, whatever it is', async () => {
  const { base } = await preview(dirname(plant(files)));
  const { body, headers } = await ask(`${base}/atom.xml`);
  const media = /https:\/\/paper\.example\/news(\/media\/[^"]+)/.exec(body)?.[1] ?? 'none';
  const answers = [
    ...(await Promise.all(
      ['/', '/rss.xml', '/articles/day', '/style.css', '/status', '/metrics', '/healthz', '/robots.txt'].map(
        (path) => ask(base + path),
      ),
    )),
    await ask(base + media),
    await ask(`${base}/nothing`),
    await ask(`${base}/rss.xml`, {}, 'OPTIONS'),
    await ask(`${base}/atom.xml`, { 'If-None-Match': String(headers.etag) }),
    await ask(`${base}/favicon.ico`),
    await ask(`${base}/rss.xml`, { Host: 'paper.example' }),
  ];
  expect(answers.map(({ status }) => status)).toEqual([...Array(9).fill(200), 404, 204, 304, 204, 403]);
  for (const { headers } of answers) {
    expect(headers['cache-control']).toBe('no-store');
    expect(headers['access-control-allow-origin']).toBeUndefined();
  }
});

describe('a preview answers nobody', () => {
  test.each<[who: string, headers: Readonly<Record<string, string>>]>([
    ['whose proxy hands the request on', { 'X-Forwarded-For': '203.0.113.7' }],
    ['whose proxy says that it does', { Via: '1.1 cdn' }],
    ['whose page was made to stand at this address', { Host: 'evil.example' }],
    ['whose host only looks like this machine', { Host: '127.0.0.1.evil.example:80' }],
    ['who asks for the public name', { Host: 'paper.example' }],
  ])('%s', async (_, headers) => {
    const { base } = await preview(dirname(plant(files)));
    const { status, body } = await ask(`${base}/rss.xml`, headers);
    expect(status).toBe(403);
    expect(body).not.toContain('Day');
  });
});

test('a preview leaves no trace, and may stand beside the service that has the data folder', async () => {
  const root = dirname(plant(files));
  const { base, running } = await preview(root);
  expect(await titles(base)).toContain('Day');
  running.process.kill('SIGTERM');
  expect(await running.ended).toMatchObject({ code: 0 });
  expect(existsSync(join(root, '.courant'))).toBe(false);

  // Of files that were touched just now, nothing is remembered yet, and the next start would write it down.
  await wait(3000);
  const service = startCourant(['serve', '--port', '0', '--no-watch', '--schedule', '0 0 1 1 *'], root);
  await service.says('Listening at ');
  service.process.kill('SIGTERM');
  await service.ended;
  const journal = join(root, '.courant/state.jsonl');
  const facts = join(root, '.courant/facts.jsonl');
  const before = [journal, facts].map((file) => readFileSync(file, 'utf8'));
  const again = startCourant(['serve', '--port', '0', '--no-watch', '--schedule', '0 0 1 1 *'], root);
  await again.says('Listening at ');
  const beside = await preview(root);
  expect(await titles(beside.base)).toEqual(['Day', 'Eve', 'Old']);
  beside.running.process.kill('SIGTERM');
  await beside.running.ended;
  expect([journal, facts].map((file) => readFileSync(file, 'utf8'))).toEqual(before);
});

test('a preview does not come up at the port of the settings, before which a proxy may stand', async () => {
  const { port } = await preview(dirname(plant(files)), { PORT: '1' });
  expect(Number(port)).toBeGreaterThan(1);
});

test.each<
  [
    what: string,
    words: readonly string[],
    environment: Record<string, string>,
    code: number,
    sentence: string,
  ]
>([
  [
    'an address of every network is refused',
    [...ten, '--host', '0.0.0.0'],
    {},
    1,
    'a preview shows what is not out yet, so it is served to this machine alone and not on 0.0.0.0: give --host 127.0.0.1',
  ],
  ['so is one of the environment', ten, { HOST: '::' }, 1, 'and not on ::: give --host 127.0.0.1'],
  ['and a name that is not of this machine', [...ten, '--host', '127.example'], {}, 1, 'not on 127.example'],
  [
    'a time that is none is told with one that is',
    ['serve', '--at', '2090-13-01'],
    {},
    2,
    'courant: `--at 2090-13-01`: there is no month 13; write it like 2025-05-04T10:39:00+03:00 or "2025-05-04 10:39"',
  ],
  ['other commands have no such option', ['check', '--at', '2090-01-01'], {}, 2, 'it goes with `serve`'],
])('%s', async (_, words, environment, code, sentence) => {
  const ended = await courant(words, dirname(plant(files)), environment);
  expect({ code: ended.code, stdout: ended.stdout }).toEqual({ code, stdout: '' });
  expect(ended.stderr).toContain(sentence);
});

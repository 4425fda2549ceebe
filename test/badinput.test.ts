import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  closeSync,
  mkdirSync,
  openSync,
  readFileSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { courant, startCourant } from './commands/courant.ts';
import { plant, put } from './support/service.ts';

/*
 * What people put into the folder and onto the command line by mistake, through the whole program: what it says is read
 * aloud by someone, so it is held word for word.
 */
const good = '---\ntitle: Good\ndate: 2025-05-04T07:39:00Z\n---\nText.\n';
const front = (lines: string) => `---\n${lines}\n---\nText.\n`;

/** Files, and what is said of each; nothing where it is `''`. */
const bad: Readonly<Record<string, readonly [content: string | Uint8Array, told: string]>> = {
  'binary.md': [
    Buffer.from([0x2d, 0x2d, 0x2d, 0x0a, 0x00, 0x01, 0xff]),
    ':2:1: is not text (it holds NUL bytes); save it as UTF-8 text, or give it the extension of what it is',
  ],
  'dated-never.md': [
    front('title: A\ndate: 9999-12-31'),
    ':3:7: "date" is "9999-12-31", and it lies after the year 9998; write it like 2025-05-04 10:39 or 2025-05-04T10:39:00+03:00',
  ],
  'dated-zero.md': [
    front('title: A\ndate: 0000-01-01'),
    ':3:7: "date" is "0000-01-01", and it lies before the year 1900; write it like 2025-05-04 10:39 or 2025-05-04T10:39:00+03:00',
  ],
  'empty.md': ['', ': is empty; write the article, or delete the file'],
  'id-first.md': [front('title: First\nid: tag:example.org,2025:1\ndate: 2025-05-01'), ''],
  'id-second.md': [
    front('title: Second\nid: tag:example.org,2025:1\ndate: 2025-05-02'),
    ': "id-second.md" has the id of "id-first.md" (tag:example.org,2025:1), which keeps it; give "id-second.md" another id, or delete it if it is a copy',
  ],
  'legacy.md': [
    Buffer.from(front('title: Caf\xe9\ndate: 2025-04-01'), 'latin1'),
    ':2:11: warning: is not UTF-8 from here on, and was read as Windows-1252; save it as UTF-8',
  ],
  'no-date.md': [
    front('title: A'),
    ':1:1: the article has no date; add `date: 2025-05-04 10:39` to its front matter (the time at which the file was changed is never taken for it)',
  ],
  'no-date.txt': [
    'A headline\nIts standfirst.\n- World\n- Jane Roe\n\nThe body.\n',
    ':1:1: the article has no date; add `- Published Date: 10:39 | 04 May 2025` below its headline (the time at which the file was changed is never taken for it)',
  ],
  'no-title.md': [
    front('date: 2025-05-01'),
    ':1:1: the article has no title; add `title: …`, or a headline as its first line',
  ],
  'slug-first.md': [front('title: First here\nslug: same\ndate: 2025-05-01'), ''],
  'slug-second.md': [
    front('title: Second here\nslug: same\ndate: 2025-05-02'),
    ': "slug-second.md" has the address of "slug-first.md" (https://example.org/articles/same), which keeps it; give "slug-second.md" another slug or permalink',
  ],
  'unclosed.md': [
    '---\ntitle: A\ndate: 2025-05-01\n\nText.\n',
    ':1:1: the front matter begins with --- here and never ends; add a line of --- after it',
  ],
  'unquoted.md': [
    front('title: A: B\ndate: 2025-05-01'),
    ':2:8: the front matter cannot be read: the value of "title" has a colon in it, so put quotes around it: title: "A: B"',
  ],
};

function plantBad(): string {
  const folder = plant({
    'good.md': good,
    'courant.yaml': 'site: {title: News, url: https://example.org}\n',
  });
  for (const [name, [content]] of Object.entries(bad)) put(folder, name, content);
  mkdirSync(join(folder, 'folder.md'));
  closeSync(openSync(join(folder, 'huge.md'), 'w'));
  truncateSync(join(folder, 'huge.md'), 50_000_000);
  symlinkSync('loop-b.md', join(folder, 'loop-a.md'));
  symlinkSync('loop-a.md', join(folder, 'loop-b.md'));
  symlinkSync('nowhere.md', join(folder, 'lost.md'));
  symlinkSync('..', join(folder, 'up'));
  execFileSync('mkfifo', [join(folder, 'pipe.md')]);
  return folder;
}

const told = [
  ...Object.entries(bad).flatMap(([name, [, line]]) => (line === '' ? [] : [name + line])),
  'folder.md: warning: is a folder, though named like an article; its contents are read, but rename it',
  'huge.md: is larger than 5 MB, too large for an article; split it, or give it the extension of what it is',
  'loop-a.md: is a link that leads in a circle; mend or delete it',
  'loop-b.md: is a link that leads in a circle; mend or delete it',
  'lost.md: is a link that leads nowhere; mend or delete it',
  'pipe.md: warning: is neither a file nor a folder, and is left alone; delete it',
  'up: is a link that leads out of the folder of articles, and is not followed; put a copy in its place',
].sort();

test('every bad file is named with its place and what to do, and stops no other', async () => {
  const folder = plantBad();
  const checked = await courant(['check', '.'], folder);
  expect(checked.stdout.trimEnd().split('\n').sort()).toEqual(told);
  expect(checked).toMatchObject({ code: 1, stderr: '' });

  const service = startCourant(['serve', '.', '--port', '0', '--data', '../data'], folder);
  const said = await service.says('Listening at ');
  const url = /Listening at (\S+)/.exec(said)?.[1] ?? '';
  const { items } = (await (await fetch(`${url}/feed.json`)).json()) as { items: { title: string }[] };
  expect(items.map(({ title }) => title).sort()).toEqual(['Café', 'First', 'First here', 'Good']);
  for (const name of ['rss.xml', 'atom.xml']) expect((await fetch(`${url}/${name}`)).status).toBe(200);
  service.process.kill('SIGTERM');
  const { code, stderr } = await service.ended;
  expect(code).toBe(0);
  const log = stderr
    .trimEnd()
    .split('\n')
    .map((line) => (JSON.parse(line) as { msg: string }).msg);
  expect(log.filter((msg) => told.includes(msg)).sort()).toEqual(told);
});

/** The administrator may read every file, and so may this test when it is run by one. */
const mayReadAll = process.getuid?.() === 0;

test.skipIf(mayReadAll)('a file that may not be read is named, and stops no other', async () => {
  const folder = plant({ 'good.md': good, 'secret.md': good });
  chmodSync(join(folder, 'secret.md'), 0);
  const { code, stdout } = await courant(['check', '.'], folder);
  expect([code, stdout]).toEqual([
    1,
    'secret.md: may not be read by the user that Courant runs as; what is known of it stays as it was\n',
  ]);
});

const elsewhere = (): string => plant({ 'articles/good.md': good, 'file.txt': 'x' });

test.each<[string, readonly string[], number, string]>([
  [
    'no folder',
    ['serve'],
    2,
    'articles: is not there: make this folder and put articles into it, or name another, as in `courant serve DIR`',
  ],
  [
    'a folder that is not there',
    ['check', 'nowhere'],
    2,
    'nowhere: is not there: make this folder and put articles into it, or name the right one',
  ],
  [
    'a file for a folder',
    ['serve', 'file.txt'],
    2,
    'file.txt: is a file: name the folder that holds the articles',
  ],
  [
    'a schedule with an hour too many',
    ['serve', 'articles', '--schedule', '0 24 * * *'],
    2,
    'command line: `--schedule 0 24 * * *` is no schedule: its hour `24` is not in 0-23; the five fields are minute hour day-of-month month day-of-week, and every five minutes is */5 * * * *',
  ],
  [
    'a schedule in words',
    ['serve', 'articles', '--schedule', 'hourly'],
    2,
    'command line: `--schedule hourly` must have five fields (minute hour day-of-month month day-of-week), not 1: every five minutes is */5 * * * *',
  ],
  [
    'a site without a scheme',
    ['serve', 'articles', '--site', 'example.org/news'],
    2,
    'command line: `--site example.org/news` has no scheme: write https://example.org/news',
  ],
  [
    'a port that is none',
    ['serve', 'articles', '--port', '99999'],
    2,
    'command line: `--port 99999` must be a whole number from 0 to 65535, such as 3000',
  ],
  [
    'an address of another machine',
    ['serve', 'articles', '--port', '0', '--host', '192.0.2.1'],
    1,
    'this machine has no address 192.0.2.1: give --host one of its own, 127.0.0.1 or 0.0.0.0 for all',
  ],
  [
    'settings that are not there',
    ['check', 'articles', '--config', 'gone.yaml'],
    2,
    'gone.yaml: is not there, though `--config gone.yaml` names it: make it, or name another',
  ],
])('%s is told in a sentence', async (_, words, code, sentence) => {
  const folder = elsewhere();
  const cwd = words.includes('articles') || words.length > 1 ? folder : join(folder, 'articles');
  expect(await courant(words, cwd)).toMatchObject({ code, stdout: '', stderr: `${sentence}\n` });
});

test('a port in use is told, and who has it goes on', async () => {
  const server = createServer((_, response) => response.end('mine'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const port = String((server.address() as AddressInfo).port);
  expect(await courant(['serve', 'articles', '--port', port], elsewhere())).toMatchObject({
    code: 1,
    stdout: '',
    stderr: `port ${port} on 127.0.0.1 is in use: stop what listens there, or choose another one with --port (0 takes any free one)\n`,
  });
  expect(await (await fetch(`http://127.0.0.1:${port}/`)).text()).toBe('mine');
});

test('all mistakes of a settings file are told at once, each with its line', async () => {
  const folder = elsewhere();
  put(folder, 'articles/courant.yaml', 'site:\n  titel: X\n  timezone: Mars\nfeeds:\n  limit: many\n');
  for (const command of ['serve', 'check', 'config']) {
    expect(await courant([command, 'articles'], folder)).toMatchObject({
      code: 2,
      stdout: '',
      stderr: [
        'articles/courant.yaml:2:3: `site.titel` is no setting: did you mean `title`?',
        'articles/courant.yaml:3:13: `site.timezone: Mars` is no time zone: write an IANA name, such as Europe/Brussels or UTC',
        'articles/courant.yaml:5:10: `feeds.limit: many` must be a whole number from 1 to 300, such as 30',
        '',
      ].join('\n'),
    });
  }
});

test('an empty folder is told by check, and serves feeds without articles', async () => {
  const folder = plant({});
  expect(await courant(['check', '.'], folder)).toMatchObject({
    code: 1,
    stdout:
      '.: warning: holds no articles yet; put .md, .txt or .html files there, each with a title and a date such as `date: 2025-05-04 10:39`\n',
  });
  const service = startCourant(['serve', '.', '--port', '0', '--data', '../data'], folder);
  const url = /(http:\S+)\/rss\.xml/.exec(await service.says('/status'))?.[1] ?? '';
  for (const name of ['rss.xml', 'atom.xml', 'feed.json', '', 'feeds'])
    expect([name, (await fetch(`${url}/${name}`)).status]).toEqual([name, 200]);
});

test('a data folder that cannot be written is told, and all is served all the same', async () => {
  const folder = elsewhere();
  const service = startCourant(['serve', 'articles', '--port', '0', '--data', 'file.txt'], folder);
  const url = /(http:\S+)\/rss\.xml/.exec(await service.says('/status'))?.[1] ?? '';
  expect((await fetch(`${url}/rss.xml`)).status).toBe(200);
  writeFileSync(join(folder, 'articles/second.md'), good.replace('Good', 'Second'));
  service.process.kill('SIGTERM');
  const { code, stderr } = await service.ended;
  expect(code).toBe(0);
  expect(stderr).toContain(
    `${join(folder, 'file.txt')}/state.jsonl cannot be written: a file is in the way (EEXIST); mend that, or name another folder with --data: until then it is kept in memory alone, and lost if Courant stops.`,
  );
  expect(readFileSync(join(folder, 'file.txt'), 'utf8')).toBe('x');
});

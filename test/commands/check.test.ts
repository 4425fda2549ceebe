import { expect, test } from 'vitest';
import { makeFolder } from '../settings/folder.ts';
import { courant } from './courant.ts';

const good = `A headline

A standfirst.

- World
- Ana Gomes
- Published Date: 10:39 | 04 May 2025

The body.
`;
const page = (body: string) => `<html><head><title>A page</title>
<meta property="article:published_time" content="2025-05-04T08:00:00Z"></head>
<body><article><p>Text</p>${body}</article></body></html>`;

test('nothing wrong is nothing said, and exit code 0', async () => {
  const cwd = await makeFolder({ 'articles/good.txt': good });
  expect(await courant(['check'], cwd)).toMatchObject({ code: 0, stdout: '', stderr: '' });
  expect(await courant(['check', '--json'], cwd)).toMatchObject({ code: 0, stdout: '[]\n', stderr: '' });
});

const broken = {
  'news/b/undated.txt': good.replace(/- Published.*\n/, ''),
  'news/a.html': page('<img src="gone.png" alt="">'),
  'news/good.txt': good,
};

test('problems of files and of bodies are told by file, as seen from the working directory, and exit code 1', async () => {
  const { code, stdout, stderr } = await courant(['check', 'news'], await makeFolder(broken));
  expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
  const lines = stdout.trimEnd().split('\n');
  expect(lines).toHaveLength(2);
  expect(lines[0]).toMatch(/^news\/a\.html:\d+:\d+: warning: .*gone\.png/);
  expect(lines[1]).toMatch(/^news\/b\/undated\.txt:\d+:\d+: .*date/);
});

test('--json tells the same to programs', async () => {
  const { code, stdout } = await courant(['check', 'news', '--json'], await makeFolder(broken));
  expect(code).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject([
    {
      file: 'news/a.html',
      line: expect.any(Number),
      severity: 'warning',
      reason: expect.stringContaining('gone.png'),
    },
    {
      file: 'news/b/undated.txt',
      line: expect.any(Number),
      severity: 'error',
      reason: expect.stringContaining('date'),
    },
  ]);
});

test('a folder that is not there is exit code 2', async () => {
  const stderr = 'nowhere: is not there: make this folder and put articles into it, or name the right one\n';
  expect(await courant(['check', 'nowhere'], await makeFolder())).toMatchObject({
    code: 2,
    stdout: '',
    stderr,
  });
});

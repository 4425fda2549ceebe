import { dirname } from 'node:path';
import { expect, test } from 'vitest';
import { courant, startCourant } from './commands/courant.ts';
import { plant, put } from './support/service.ts';

const files = {
  'courant.yaml':
    'feeds:\n  stale-after: 24\n  made:\n    - { name: wire, tags: [wire], stale-after: 0.5 }\n    - { name: quiet, tags: [wire] }\n',
  'a.md': '---\ntitle: A\ndate: 2025-05-04T07:39:00Z\ntags: [wire]\n---\nText.\n',
};
const told = [
  'courant.yaml: warning: feeds.made: wire: stale-after: the newest article came out at 2025-05-04T07:39:00Z, more than 0.5 hours ago; see why nothing newer arrives, or allow more hours',
  'courant.yaml: warning: feeds.stale-after: the newest article came out at 2025-05-04T07:39:00Z, more than 24 hours ago; see why nothing newer arrives, or allow more hours',
];

test('a feed that nothing new reaches is told by check', async () => {
  const { code, stdout } = await courant(['check'], dirname(plant(files)));
  expect([code, stdout.trimEnd().split('\n').sort()]).toEqual([1, told.map((line) => `articles/${line}`)]);
});

test('and by the service: in its status as long as it is so, in its log once', async () => {
  const folder = plant(files);
  const running = startCourant(['serve', '--port', '0', '--log-level', 'debug'], dirname(folder));
  const url = /http:\/\/[^/\s]+/.exec(await running.says('Listening at '))?.[0];
  const status = await (await fetch(`${url}/status`, { headers: { accept: 'application/json' } })).json();
  const { state, problems } = status as { state: string; problems: { reason: string }[] };
  expect(state).toBe('ready');
  expect(problems.map(({ reason }) => `courant.yaml: warning: ${reason}`).sort()).toEqual(told);
  expect(await (await fetch(`${url}/metrics`)).text()).toContain('courant_problems{severity="warning"} 2\n');
  put(folder, 'a.md', files['a.md'].replace('Text', 'Other text'));
  await running.says('"cause":"change"', 'stderr');
  running.process.kill('SIGTERM');
  const { stderr } = await running.ended;
  for (const line of told) expect(stderr.split(line).length).toBe(2);
});

test.each([
  ['feeds: { stale-after: 0 }', '`feeds.stale-after: 0` must be a number of hours above 0, such as 48'],
  ['feeds: { stale-after: soon }', '`feeds.stale-after: soon` must be a number of hours, such as 48'],
])('%s is told with what it must be', async (settings, sentence) => {
  const { code, stderr } = await courant(['check'], dirname(plant({ ...files, 'courant.yaml': settings })));
  expect([code, stderr]).toEqual([2, expect.stringContaining(sentence)]);
});

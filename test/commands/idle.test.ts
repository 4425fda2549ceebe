import { expect, test } from 'vitest';
import { makeFolder } from '../settings/folder.ts';
import { courant, startCourant } from './courant.ts';

const settings = 'feeds:\n  made:\n    - {name: sea, tags: [Harbor]}\n    - {name: soon, tags: [Launch]}\n';
const files = {
  'articles/courant.yaml': settings,
  'articles/a.md': '---\ntitle: One\ndate: 2025-05-04T07:39:00Z\ntags: [Harbour]\n---\nText.\n',
  'articles/b.md': '---\ntitle: Two\ndraft: true\ndate: 2025-05-04T07:39:00Z\ntags: [Launch]\n---\nText.\n',
};
const reason = 'feeds.made: sea picks the tag `harbor`, which no article has: did you mean `Harbour`?';

test('check tells of a feed made by hand whose tag is misspelt, and exit code 1', async () => {
  expect(await courant(['check'], await makeFolder(files))).toMatchObject({
    code: 1,
    stdout: `articles/courant.yaml: warning: ${reason}\n`,
  });
});

test('serve tells it in its log', async () => {
  const { says } = startCourant(['serve', '--port', '0'], await makeFolder(files));
  expect(await says(reason.replaceAll('"', '\\"'), 'stderr')).not.toContain('launch');
});

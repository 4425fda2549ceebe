import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { buildSite } from './building/sites.ts';
import { plant, put, serveFolder } from './support/service.ts';

const article = '---\ntitle: One\ndate: 2025-05-04T07:39:00Z\n---\nText.\n';

test('a feed is styled alike by a built site and by a service, and otherwise when its language changes', async () => {
  const folder = plant({ 'courant.yaml': 'site: {language: ar}\n', 'a.md': article });
  const out = join(folder, '../site');
  await buildSite(folder, out, { data: join(folder, '../built') });
  const service = await serveFolder(folder, { watch: false });
  const served = async () => Buffer.from(await (await fetch(`${service.url}/feed.css`)).arrayBuffer());
  const arabic = await served();
  expect(arabic.toString()).toContain('هذه خلاصة ويب');
  expect(readFileSync(join(out, 'feed.css'))).toEqual(arabic);
  put(folder, 'courant.yaml', 'site: {language: tr}\n');
  await service.reload();
  expect(String(await served())).toContain('Bu bir web beslemesidir');
});

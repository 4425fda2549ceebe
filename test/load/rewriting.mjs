/* Cuts files to nothing and writes them again without end: rewriting.mjs DRAFTS FOLDER. A draft is named `3 long.md`. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

const [drafts = '', folder = ''] = process.argv.slice(2);
const versions = readdirSync(drafts).map((name) => ({
  path: join(folder, name.replace(/^\d+ /, '')),
  bytes: readFileSync(join(drafts, name)),
}));
for (let turn = 0; ; turn++) {
  const { path, bytes } = versions[Math.floor(Math.random() * versions.length)];
  writeFileSync(path, bytes);
  // Sometimes at once again, sometimes after time enough to be read.
  if (turn % 3 > 0) await wait(turn % 7);
}

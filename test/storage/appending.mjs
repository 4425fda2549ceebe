// Run by kill.test.ts: remembers more and more, and says on standard output what it was promised to be on disk.
import { writeSync } from 'node:fs';

const [module, folder, from] = process.argv.slice(2);
const { openState } = await import(module);
const state = await openState(folder, {
  site: 'https://example.org',
  onTrouble: (sentence) => writeSync(1, `trouble ${sentence}\n`),
}).catch((error) => {
  writeSync(1, `refused ${error.name}\n`);
  process.exit(1);
});
writeSync(1, 'open\n');
const present = new Set();
for (let n = Number(from); ; n += 1) {
  const key = `${n}.md`;
  present.add(key);
  const print = { key, title: `Title ${n}`, slug: `${n}`, published: n, digest: `${n}` };
  const [id] = state.identify([print], present);
  // Long and often replaced, so that the file is compacted under the blows as well.
  for (let topic = 0; topic < 20; topic += 1) {
    state.recordEdition(`/${topic}`, { etag: `${n} ${'x'.repeat(2000)}`, lastModified: n * 1000 });
  }
  await state.flush();
  writeSync(1, `kept ${n} ${id}\n`);
}

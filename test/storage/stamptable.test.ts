import type { Stats } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { markFor, StampTable } from '../../src/storage/stamptable.ts';

const state = (size: number, mtimeMs = 1, ctimeMs = 1, ino = 1) => ({ size, mtimeMs, ctimeMs, ino }) as Stats;

test.each([
  ['size', state(2)],
  ['time of modification', state(1, 1.25)],
  ['time of change', state(1, 1, 1.25)],
  ['inode', state(1, 1, 1, 2)],
])('a file of another %s is another', (_, other) => {
  const table = new StampTable();
  expect(table.see('a.md', state(1))).toBe('other');
  expect(table.see('a.md', state(1))).toBe('again');
  table.begin();
  expect(table.see('a.md', state(1))).toBe('same');
  table.begin();
  expect(table.see('a.md', other)).toBe('other');
});

test('what was not seen again is told until it is dropped (property, against a Map)', () => {
  const names = fc.array(fc.nat(3000), { maxLength: 2500 });
  fc.assert(
    fc.property(fc.array(names, { maxLength: 6 }), fc.array(fc.nat(3000)), (rounds, deleted) => {
      let table = new StampTable();
      const known = new Map<string, number>();
      for (const [number, seen] of rounds.entries()) {
        // As when another thread goes on.
        if (number % 2 === 1) table = new StampTable(structuredClone(table.stamps()));
        table.begin();
        const now = new Set(seen.map((name) => `folder/${name}.md`));
        for (const name of now) {
          const size = name.length + (number % 2);
          expect(table.see(name, state(size))).toBe(known.get(name) === size ? 'same' : 'other');
          known.set(name, size);
        }
        const gone = [...known.keys()].filter((name) => !now.has(name));
        expect(new Set(table.unseen())).toEqual(new Set(gone.map(markFor)));
        if (number % 3 === 0) {
          table.dropUnseen();
          for (const name of gone) known.delete(name);
        }
        for (const name of deleted) {
          table.delete(`folder/${name}.md`);
          known.delete(`folder/${name}.md`);
        }
        expect(table.size).toBe(known.size);
        const still = [...known.keys()].filter((name) => !now.has(name));
        expect(new Set(table.unseen())).toEqual(new Set(still.map(markFor)));
        for (const name of [...now, ...gone]) expect(table.has(name)).toBe(known.has(name));
      }
    }),
    { numRuns: 10 },
  );
});

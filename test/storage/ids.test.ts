import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Ids } from '../../src/storage/ids.ts';
import { Lists } from '../../src/storage/lists.ts';

const number = fc.integer({ min: 0, max: 1200 });

test('ids are told as they were given, whatever they look like, and gone when they are removed', () => {
  const id = fc.oneof(
    fc.uuid().map((uuid) => `urn:uuid:${uuid}`),
    fc.uuid().map((uuid) => `urn:uuid:${uuid.toUpperCase()}`),
    fc.constantFrom('urn:uuid:00000000-0000-0000-0000-000000000000', 'tag:a', '', 'urn:uuid:'),
  );
  const step = fc.oneof(fc.tuple(number, id), fc.tuple(number, fc.constant(undefined)));
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      const ids = new Ids();
      const model = new Map<number, string>();
      for (const [at, given] of steps) {
        if (given === undefined) {
          ids.remove(at);
          model.delete(at);
        } else {
          ids.set(at, given);
          model.set(at, given);
        }
      }
      for (const [at] of steps) {
        expect(ids.has(at)).toBe(model.has(at));
        expect(ids.at(at)).toBe(model.get(at) ?? '');
      }
    }),
  );
});

test('lists are what was set last, however often that was', () => {
  const lists = new Lists();
  const model = new Map<number, readonly number[]>();
  const steps = fc.sample(fc.tuple(number, fc.array(fc.nat(), { maxLength: 40, size: 'max' })), {
    numRuns: 12_000,
    seed: 7,
  });
  for (const [row, list] of steps) {
    lists.set(row, list);
    model.set(row, list);
  }
  for (const [row, list] of model) {
    expect(Array.from({ length: lists.lengthOf(row) }, (_, index) => lists.at(row, index))).toEqual(list);
    expect(lists.at(row, list.length)).toBe(0);
  }
});

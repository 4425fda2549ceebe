import fc from 'fast-check';
import { expect, it } from 'vitest';
import { checksum, checksumOf, decodeInPieces, decodeLines, encodeLines } from '../../src/storage/lines.ts';

const any = (value: unknown): unknown => value;
const text = fc.string({ unit: 'binary', maxLength: 12 });
const someRecords = fc.array(fc.record({ key: text, value: fc.integer() }), { minLength: 1, maxLength: 8 });

it('a line is JSON, with a checksum that other tools can compute', () => {
  expect(encodeLines([{ key: 'é' }]).toString()).toBe('["018478e8",{"key":"é"}]\n');
});

it('the checksum of pieces is that of the whole', () => {
  const pieces = ['a', '', 'é', 'words'].map((text) => Buffer.from(text));
  expect(checksumOf(...pieces)).toBe(checksum(Buffer.concat(pieces)));
});

it('a sum that begins with zeros is written with them', () => {
  for (let n = 0; n < 1000; n += 1) {
    const [, sum, record] = /^\["([0-9a-f]{8})",(.*)\]\n$/.exec(encodeLines([n]).toString()) ?? [];
    expect([sum, record]).toEqual([checksum(String(n)), String(n)]);
  }
});

it('records come back as they were, whatever is in them', () => {
  fc.assert(
    fc.property(someRecords, (records) => {
      const bytes = encodeLines(records);
      expect(decodeLines(bytes, any)).toEqual({ records, damaged: [], end: bytes.length });
    }),
  );
});

it('cut anywhere, every whole line before the cut is read and nothing else', () => {
  fc.assert(
    fc.property(someRecords, (records) => {
      const bytes = encodeLines(records);
      for (let cut = 0; cut <= bytes.length; cut += 1) {
        const { records: read, damaged, end } = decodeLines(bytes.subarray(0, cut), any);
        expect(read).toEqual(records.slice(0, read.length));
        expect(damaged).toEqual([]);
        expect(end).toBe(encodeLines(records.slice(0, read.length)).length);
        const next = encodeLines(records.slice(0, read.length + 1)).length;
        if (read.length < records.length) expect(cut).toBeLessThan(next);
      }
    }),
    { numRuns: 30 },
  );
});

it('a flipped bit is noticed wherever it is, and costs no line but its own and the next', () => {
  fc.assert(
    fc.property(someRecords, fc.nat(), fc.nat(7), (records, at, bit) => {
      const bytes = encodeLines(records);
      const place = at % bytes.length;
      bytes.writeUInt8(bytes.readUInt8(place) ^ (1 << bit), place);
      const { records: read, damaged, end } = decodeLines(bytes, any);
      expect(damaged.length > 0 || end < bytes.length).toBe(true);
      expect(read.length).toBeGreaterThanOrEqual(records.length - 2);
      const left = [...read];
      for (const record of records) if (JSON.stringify(record) === JSON.stringify(left[0])) left.shift();
      expect(left).toEqual([]);
    }),
    { numRuns: 1000 },
  );
});

it('a record that is not understood is damage as well', () => {
  const bytes = encodeLines([1, 'two', 3]);
  const numbers = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined);
  expect(decodeLines(bytes, numbers)).toEqual({ records: [1, 3], damaged: [2], end: bytes.length });
});

it('a text with the line separators of Unicode is read as it was written', () => {
  const records = [{ key: 'a\u2028b\u2029c\u0085d', value: 1 }];
  const bytes = encodeLines(records);
  expect(decodeLines(bytes, any)).toEqual({ records, damaged: [], end: bytes.length });
});

it.each<[string, (line: string) => string]>([
  ['its checksum is in capitals', (line) => line.toUpperCase()],
  ['its checksum is short', (line) => line.replace('["0', '["')],
  ['it begins otherwise', (line) => line.replace('[', '{')],
  ['it ends otherwise', (line) => line.replace(/.\n/, '}\n')],
  ['there is a space', (line) => line.replace(',', ', ')],
  ['there is nothing in it', () => '["00000000",]\n'],
])('a line is damaged when %s', (_, harm) => {
  const line = encodeLines([33]).toString();
  expect(line).toMatch(/^\["0\w*[a-f]\w*",33\]\n$/);
  expect(decodeLines(Buffer.from(harm(line)), any).damaged).toEqual([1]);
});

it('a file that comes in pieces of any size is read as if it came at once', async () => {
  const long = { key: 'x'.repeat(700_000), value: 0 };
  const few = Array.from({ length: 9000 }, (_, value) => ({ key: 'é'.repeat(value % 50), value }));
  const bytes = Buffer.concat([
    encodeLines(few),
    Buffer.from('noise\n'),
    encodeLines([long, ...few]),
    Buffer.from('["torn'),
  ]);
  const whole = decodeLines(bytes, any);
  for (const most of [100_000, 262_143, Infinity]) {
    const records: unknown[] = [];
    const read = await decodeInPieces(
      async (into, position) => bytes.copy(into, 0, position, position + Math.min(most, into.length)),
      any,
      (some) => void records.push(...some),
    );
    expect(read).toEqual({ lines: whole.records.length, damaged: [9001], end: whole.end });
    expect(records).toEqual(whole.records);
  }
});

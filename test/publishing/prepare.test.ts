import { describe, expect, test } from 'vitest';
import { joinPieces } from '../../src/feeds/feed.ts';
import { formats } from '../../src/feeds/formats/formats.ts';
import { prepareFeed } from '../../src/publishing/print.ts';
import { entry, feed } from '../support/feeds.ts';

describe.each(formats)('a document in $name', (format) => {
  const some = (count: number) => feed(Array.from({ length: count }, (_, n) => entry({ id: `urn:${n}` })));

  async function pausesFor(made: ReturnType<typeof some>): Promise<number> {
    let pauses = 0;
    await prepareFeed(made, format, async () => {
      pauses += 1;
    });
    return pauses;
  }

  test('with many new entries leaves others their turn in between, once', async () => {
    const many = some(50);
    expect(await pausesFor(many)).toBe(7);
    expect(await pausesFor(many)).toBe(0);
  });

  test('with a few new ones is written at a stretch', async () => {
    const many = some(50);
    await pausesFor(many);
    const edited = { ...many, entries: [entry({ id: 'urn:new' }), ...many.entries] };
    expect(await pausesFor(edited)).toBe(0);
  });

  test('is the same whether it was prepared or not', async () => {
    const prepared = some(20);
    await pausesFor(prepared);
    expect(joinPieces(format.write(prepared))).toEqual(joinPieces(format.write(some(20))));
  });
});

import { beforeEach, expect, test } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { createPublisher, type Publisher } from '../../src/publishing/publisher.ts';
import { open, piece, plant, write } from '../storage/tree.ts';
import { site } from '../support/feeds.ts';
import { MemoryRegister } from '../support/memory.ts';

/*
 * Editors cut a file to nothing before they write it. Here that happens at the worst moment: when it was read, and before
 * its body is rendered.
 */
const rules = {
  limit: 3,
  content: 'full',
  ttl: 15,
  sections: true,
  tags: true,
  authors: true,
  made: [],
  withdrawn: 30,
  aliases: new Map(),
} as const;

let folder: string;
let isCut: boolean;
let publisher: Publisher;

beforeEach(() => {
  folder = plant({ 'a.md': piece('A', {}, 'One.'), 'b.md': piece('B') });
  isCut = false;
  const source = open(folder, { site });
  publisher = createPublisher({
    source: {
      ...source,
      content: (article) => {
        if (isCut) write(folder, { 'a.md': '' });
        isCut = false;
        return source.content(article);
      },
    },
    site,
    rules,
    register: new MemoryRegister(),
    clock: systemClock,
    page: () => undefined,
  });
});

async function feed(): Promise<string> {
  return (await publisher.current()?.find('/rss.xml'))?.identity.toString() ?? '';
}

function told(): readonly string[] {
  return publisher.problems().map(({ reason }) => reason);
}

test('an article that is emptied while it is edited is shown as it was, and anew when it is written', async () => {
  await publisher.regenerate('start');
  expect(await feed()).toContain('One.');
  write(folder, { 'a.md': piece('A', {}, 'Two.') });
  isCut = true;
  await publisher.regenerate('change');
  expect(await feed()).toContain('One.');
  expect(told()).toContainEqual(expect.stringMatching(/^its body cannot be read, so it is shown as it was/));
  write(folder, { 'a.md': piece('A', {}, 'Two.') });
  await publisher.regenerate('change');
  expect(await feed()).toContain('Two.');
  expect(told()).toEqual([]);
});

test('one of which nothing was shown yet is left out until it is written', async () => {
  isCut = true;
  await publisher.regenerate('start');
  expect(await feed()).not.toContain('One.');
  expect(await feed()).toContain('/articles/b<');
  expect(told()).toContainEqual(
    expect.stringMatching(/^its body cannot be read, so it is left out of feeds/),
  );
  write(folder, { 'a.md': piece('A', {}, 'One.') });
  await publisher.regenerate('change');
  expect(await feed()).toContain('One.');
  expect(told()).toEqual([]);
});

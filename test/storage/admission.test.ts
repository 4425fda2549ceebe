import { expect, test } from 'vitest';
import type { Article } from '../../src/articles/article.ts';
import type { Media } from '../../src/articles/source.ts';
import { type Admission, createAdmission } from '../../src/storage/admission.ts';
import { EntryMap } from '../../src/storage/entries.ts';
import type { MediaStore } from '../../src/storage/media.ts';
import { mentionsOf } from '../../src/storage/mentions.ts';
import type { Survey } from '../../src/storage/survey.ts';
import { article } from '../support/memory.ts';

const hash = '0123456789abcdef';
const found: Media = { path: '/p.png', type: 'image/png', length: 1 };
const stamp = '1:2:3:4';

/** A folder in which every file is there, and every article shows `p.png` in the top folder. */
function admit(keys: readonly string[], hidden: readonly string[] = []) {
  const entries = new EntryMap();
  const read: string[] = [];
  const looked: string[] = [];
  const body = { format: 'markdown', text: '![A](/p.png)', line: 1 } as const;
  const mentions = mentionsOf({ fields: {}, origins: {}, body, problems: [] });
  const enter = (key: string, known?: Article) =>
    entries.set(key, {
      key,
      stamp,
      context: { timezone: 'UTC', defaults: {} },
      digest: '',
      revision: '1',
      article: known,
      mentions,
    });
  for (const key of keys) enter(key, article({ key }));
  entries.touched.clear();
  const media: Pick<MediaStore, 'find' | 'locate'> = {
    find: async (asked) => {
      looked.push(asked);
      return asked === hash ? found : undefined;
    },
    locate: async () => ({ key: 'p.png', path: '/p.png', stamp, length: 1 }),
  };
  const admission: Admission = createAdmission({
    site: 'https://paper.example',
    pictures: new Set(),
    media: media as MediaStore,
    survey: () => ({ entries, layout: { mediaRoots: [''] } }) as unknown as Survey,
    isOut: ({ key }) => !hidden.includes(key),
    content: async (asked) => {
      read.push(asked.key);
      const url = `https://paper.example/media/${hash}/p.png`;
      return { html: `<img src="${url}">`, enclosures: [], problems: [] };
    },
  });
  return { entries, admission, enter, read, looked };
}

test('what is read anew, and has no article yet, is what the library knows of it', async () => {
  const { admission, enter, read } = admit(['a.md']);
  enter('a.md');
  expect(await admission.find(hash, 'p.png')).toBe(found);
  expect(read).toEqual(['a.md']);
});

test('of what is not shown no file is looked at, so that it takes no longer than what is not there', async () => {
  const { admission, read, looked } = admit(['a.md', 'b.md'], ['a.md', 'b.md']);
  expect(await admission.find(hash, 'p.png')).toBeUndefined();
  expect([read, looked]).toEqual([[], []]);
});

test('a wrong hash makes nobody render anything', async () => {
  const { admission, read } = admit(['a.md', 'b.md']);
  expect(await admission.find('f'.repeat(16), 'p.png')).toBeUndefined();
  expect(read).toEqual([]);
});

test('one rendering is enough, of whatever number of articles', async () => {
  const keys = Array.from({ length: 5000 }, (_, n) => `a${n}.md`);
  const { admission, read } = admit(keys, keys.slice(0, 4990));
  expect(await admission.find(hash, 'p.png')).toBe(found);
  expect(read).toEqual(['a4990.md']);
});

test.each(['', 'a/../p.png', '/p.png', `${'x/'.repeat(3000)}p.png`, '.git/p.png'])(
  '%j is nowhere',
  async (key) => {
    expect(await admit(['a.md']).admission.find(hash, key)).toBeUndefined();
  },
);

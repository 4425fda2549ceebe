import { expect, test } from 'vitest';
import { mediaIn } from '../../src/building/media.ts';

const hash = '0123456789abcdef';

test.each([
  ['an absolute address', `<img src="https://a.example/media/${hash}/x/y.png">`, [`${hash}/x/y.png`]],
  ['an address below a path', `<img src="/news/media/${hash}/y.png" alt="">`, [`${hash}/y.png`]],
  [
    'several sizes',
    `srcset="/media/${hash}/a.png 1x, /media/${hash}/b.png 2x"`,
    [`${hash}/a.png`, `${hash}/b.png`],
  ],
  ['JSON', `{"url":"https://a.example/media/${hash}/y.png"}`, [`${hash}/y.png`]],
  ['escaped markup', `&lt;img src=&quot;/media/${hash}/y.png&quot;&gt;`, [`${hash}/y.png`]],
  ['encoded letters', `src="/media/${hash}/caf%C3%A9%20(1).png"`, [`${hash}/café (1).png`]],
  ['an apostrophe as HTML writes it', `src="/media/${hash}/it&#39;s.png"`, [`${hash}/it's.png`]],
  ['an apostrophe as it is', `src="/media/${hash}/it's.png"`, [`${hash}/it's.png`]],
  [
    'the end of a sentence, where the dot may belong to it or not',
    `see /media/${hash}/y.png.`,
    [`${hash}/y.png.`, `${hash}/y.png`],
  ],
  ['no hash', '/media/0123/y.png /media/y.png', []],
  ['a hidden slash', `/media/${hash}/a%2Fb.png`, []],
])('stored files are found by their addresses in %s', (_title, text, keys) => {
  expect([...mediaIn(text).keys()]).toEqual(keys);
});

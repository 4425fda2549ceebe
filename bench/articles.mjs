import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const vocabulary =
  'the of a town council said on Monday that new plans for river bridge market school would go ahead after long debate about money and people who live near water'.split(
    ' ',
  );

/** Mulberry32: the same articles at every run. */
function random(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** How many tags `count` articles have among them: 20,000 at 100,000. */
export const tagsOf = (count) => Math.max(40, Math.floor(count / 5));

/** Where article `index` lies below the folder. */
export const pathOf = (index) =>
  join(`section-${index % 10}`, String(Math.floor(index / 1000)).padStart(3, '0'), `article-${index}.md`);

/** Writes so many articles of 4.3 kB in 10 sections, by 40 authors, with three tags each. */
export function writeArticles(folder, count) {
  const next = random(42);
  const words = (length) =>
    Array.from({ length }, () => vocabulary[Math.floor(next() * vocabulary.length)]).join(' ');
  const tags = tagsOf(count);
  for (let index = 0; index < count; index += 1) {
    const path = join(folder, pathOf(index));
    if (index % 1000 < 10) mkdirSync(join(path, '..'), { recursive: true });
    writeFileSync(path, article({ index, words, next, tags }));
  }
}

function article({ index, words, next, tags }) {
  const date = new Date(Date.UTC(2015, 0, 1) + index * 3_000_000).toISOString();
  const named = [index % tags, Math.floor(next() * tags), Math.floor(next() * next() * tags)];
  const front = [
    `title: "Story ${index}: ${words(6)}"`,
    `date: ${date}`,
    `section: Section ${index % 10}`,
    `author: Author Number${Math.floor(next() * 40)}`,
    `tags: [${named.map((tag) => `tag ${tag}`).join(', ')}]`,
    `summary: ${words(20)}`,
  ];
  let body = '';
  while (body.length < 4200) body += `${words(60)}.\n\n`;
  return `---\n${front.join('\n')}\n---\n${body}`;
}

/** One more, newer than all. */
export function writeNewest(folder, count) {
  const date = new Date(Date.UTC(2015, 0, 1) + count * 3_000_000).toISOString();
  writeFileSync(
    join(folder, 'newest.md'),
    `---\ntitle: Newest\ndate: ${date}\nsection: Section 1\nauthor: Author Number1\ntags: [tag 1, tag 2]\n---\nJust in.\n`,
  );
}

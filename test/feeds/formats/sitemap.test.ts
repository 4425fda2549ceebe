import { expect, test } from 'vitest';
import { finish, type Steps } from '../../../src/articles/steps.ts';
import { nextStale, writeNewsSitemap } from '../../../src/feeds/formats/newssitemap.ts';
import {
  articlesHere,
  sitemapPages,
  writeSitemap,
  writeSitemapIndex,
} from '../../../src/feeds/formats/sitemap.ts';
import { verifyXml } from '../../../src/feeds/formats/verify.ts';
import { site } from '../../support/feeds.ts';
import { article } from '../../support/memory.ts';

const hour = 3_600_000;
const now = Date.UTC(2026, 10, 22, 12);

test('a sitemap says where each article is and when it changed', () => {
  const one = article({
    key: 'a.md',
    permalink: 'https://paper.example/a?x=1&y=%3C',
    updated: Date.UTC(2025, 4, 4, 8),
  });
  const text = finish(writeSitemap([one]));
  expect(text).toBe(
    '<?xml version="1.0" encoding="utf-8"?>\n' +
      '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n' +
      '<url><loc>https://paper.example/a?x=1&amp;y=%3C</loc><lastmod>2025-05-04T08:00:00Z</lastmod></url>\n' +
      '</urlset>\n',
  );
});

test('it holds what has its page on this site, oldest first', () => {
  const articles = [
    article({ key: 'c.md' }),
    article({ key: 'b.md', permalink: 'https://elsewhere.example/b' }),
    article({ key: 'd.md', permalink: 'https://paper.example.evil/d' }),
    article({ key: 'a.md' }),
  ];
  expect(finish(articlesHere(articles, site)).map(({ key }) => key)).toEqual(['a.md', 'c.md']);
});

test('pages are cut from the oldest on, so that a full one stays what it is', () => {
  const articles = ['a.md', 'b.md', 'c.md', 'd.md', 'e.md'].map((key) => article({ key }));
  const keys = (some: typeof articles) => sitemapPages(some, 2).map((page) => page.map(({ key }) => key));
  expect(keys(articles)).toEqual([['a.md', 'b.md'], ['c.md', 'd.md'], ['e.md']]);
  expect(keys(articles.slice(0, 4))).toEqual([
    ['a.md', 'b.md'],
    ['c.md', 'd.md'],
  ]);
  expect(keys([])).toEqual([[]]);
});

test('the index names every page with its newest change', () => {
  const pages = [
    [article({ key: 'a.md', updated: 1000 }), article({ key: 'b.md', updated: 3000 })],
    [article({ key: 'c.md', updated: 2000 })],
  ];
  const text = finish(writeSitemapIndex(pages, site));
  expect(
    [...text.matchAll(/<loc>(.*?)<\/loc><lastmod>(.*?)<\/lastmod>/g)].map(([, ...found]) => found),
  ).toEqual([
    ['https://paper.example/sitemap-1.xml', '1970-01-01T00:00:03Z'],
    ['https://paper.example/sitemap-2.xml', '1970-01-01T00:00:02Z'],
  ]);
  expect(text).toContain('<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">');
  expect(finish(verifyXml(text))).toBeUndefined();
});

test('a news sitemap says of each article what Google asks for', () => {
  const text = finish(
    writeNewsSitemap(
      [article({ key: 'a.md', title: 'Salt & <pepper>', published: now - hour, language: 'tr-TR' })],
      { ...site, title: 'The Paper & Co' },
      now,
    ),
  );
  expect(finish(verifyXml(text))).toBeUndefined();
  expect(text).toContain(
    '<url><loc>https://paper.example/articles/a</loc><news:news><news:publication>' +
      '<news:name>The Paper &amp; Co</news:name><news:language>tr</news:language></news:publication>' +
      '<news:publication_date>2026-11-22T11:00:00Z</news:publication_date>' +
      '<news:title>Salt &amp; &lt;pepper&gt;</news:title></news:news></url>',
  );
});

test.each([
  ['en-GB', 'en'],
  ['zh', 'zh-cn'],
  ['zh-Hant', 'zh-tw'],
  ['zh-HK', 'zh-tw'],
  ['zh-Hans-SG', 'zh-cn'],
  ['haw', 'haw'],
])('the language %s is told as %s', (language, told) => {
  const text = finish(writeNewsSitemap([article({ key: 'a.md', published: now, language })], site, now));
  expect(/<news:language>(.*?)</.exec(text)?.[1]).toBe(told);
});

test('it holds the last two days to the millisecond, newest first, and a thousand at the most', () => {
  const at = (published: number, n = 0) => article({ key: `${published}-${n}.md`, published });
  const places = (text: string) =>
    [...text.matchAll(/<loc>.*articles\/(.*?)<\/loc>/g)].map(([, name]) => name);
  const edge = now - 48 * hour;
  const some = [at(now), { ...at(now, 1), permalink: 'https://elsewhere.example/x' }, at(edge), at(edge - 1)];
  expect(places(finish(writeNewsSitemap(some, site, now)))).toEqual([`${now}-0`, `${edge}-0`]);
  const many = Array.from({ length: 1001 }, (_, n) => at(now, n));
  const told = places(finish(writeNewsSitemap(many, site, now)));
  expect([told.length, told[0], told.at(-1)]).toEqual([1000, `${now}-0`, `${now}-999`]);
});

test('the next change is when the oldest of them has been out for two days', () => {
  const articles = [now - hour, now - 48 * hour, now - 60 * hour].map((published) =>
    article({ key: `${published}.md`, published }),
  );
  const first = nextStale(articles, site, now) ?? 0;
  expect(first).toBe(now + 1);
  expect(nextStale(articles, site, first)).toBe(now + 47 * hour + 1);
  expect(nextStale(articles, site, now + 47 * hour + 1)).toBeUndefined();
});

test('what is long is written and read back in steps', () => {
  const count = (steps: Steps<unknown>) => {
    let yields = 0;
    while (steps.next().done !== true) yields += 1;
    return yields;
  };
  const many = Array.from({ length: 2500 }, (_, n) => article({ key: `${n}.md` }));
  expect(count(articlesHere(many, site))).toBeGreaterThan(3);
  expect(count(writeSitemap(many))).toBeGreaterThan(3);
  expect(count(writeSitemapIndex([many], site))).toBeGreaterThan(3);
  expect(count(verifyXml(finish(writeSitemap(many))))).toBeGreaterThan(3);
});

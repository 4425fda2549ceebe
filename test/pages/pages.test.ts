import { describe, expect, test } from 'vitest';
import { read } from './document.ts';
import { everyPage } from './samples.ts';

const languages = ['en', 'tr', 'ar', 'de', 'es', 'fr'];
const cases = languages.flatMap((language) =>
  Object.entries(everyPage(language)).map(([name, page]) => ({ language, name, page, document: read(page) })),
);

describe.each(cases)('$name in $language', ({ language, page, document }) => {
  const { elements, all, only } = document;

  test('every element is closed', () => {
    expect(page.startsWith('<!doctype html>\n')).toBe(true);
    expect(document.unclosed).toEqual([]);
  });

  test('it says its language and direction', () => {
    expect(only('html').attributes).toEqual({ lang: language, dir: language === 'ar' ? 'rtl' : 'ltr' });
  });

  test('there is one of each landmark, and a link that skips to the content', () => {
    const top = all('header', 'main', 'footer').filter(({ path }) => path.at(-1) === 'body');
    expect(top.map(({ name }) => name)).toEqual(['header', 'main', 'footer']);
    const skip = all('a')[0];
    expect(skip?.attributes.href).toBe(`#${only('main').attributes.id}`);
    for (const nav of all('nav')) expect(nav.attributes['aria-label']).toBeTruthy();
  });

  test('there is one first heading, and none skips a level', () => {
    const levels = all('h1', 'h2', 'h3', 'h4', 'h5', 'h6').map(({ name }) => Number(name[1]));
    expect(levels[0]).toBe(1);
    expect(levels.filter((level) => level === 1)).toEqual([1]);
    for (const [index, level] of levels.entries())
      expect(level).toBeLessThanOrEqual((levels[index - 1] ?? 0) + 1);
  });

  test('every picture has a description, every link a text and an address', () => {
    for (const { attributes } of all('img')) expect(attributes.alt).toBeDefined();
    for (const { attributes, text } of all('a')) {
      expect(attributes.href).toBeTruthy();
      expect(text.trim()).not.toBe('');
    }
  });

  test('ids are unique, and what refers to one finds it', () => {
    const ids = elements.flatMap(({ attributes }) => attributes.id ?? []);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { attributes } of elements) {
      const asked = [attributes['aria-labelledby'], /^#(.+)/.exec(attributes.href ?? '')?.[1]];
      for (const id of asked) if (id !== undefined) expect(ids).toContain(id);
    }
  });

  test('nothing runs and nothing is fetched from elsewhere', () => {
    for (const { attributes } of all('script')) expect(attributes.type).toBe('application/ld+json');
    expect(all('style', 'iframe', 'form', 'object')).toEqual([]);
    for (const { attributes } of elements) {
      expect(Object.keys(attributes).filter((name) => name.startsWith('on') || name === 'style')).toEqual([]);
      expect(attributes.src ?? '/').toMatch(/^\/(?!\/)/);
    }
    expect(
      all('link')
        .filter(({ attributes }) => attributes.rel === 'stylesheet')
        .map(({ attributes }) => attributes.href),
    ).toEqual(['/style.css']);
  });

  test('it is made of nothing that is missing', () => {
    expect(page).not.toMatch(/undefined|\[object|NaN|null/);
  });
});

test.each(languages)('equal input gives equal bytes in %s', (language) => {
  expect(everyPage(language)).toEqual(everyPage(language));
});

describe('hostile words', () => {
  const hostile = `"'><script>alert(1)</script><!--</title></style><img src=x onerror=alert(1)>&lt;`;
  const wicked = everyPage('en', (text) => `${text} ${hostile}`);
  const harmless = everyPage('en');

  test.each(Object.keys(harmless))('change nothing of what %s is made of', (name) => {
    const shape = (page = '') =>
      read(page).elements.map(({ name, attributes, path }) =>
        [...path, name, ...Object.keys(attributes)].join(' '),
      );
    expect(shape(wicked[name])).toEqual(shape(harmless[name]));
  });

  test('are read back as they were written', () => {
    const { only, meta, all } = read(wicked.article ?? '');
    expect(only('h1').text).toBe(`Headline ${hostile}`);
    expect(meta('og:title')).toBe(`Headline ${hostile}`);
    expect(all('img')[0]?.attributes.alt).toBe(`A boat ${hostile}`);
    expect(JSON.parse(only('script').text).headline).toBe(`Headline ${hostile}`);
  });
});

describe('words of its own', () => {
  const english = textOf(everyPage('en'));

  test.each(['tr', 'ar', 'de', 'es'])('are none in English on a page in %s', (language) => {
    const [said, meant] = [textOf(everyPage(language)), english];
    const own = [
      'Skip to content',
      'Subscribe',
      'Latest articles',
      'Published',
      'Updated',
      'Correction',
      'Related',
      'Tags',
      'Files',
      'How to subscribe',
      'Page not found',
      'By ',
    ];
    for (const word of own) {
      expect(meant, word).toContain(word);
      expect(said, word).not.toContain(word);
    }
  });

  /** All but the page for operators, which is in English. */
  function textOf({ status: _, ...pages }: Readonly<Record<string, string>>): string {
    return Object.values(pages)
      .map((page) => read(page).only('body').text.replace(/\s+/g, ' '))
      .join(' ');
  }
});

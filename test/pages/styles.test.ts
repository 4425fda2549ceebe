import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { read } from './document.ts';
import { everyPage } from './samples.ts';

const style = readFileSync(new URL('../../styles/style.css', import.meta.url), 'utf8');
const feed = readFileSync(new URL('../../styles/feed.css', import.meta.url), 'utf8');

/** Relative luminance (WCAG 2.2). */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = (colour.match(/[\da-f]{2}/gi) ?? []).map((pair) => {
    const part = Number.parseInt(pair, 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((one, other) => one - other);
  return (light + 0.05) / (dark + 0.05);
}

/** The custom properties that are colours, of the `index`th block that sets any. */
function palette(css: string, index: number): Readonly<Record<string, string>> {
  const blocks = [...css.matchAll(/\{([^{}]*--paper:[^{}]*)\}/g)].map(([, block = '']) => block);
  return Object.fromEntries(
    [...(blocks[index] ?? '').matchAll(/--(\w+): (#[\da-f]{6})\b/g)].map(([, name = '', value = '']) => [
      name,
      value,
    ]),
  );
}

describe.each([
  ['style.css', style],
  ['feed.css', feed],
])('%s', (_, css) => {
  test.each([
    ['light', 0],
    ['dark', 1],
  ])('its %s colours can be read (WCAG 2.2, 1.4.3)', (_, index) => {
    const { paper = '', shade = '', ink = '', faint = '', accent = '', alert = paper } = palette(css, index);
    for (const background of [paper, shade]) {
      for (const text of [ink, faint, accent]) expect(contrast(text, background)).toBeGreaterThanOrEqual(4.5);
    }
    expect(contrast(ink, alert)).toBeGreaterThanOrEqual(4.5);
  });

  test('it fetches nothing', () => {
    expect(css).not.toMatch(/@import|url\(|@font-face/);
  });

  test('it knows of no left and right but for code and safe areas', () => {
    const sided = css
      .replace(/\/\*.*?\*\//gs, '')
      .match(/^.*\b(?:left|right)\b.*$/gm)
      ?.filter((line) => !/safe-area|align="right"|text-align: left/.test(line));
    expect(sided ?? []).toEqual([]);
  });
});

test('every class that a page has and style.css does not know is a mistake, and the other way round', () => {
  const used = new Set(
    Object.values(everyPage()).flatMap((page) =>
      read(page).elements.flatMap(({ attributes }) => attributes.class?.split(' ') ?? []),
    ),
  );
  const known = new Set([...style.matchAll(/\.([a-z][\w-]*)(?=[^{};]*\{)/g)].map(([, name = '']) => name));
  expect(
    [...known].filter((name) => !used.has(name) && !['bare', 'starting', 'stale', 'ready'].includes(name)),
  ).toEqual([]);
  const unstyled = ['ready', 'contents', 'formats', 'words', 'authors', 'date'];
  expect([...used].filter((name) => !known.has(name) && !unstyled.includes(name))).toEqual([]);
});

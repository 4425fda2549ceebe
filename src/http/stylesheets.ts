import { readFile } from 'node:fs/promises';
import { feedStyle } from '../pages/feedstyle.ts';
import { represent } from '../publishing/represent.ts';
import type { Representation } from '../publishing/representation.ts';

/** Beside `src` as beside `dist`. */
const folder = new URL('../../styles/', import.meta.url);

/** By topic. */
export type Stylesheets = ReadonlyMap<string, Representation>;

/**
 * The stylesheets of pages and feeds for a site of a language (BCP 47), read at the first call for it and kept.
 * @throws (rejects) when the installation lacks one; the next call tries again.
 */
export function createStylesheets(): (language: string) => Promise<Stylesheets> {
  const read = new Map<string, Promise<Stylesheets>>();
  return (language) => {
    const known = read.get(language);
    if (known !== undefined) return known;
    const sheets = readAll(language).catch((error: unknown) => {
      read.delete(language);
      throw error;
    });
    read.set(language, sheets);
    return sheets;
  };
}

async function readAll(language: string): Promise<Stylesheets> {
  const sheets = await Promise.all([
    stylesheet('style.css', (css) => css),
    stylesheet('feed.css', (css) => feedStyle(css, language)),
  ]);
  return new Map(sheets.map((sheet) => [sheet.topic, sheet]));
}

async function stylesheet(name: string, edit: (css: string) => string): Promise<Representation> {
  const css = await readFile(new URL(name, folder), 'utf8');
  return represent(`/${name}`, 'text/css; charset=utf-8', edit(css));
}

import { readFile } from 'node:fs/promises';
import { represent } from '../publishing/represent.ts';
import type { Representation } from '../publishing/representation.ts';

/** Beside `src` as beside `dist`. */
const folder = new URL('../../styles/', import.meta.url);
const names = ['style.css', 'feed.css'];

/**
 * The stylesheets of pages and feeds by topic, read at the first call and kept.
 * @throws (rejects) when the installation lacks one; the next call tries again.
 */
export function createStylesheets(): () => Promise<ReadonlyMap<string, Representation>> {
  let read: Promise<ReadonlyMap<string, Representation>> | undefined;
  return () => {
    read ??= readAll().catch((error: unknown) => {
      read = undefined;
      throw error;
    });
    return read;
  };
}

async function readAll(): Promise<ReadonlyMap<string, Representation>> {
  const sheets = names.map(async (name) =>
    represent(`/${name}`, 'text/css; charset=utf-8', await readFile(new URL(name, folder), 'utf8')),
  );
  return new Map((await Promise.all(sheets)).map((sheet) => [sheet.topic, sheet]));
}

import type { Problem } from '../articles/problem.ts';
import type { ReadingContext, Tool } from '../articles/reading/reading.ts';
import type { ScopeValues } from './jekyll.ts';
import { readStored } from './stored.ts';
import type { Found } from './walk.ts';

/** Front matter for every article below a folder that says nothing itself. */
export interface FolderValues {
  /** Relative to the folder of articles; '' for all. */
  readonly folder: string;
  readonly values: Readonly<Record<string, unknown>>;
}

export type ContextOf = (key: string) => ReadingContext;

/**
 * Tells what an article is read with, by its place: the deepest folder wins, of two for one folder the later; scopes give
 * way to folders, of them the later wins. Equal contexts are one object over all readings, so that `===` tells whether an
 * article is to be read anew.
 */
export function createContexts(
  timezone: string,
): (
  defaults: readonly FolderValues[],
  toolOf: (key: string) => Tool | undefined,
  scopes: readonly ScopeValues[],
) => ContextOf {
  const interned = new Map<string, ReadingContext>();
  return (defaults, toolOf, scopes) => {
    const sorted = defaults
      .map(({ folder, values }) => ({ parts: partsOf(folder), values }))
      .sort((a, b) => a.parts.length - b.parts.length);
    const byPlace = new Map<string, ReadingContext>();
    /** The folder that was asked for last, and what holds for all of it: often it is the next one too. */
    let last: { readonly folder: string; readonly context: ReadingContext } | undefined;
    return (key) => {
      const end = Math.max(0, key.lastIndexOf('/'));
      if (last !== undefined && last.folder.length === end && key.startsWith(last.folder))
        return last.context;
      const folder = key.slice(0, end);
      const context = contextAt(key, folder);
      if (scopes.length === 0) last = { folder, context };
      return context;
    };

    function contextAt(key: string, folder: string): ReadingContext {
      const scoped = scopes.filter(({ covers }) => covers(key));
      const place = `${scoped.map((scope) => scopes.indexOf(scope)).join()} ${folder}`;
      const known = byPlace.get(place);
      if (known !== undefined) return known;
      const path = partsOf(folder);
      const fitting = sorted.filter(({ parts }) => parts.every((part, index) => part === path[index]));
      const values: Record<string, unknown> = Object.assign(
        {},
        ...[...scoped, ...fitting].map(({ values }) => values),
      );
      const tool = toolOf(key);
      const name = JSON.stringify([tool, values]);
      const fresh: ReadingContext = { timezone, defaults: values, ...(tool === undefined ? {} : { tool }) };
      const context = interned.get(name) ?? fresh;
      interned.set(name, context);
      byPlace.set(place, context);
      return context;
    }
  };
}

function partsOf(folder: string): readonly string[] {
  return folder
    .normalize('NFC')
    .split(/[\\/]/)
    .filter((part) => part !== '' && part !== '.');
}

/** A directory data file of Eleventy that is plain JSON: `posts/posts.json`, `posts/posts.11tydata.json`. */
export const isDataFile = (key: string): boolean => /(?:^|\/)([^/]+)\/\1(?:\.11tydata)?\.json$/.test(key);

export interface DataFiles {
  readonly defaults: readonly FolderValues[];
  readonly problems: readonly Problem[];
  /** Folders whose data cannot be read: what lies there must not be published without, for it may say `draft`. */
  readonly closed: readonly string[];
}

const largestData = 1024 * 1024;

export async function readDataFiles(
  files: readonly (Found & { readonly path: string })[],
): Promise<DataFiles> {
  const defaults: FolderValues[] = [];
  const problems: Problem[] = [];
  const closed: string[] = [];
  // `x.11tydata.json` beats `x.json`, so it comes after.
  for (const { key, path } of [...files].sort((a, b) => a.key.length - b.key.length)) {
    const folder = key.slice(0, key.lastIndexOf('/'));
    const stored = await readStored(path, largestData);
    const data = 'bytes' in stored ? parse(stored.bytes.toString('utf8')) : { wrong: stored.reason };
    if ('values' in data) {
      defaults.push({ folder, values: data.values });
    } else if (!('trouble' in stored && stored.trouble === 'gone')) {
      const reason = `${data.wrong}; until it is mended, the articles of its folder stay as they were`;
      problems.push({ file: key, ...data.place, reason, severity: 'error' });
      closed.push(folder);
    }
  }
  return { defaults, problems, closed };
}

type Data =
  | { readonly values: Record<string, unknown> }
  | { readonly wrong: string; readonly place?: { line: number; column: number } };

function parse(text: string): Data {
  try {
    const values: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    const isObject = typeof values === 'object' && values !== null && !Array.isArray(values);
    return isObject
      ? { values: { ...values } }
      : { wrong: 'is JSON, but no object: write { "name": "value" }' };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const position = /position (\d+)/.exec(error.message)?.[1];
    const before = text.slice(0, position === undefined ? text.length : Number(position));
    const place = { line: before.split('\n').length, column: before.length - before.lastIndexOf('\n') };
    return { wrong: 'is not valid JSON at this place', place };
  }
}

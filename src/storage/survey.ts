import { stat } from 'node:fs/promises';
import type { Problem } from '../articles/problem.ts';
import type { Site } from '../articles/site.ts';
import { type Clock, systemClock } from '../clock.ts';
import { createContexts, type FolderValues, isDataFile, readDataFiles } from './defaults.ts';
import { type Entry, refresh } from './entry.ts';
import { readJekyllDefaults } from './jekyll.ts';
import { forEachOf } from './pace.ts';
import { codeOf, reasonOf } from './stored.ts';
import { type Layout, recogniseLayout } from './tool.ts';
import { type Walk, walk } from './walk.ts';

/** Everything that lies in the folder, at one reading. */
export interface Survey {
  readonly layout: Layout;
  /** By key. */
  readonly entries: Map<string, Entry>;
  /** What is wrong beyond single articles. */
  readonly problems: readonly Problem[];
  /** Keys of what is stored too, but was not read: what lies beside broken data. */
  readonly unread: readonly string[];
  /** Device and inode of the folder. */
  readonly identity: string;
}

export interface SurveyOptions {
  /** Absolute. */
  readonly folder: string;
  readonly site: Site;
  /** Pattern, as in the settings. */
  readonly permalink: string;
  readonly defaults: readonly FolderValues[];
  /** Tells files that were touched just now. */
  readonly clock?: Clock;
}

const filesAtOnce = 8;
/** Longer than the tick of any file system's times (FAT: two seconds). */
const settling = 2500;

/**
 * Makes surveys of one folder, each from the one before, reading only files that changed.
 * @throws when the folder as a whole cannot be read, or seems to have lost its disk
 */
export function createSurveyor(options: SurveyOptions): (earlier: Survey | undefined) => Promise<Survey> {
  const { folder, site, permalink, clock = systemClock } = options;
  const contexts = createContexts(site.timezone);

  return async (earlier) => {
    const layout = await recogniseLayout(folder);
    const isEleventy = layout.tool === 'eleventy';
    const holds = isEleventy ? (key: string) => layout.holds(key) || isDataFile(key) : layout.holds;
    const { found, identity } = await walkWhole(folder, { folder, starts: layout.starts, holds });
    const files = isEleventy ? found.files.filter(({ key }) => !isDataFile(key)) : found.files;
    const dataFiles = isEleventy ? found.files.filter(({ key }) => isDataFile(key)) : [];
    refuseLoss(folder, layout, found, identity, earlier);

    const data = await readDataFiles(dataFiles);
    const scopes = layout.tool === 'jekyll' ? await readJekyllDefaults(folder) : [];
    const contextOf = contexts([...data.defaults, ...options.defaults], layout.habits, scopes);
    const closed = [...found.closed, ...data.closed];
    const entries = new Map<string, Entry>();
    const unread: string[] = [];
    const completion = { site, permalink, section: layout.section };
    const now = clock();
    await forEachOf(files, filesAtOnce, (file) => {
      const before = earlier?.entries.get(file.key);
      if (closed.length > 0 && isBelow(closed, file.key)) {
        unread.push(file.key);
        return undefined;
      }
      const context = contextOf(file.key);
      if (before !== undefined && before.stamp === file.stamp && before.context === context) {
        entries.set(file.key, before);
        return undefined;
      }
      const isSettled = now - file.touched > settling;
      return refresh(file, before, context, completion, isSettled).then((entry) => {
        if (entry !== undefined) entries.set(file.key, entry);
      });
    });
    if (closed.length > 0) {
      for (const entry of earlier?.entries.values() ?? []) {
        if (isBelow(closed, entry.key)) entries.set(entry.key, entry);
      }
    }
    const problems = [...layout.problems, ...found.problems, ...data.problems];
    if (files.length === 0 && problems.length === 0) problems.push(empty);
    return { layout, entries, problems, unread, identity };
  };
}

const empty: Problem = {
  file: '.',
  reason:
    'holds no articles yet; put .md, .txt or .html files there, each with a title and a date such as `date: 2025-05-04 10:39`',
  severity: 'warning',
};

const isBelow = (closed: readonly string[], key: string): boolean =>
  closed.some((folder) => key === folder || key.startsWith(`${folder}/`));

async function walkWhole(
  folder: string,
  options: Parameters<typeof walk>[0],
): Promise<{ readonly found: Walk; readonly identity: string }> {
  try {
    const root = await stat(folder, { bigint: true });
    return { found: await walk(options), identity: `${root.dev}:${root.ino}` };
  } catch (error) {
    const code = codeOf(error);
    if (code === '') throw error;
    const cause = { cause: error };
    if (code === 'ENOENT') {
      throw new Error(
        `The folder of articles ${folder} does not exist; create it or name another one`,
        cause,
      );
    }
    if (code === 'ENOTDIR') {
      throw new Error(
        `${folder} is a file, not a folder of articles; name the folder that it lies in`,
        cause,
      );
    }
    const remedy = 'give that user the right to read it, or name another one';
    throw new Error(`The folder of articles ${folder} ${reasonOf(error)}; ${remedy}`, cause);
  }
}

/** An empty folder in the place of another is a disk that is not mounted or a copy that is not finished. */
function refuseLoss(
  folder: string,
  layout: Layout,
  found: Walk,
  identity: string,
  earlier: Survey | undefined,
): void {
  if (earlier === undefined || earlier.entries.size === 0 || found.files.length > 0) return;
  const isReplaced = earlier.identity !== identity || found.missing.length === layout.starts.length;
  if (!isReplaced || found.closed.length > 0) return;
  throw new Error(
    `The folder of articles ${folder} was replaced by an empty one; see whether its disk is mounted, or start again to serve no articles`,
  );
}

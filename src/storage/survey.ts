import { sep } from 'node:path';
import type { Problem } from '../articles/problem.ts';
import type { Site } from '../articles/site.ts';
import { type Clock, systemClock } from '../clock.ts';
import { isBelow } from './clerk.ts';
import { createClerks } from './clerks.ts';
import { type ContextOf, createContexts, type FolderValues, isDataFile, readDataFiles } from './defaults.ts';
import { EntryMap, keysOf } from './entries.ts';
import { type FactsPlace, openFacts } from './facts.ts';
import { pathOf } from './inside.ts';
import { readJekyllDefaults } from './jekyll.ts';
import { forEachOf } from './pace.ts';
import { createReader } from './reader.ts';
import { refuseLoss, searchAll } from './search.ts';
import { readSigns, type Signs, signOf } from './signs.ts';
import { type Layout, recogniseLayout } from './tool.ts';
import type { Found } from './walk.ts';

/** Everything that lies in the folder, at one reading. */
export interface Survey {
  readonly layout: Layout;
  readonly entries: EntryMap;
  /** What is wrong beyond single articles. */
  readonly problems: readonly Problem[];
  /** Keys of what is stored too, but was not read: what lies beside broken data. */
  readonly unread: readonly string[];
  /** Device and inode of the folder. */
  readonly identity: string;
  /** Of the search that it was made from. */
  readonly number: number;
  readonly closed: readonly string[];
  readonly contextOf: ContextOf;
  readonly signs: Signs;
}

export interface SurveyOptions {
  /** Absolute. */
  readonly folder: string;
  readonly site: Site;
  /** Pattern, as in the settings. */
  readonly permalink: string;
  readonly defaults: readonly FolderValues[];
  /** Where to remember what was read, so that the next start need not read it again. */
  readonly facts?: FactsPlace;
  /** Tells files that were touched just now. */
  readonly clock?: Clock;
}

export interface Surveyor {
  /**
   * The folder as it is now. The entries of `earlier` are brought up to date and are those of the result.
   * @param changed - paths below the folder, where it is known that nothing else changed
   * @throws when the folder as a whole cannot be read, or seems to have lost its disk; then nothing was touched
   */
  survey(earlier: Survey | undefined, changed?: ReadonlySet<string>): Promise<Survey>;
  close(): Promise<void>;
}

/** Makes surveys of one folder, each from the one before, reading only files that changed. */
export function createSurveyor(options: SurveyOptions): Surveyor {
  const { folder, site, permalink, clock = systemClock } = options;
  const contexts = createContexts(site.timezone);
  const completion = { site, permalink };
  const clerks = createClerks({ folder, completion });
  const facts = openFacts(folder, completion, options.facts);
  const readNews = createReader({ folder, clerks, facts, clock });

  return {
    survey: async (earlier, changed) => (await glance(earlier, changed)) ?? surveyAll(earlier),
    close: async () => {
      await Promise.all([clerks.close(), facts.close()]);
    },
  };

  /** Looks at what changed alone; undefined when that may not be all. */
  async function glance(
    earlier: Survey | undefined,
    changed: ReadonlySet<string> | undefined,
  ): Promise<Survey | undefined> {
    if (earlier === undefined || changed === undefined || earlier.closed.length > 0) return undefined;
    const { layout, entries, contextOf, number } = earlier;
    const again = [...entries.unsettled];
    const news = await clerks.search({ tool: layout.tool, since: number, again, changed: [...changed] });
    if (news === undefined || news.total === 0 || entries.size === 0) return undefined;
    const fresh = await readNews(news.found, earlier, entries, contextOf, layout);
    const near = [...changed, ...again].map((name) => name.split(sep).join('/'));
    await entries.apply(fresh, await keysOf(news.gone, near));
    return { ...earlier, number: news.number };
  }

  async function surveyAll(earlier: Survey | undefined): Promise<Survey> {
    // Before what they tell of is read, so that what changes in between is told by the older state.
    const signs = readSigns(folder, clock());
    const layout = await recogniseLayout(folder);
    const news = await searchAll(clerks, folder, {
      tool: layout.tool,
      since: earlier?.number ?? 0,
      again: [...(earlier?.entries.unsettled ?? []), ...(earlier?.unread ?? [])],
    });
    refuseLoss(folder, layout, news, earlier);

    const isEleventy = layout.tool === 'eleventy';
    const dataFiles = isEleventy ? news.found.filter(({ key }) => isDataFile(key)) : [];
    const data = await readDataFiles(dataFiles.map((file) => ({ ...file, path: pathOf(folder, file) })));
    const scopes = layout.tool === 'jekyll' ? await readJekyllDefaults(folder) : [];
    const contextOf = contexts([...data.defaults, ...options.defaults], layout.habits, scopes);
    const closed = [...news.closed, ...data.closed];
    const entries = earlier?.entries ?? new EntryMap();

    const files: Found[] = [];
    const unread = new Set<string>();
    const isOpen = (key: string): boolean => closed.length === 0 || !isBelow(closed, key);
    await forEachOf(news.found, 1, (file) => {
      if (isEleventy && isDataFile(file.key)) return undefined;
      if (isOpen(file.key)) files.push(file);
      else unread.add(file.key);
      return undefined;
    });
    for (const key of earlier?.unread ?? []) if (!isOpen(key)) unread.add(key);
    const gone = (await keysOf(news.gone, entries.keys())).filter(isOpen);
    if (news.isWhole && entries.size > 0) {
      const there = new Set(news.found.map(({ key }) => key));
      await forEachOf(entries.keys(), 1, (key) => {
        if (!there.has(key) && isOpen(key)) gone.push(key);
        return undefined;
      });
    }
    if (entries.size > 0 && mayBeReadOtherwise(layout, earlier?.layout)) {
      const known = new Set([...files.map(({ key }) => key), ...gone]);
      for (const file of await readOtherwise(entries, contextOf, known, isOpen)) files.push(file);
    }
    const fresh = await readNews(files, earlier, entries, contextOf, layout);
    await entries.apply(fresh, gone);
    const problems = [...layout.problems, ...news.problems, ...data.problems];
    if (news.total === dataFiles.length && problems.length === 0) problems.push(empty);
    const { identity, number } = news;
    const told = [...signs, ...dataFiles.map(({ key, stamp }) => signOf(key, stamp, clock()))];
    return {
      layout,
      entries,
      problems,
      unread: [...unread],
      identity,
      number,
      closed,
      contextOf,
      signs: told,
    };
  }

  /** Files that did not change, but are to be read another way. */
  async function readOtherwise(
    entries: EntryMap,
    contextOf: ContextOf,
    but: ReadonlySet<string>,
    isOpen: (key: string) => boolean,
  ): Promise<readonly Found[]> {
    const files: Found[] = [];
    await forEachOf(entries.contexts(), 1, ([key, context]) => {
      if (contextOf(key) !== context && !but.has(key) && isOpen(key)) {
        const { path, stamp } = entries.get(key) ?? {};
        files.push({ key, stamp: stamp ?? '', size: 0, touched: 0, ...(path === undefined ? {} : { path }) });
      }
      return undefined;
    });
    return files;
  }
}

/** Only what lies in the folder of one of these says what articles are read with; and another tool has other habits. */
function mayBeReadOtherwise({ tool }: Layout, before: Layout | undefined): boolean {
  return tool === 'eleventy' || tool === 'jekyll' || tool !== before?.tool;
}

const empty: Problem = {
  file: '.',
  reason:
    'holds no articles yet; put .md, .txt or .html files there, each with a title and a date such as `date: 2025-05-04 10:39`',
  severity: 'warning',
};

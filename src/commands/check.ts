import type { Article } from '../articles/article.ts';
import { articlesOut, emptyLibrary } from '../articles/library.ts';
import { formatProblem, type Problem } from '../articles/problem.ts';
import { Outdated } from '../articles/source.ts';
import { findStale } from '../publishing/freshness.ts';
import { findIdle } from '../publishing/idle.ts';
import { findUnfit } from '../publishing/unfit.ts';
import { loadSettings } from '../settings/sources.ts';
import type { Folder } from '../storage/folder.ts';
import type { Run } from './command.ts';
import { complainOfSettings, fromHere } from './complaints.ts';
import { openLibrary } from './library.ts';

/** Prints every problem of the articles. 0: none; 1: some; 2: it could not look. */
export const check: Run = async ({ flags, json, operands: [folder] }, surroundings) => {
  const { cwd, clock, print, mention, complain } = surroundings;
  const loaded = await loadSettings({ ...surroundings, flags, ...(folder === undefined ? {} : { folder }) });
  if ('problems' in loaded) {
    complainOfSettings(loaded.problems, surroundings);
    return 2;
  }
  const { settings } = loaded;
  try {
    const source = await openLibrary(settings, surroundings);
    const library = await source.read(emptyLibrary);
    const inBodies = await readBodies(source, library.articles);
    const { site, feeds } = settings;
    const now = clock();
    const unfit = await findUnfit(library, source, site, feeds, now);
    const out = articlesOut(library, now);
    const idle = findIdle(feeds, site.language, library.articles, out);
    const stale = findStale(feeds, site.language, out, now);
    const problems = inOrder([...library.problems, ...inBodies, ...unfit, ...idle, ...stale]).map((problem) =>
      fromHere(problem, settings.folder, cwd),
    );
    if (json) print(JSON.stringify(problems.map(toJson), null, 2));
    else for (const problem of problems) print(formatProblem(problem));
    mention(`${count(library.articles.length, 'article')}, ${count(problems.length, 'problem')}`);
    return problems.length === 0 ? 0 : 1;
  } catch (error) {
    complain(`the articles could not be checked: ${error instanceof Error ? error.message : String(error)}`);
    return 2;
  }
};

/** Some problems show only where a body is rendered. A few at a time, to keep few in memory. */
async function readBodies(source: Folder, articles: readonly Article[]): Promise<readonly Problem[]> {
  const problems: Problem[] = [];
  const rest = articles.values();
  const work = async () => {
    for (const article of rest) problems.push(...(await readBody(source, article)));
  };
  await Promise.all([work(), work(), work(), work()]);
  return problems;
}

async function readBody(source: Folder, article: Article): Promise<readonly Problem[]> {
  try {
    return (await source.content(article)).problems;
  } catch (error) {
    if (!(error instanceof Outdated)) throw error;
    const reason = 'changed while it was being checked: check again';
    return [{ file: article.key, reason, severity: 'warning' }];
  }
}

/** By file and place, each once. */
function inOrder(problems: readonly Problem[]): readonly Problem[] {
  const once = new Map(problems.map((problem) => [formatProblem(problem), problem]));
  return [...once.values()].sort(
    (a, b) =>
      (a.file < b.file ? -1 : a.file > b.file ? 1 : 0) ||
      (a.line ?? 0) - (b.line ?? 0) ||
      (a.column ?? 0) - (b.column ?? 0),
  );
}

function toJson({ file, line, column, reason, severity }: Problem): object {
  return { file, line, column, severity, reason };
}

function count(number: number, noun: string): string {
  return `${number === 0 ? 'no' : number} ${noun}${number === 1 ? '' : 's'}`;
}

import type { Article } from '../articles/article.ts';
import { settleClaims } from '../articles/claims.ts';
import { byNewest, type Library } from '../articles/library.ts';
import type { Problem } from '../articles/problem.ts';
import type { Entry } from './entry.ts';
import { breathe, forEachOf } from './pace.ts';
import type { Survey } from './survey.ts';

/** A library made of a survey. */
export interface Gathering {
  readonly library: Library;
  readonly survey: Survey;
  /** Two articles that claim one id or address: what was said of it. */
  readonly contested: readonly Problem[];
  /** Keys of the articles that lost such a claim and are not in the library. */
  readonly lost: ReadonlySet<string>;
}

/** `previous` itself becomes the library when it already tells all of this. */
export async function gather(
  survey: Survey,
  previous: Library,
  last: Gathering | undefined,
): Promise<Gathering> {
  const stands =
    last?.library === previous && (await hasSameArticles(survey.entries, last.survey.entries))
      ? last
      : undefined;
  const { articles, contested, lost } = stands
    ? { articles: previous.articles, contested: stands.contested, lost: stands.lost }
    : settle(await sortByAge(survey.entries, previous));
  const problems = sortProblems([...survey.problems, ...contested, ...(await problemsOf(survey.entries))]);
  const isSame =
    isSameList(articles, previous.articles) && isSameList(problems.map(tell), previous.problems.map(tell));
  return { library: isSame ? previous : { articles, problems }, survey, contested, lost };
}

function settle(sorted: readonly Article[]): {
  readonly articles: readonly Article[];
  readonly contested: readonly Problem[];
  readonly lost: ReadonlySet<string>;
} {
  const { kept, problems } = settleClaims(sorted);
  const lost = new Set<string>();
  if (kept.length < sorted.length) {
    const served = new Set(kept);
    for (const article of sorted) if (!served.has(article)) lost.add(article.key);
  }
  return { articles: kept, contested: problems, lost };
}

type Entries = ReadonlyMap<string, Entry>;

async function hasSameArticles(now: Entries, before: Entries): Promise<boolean> {
  if (now.size !== before.size) return false;
  let isSame = true;
  await forEachOf(now.values(), 1, ({ key, article }) => {
    if (before.get(key)?.article !== article) isSame = false;
    return undefined;
  });
  return isSame;
}

/** Newest first. Begins with the earlier order, so that sorting has next to nothing left to do. */
async function sortByAge(entries: Entries, previous: Library): Promise<readonly Article[]> {
  const articles: Article[] = [];
  const placed = new Set<string>();
  await forEachOf(previous.articles, 1, (article) => {
    if (entries.get(article.key)?.article === article) {
      articles.push(article);
      placed.add(article.key);
    }
    return undefined;
  });
  await forEachOf(entries.values(), 1, ({ key, article }) => {
    if (article !== undefined && !placed.has(key)) articles.push(article);
    return undefined;
  });
  await breathe();
  return articles.sort(byNewest);
}

async function problemsOf(entries: Entries): Promise<readonly Problem[]> {
  const problems: Problem[] = [];
  await forEachOf(entries.values(), 1, ({ composed, trouble }) => {
    if (composed !== undefined && composed.problems.length > 0) problems.push(...composed.problems);
    if (trouble !== undefined) problems.push(trouble);
    return undefined;
  });
  return problems;
}

/** By file, line and column. */
function sortProblems(problems: readonly Problem[]): readonly Problem[] {
  return [...problems].sort(
    (a, b) =>
      (a.file < b.file ? -1 : a.file > b.file ? 1 : 0) ||
      (a.line ?? 0) - (b.line ?? 0) ||
      (a.column ?? 0) - (b.column ?? 0),
  );
}

const tell = ({ file, line, column, reason, severity }: Problem): string =>
  JSON.stringify([file, line, column, reason, severity]);

const isSameList = <T>(a: readonly T[], b: readonly T[]): boolean =>
  a === b || (a.length === b.length && a.every((one, index) => one === b[index]));

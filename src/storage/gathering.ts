import type { Article } from '../articles/article.ts';
import { Claims } from '../articles/claims.ts';
import { byNewest, type Library } from '../articles/library.ts';
import type { Problem } from '../articles/problem.ts';
import { forEachOf } from './pace.ts';
import { insertEach, mergeSorted, removeEach, sortInPieces } from './sorting.ts';
import type { Survey } from './survey.ts';

/** Makes libraries of surveys, each from the one before, with work in proportion to what changed. */
export interface Gathering {
  /** `previous` itself when it already tells all of this. */
  gather(survey: Survey, previous: Library): Promise<Library>;
  /** Whether the article at a key lost its id or address to another, and is not in the library. */
  isLost(key: string): boolean;
  /** Keys of all that are lost; the same set as long as they are the same. */
  lost(): ReadonlySet<string>;
}

/** Of two articles that claim one id, until one of them is out: the order of files decides nothing. */
const inOrder = (a: Article, b: Article): number =>
  byNewest(a, b) || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0);

/** Changes from which it is cheaper to go through all articles once than through the list for each. */
const many = 200;

export function createGathering(): Gathering {
  const claims = new Claims();
  const problems = new Map<string, readonly Problem[]>();
  let articles: readonly Article[] = [];
  let lost: ReadonlySet<string> = new Set();
  let library: Library = { articles: [], problems: [] };

  async function takeIn({ entries }: Survey): Promise<void> {
    const removed: Article[] = [];
    const added: Article[] = [];
    // What comes while this is at work is of the next reading.
    const touched = [...entries.touched];
    await forEachOf(touched, 1, ([key, before]) => {
      const { article: now, problems: told } = entries.told(key);
      if (told.length > 0) problems.set(key, told);
      else problems.delete(key);
      if (before === now) return undefined;
      if (before !== undefined) removed.push(before);
      if (now !== undefined) added.push(now);
      return undefined;
    });
    articles = await replace(articles, removed, added);
    await forEachOf(removed, 1, (article) => {
      claims.remove(article);
      return undefined;
    });
    await forEachOf(added, 1, (article) => {
      claims.add(article);
      return undefined;
    });
    entries.touched.clear();
  }

  return {
    isLost: (key) => lost.has(key),
    lost: () => lost,
    async gather(survey, previous) {
      const hasNews = survey.entries.touched.size > 0;
      if (hasNews) await takeIn(survey);
      const settled = claims.settle();
      const losers = settled.lost.map(({ key }) => key);
      if (losers.length !== lost.size || !losers.every((key) => lost.has(key))) lost = new Set(losers);
      const kept = lost.size === 0 ? articles : articles.filter(({ key }) => !lost.has(key));
      const told = sortProblems([...survey.problems, ...settled.problems, ...[...problems.values()].flat()]);
      library = succeed(library, { articles: kept, problems: told });
      return succeed(previous, library);
    },
  };
}

/** Whatever of it is the same already. */
function succeed(previous: Library, next: Library): Library {
  if (previous === next) return previous;
  const articles = isSameList(next.articles, previous.articles) ? previous.articles : next.articles;
  const isSame =
    articles === previous.articles && isSameList(next.problems.map(tell), previous.problems.map(tell));
  if (isSame) return previous;
  return articles === next.articles ? next : { ...next, articles };
}

async function replace(
  articles: readonly Article[],
  removed: readonly Article[],
  added: readonly Article[],
): Promise<readonly Article[]> {
  if (removed.length === 0 && added.length === 0) return articles;
  if (removed.length + added.length < many) {
    const list = [...articles];
    removeEach(list, removed, inOrder);
    insertEach(list, added, inOrder);
    return list;
  }
  const without = new Set(removed);
  const rest: Article[] = [];
  await forEachOf(articles, 1, (article) => {
    if (!without.has(article)) rest.push(article);
    return undefined;
  });
  return mergeSorted(rest, await sortInPieces(added, inOrder), inOrder);
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

const tell = ({ file, line, column, reason, severity, unpublished, out }: Problem): string =>
  JSON.stringify([file, line, column, reason, severity, unpublished, out]);

const isSameList = <T>(a: readonly T[], b: readonly T[]): boolean =>
  a === b || (a.length === b.length && a.every((one, index) => one === b[index]));

import type { News } from './clerk.ts';
import type { Clerks } from './clerks.ts';
import { codeOf, reasonOf } from './stored.ts';
import type { Layout } from './tool.ts';

/**
 * Searches the folder as a whole.
 * @throws an Error that tells in a sentence why it cannot be read
 */
export async function searchAll(
  clerks: Clerks,
  folder: string,
  order: Parameters<Clerks['search']>[0],
): Promise<News> {
  try {
    const news = await clerks.search(order);
    if (news === undefined) throw new Error(`the search of ${folder} has no result`);
    return news;
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
export function refuseLoss(
  folder: string,
  layout: Layout,
  news: News,
  earlier: { readonly entries: { readonly size: number }; readonly identity: string } | undefined,
): void {
  if (earlier === undefined || earlier.entries.size === 0 || news.total > 0) return;
  const isReplaced = earlier.identity !== news.identity || news.missing.length === layout.starts.length;
  if (!isReplaced || news.closed.length > 0) return;
  throw new Error(
    `The folder of articles ${folder} was replaced by an empty one; see whether its disk is mounted, or start again to serve no articles`,
  );
}

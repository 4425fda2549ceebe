import type { Article } from './article.ts';
import type { Problem } from './problem.ts';

/** A permalink as two of them are compared: decoded, without a slash at the end of its path; case matters. */
function place(permalink: string): string {
  const bare = permalink.replace(/\/+(?=[?#]|$)/, '');
  if (!bare.includes('%')) return bare;
  try {
    // decodeURI leaves what is encoded for a reason (%2F, %3F) as it stands, in either case of its letters.
    return decodeURI(bare).replace(/%[0-9a-f]{2}/gi, (octet) => octet.toUpperCase());
  } catch {
    return bare;
  }
}

function isContested(articles: readonly Article[]): boolean {
  const ids = new Set(articles.map(({ id }) => id));
  if (ids.size < articles.length) return true;
  return new Set(articles.map(({ permalink }) => place(permalink))).size < articles.length;
}

/** Whose claim is the older: what readers have comes before what they have not, then the first published, then by key. */
function byClaim(a: Article, b: Article): number {
  const unpublished = Number(a.status !== 'published') - Number(b.status !== 'published');
  return unpublished || a.published - b.published || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0);
}

function complain(loser: Article, byId: Article | undefined, byPlace: Article | undefined): Problem[] {
  const tell = (reason: string): Problem => ({ file: loser.key, reason, severity: 'error' });
  const problems: Problem[] = [];
  if (byId !== undefined) {
    problems.push(
      tell(
        `"${loser.key}" has the id of "${byId.key}" (${loser.id}), which keeps it; give "${loser.key}" another id, or delete it if it is a copy`,
      ),
    );
  }
  if (byPlace !== undefined && byPlace !== byId) {
    problems.push(
      tell(
        `"${loser.key}" has the address of "${byPlace.key}" (${loser.permalink}), which keeps it; give "${loser.key}" another slug or permalink`,
      ),
    );
  }
  return problems;
}

/**
 * Sees to it that no id and no permalink belongs to two articles. The first published keeps what two of them claim, a
 * published one before a draft or a withdrawn one; the other is left out, with an `error` on its own file that names both.
 * When nothing is contested, `kept` is `articles` itself; else it is in the same order.
 */
export function settleClaims(articles: readonly Article[]): {
  readonly kept: readonly Article[];
  readonly problems: readonly Problem[];
} {
  if (!isContested(articles)) return { kept: articles, problems: [] };
  const ids = new Map<string, Article>();
  const places = new Map<string, Article>();
  const problems: Problem[] = [];
  const lost = new Set<Article>();
  for (const article of [...articles].sort(byClaim)) {
    const where = place(article.permalink);
    const complaints = complain(article, ids.get(article.id), places.get(where));
    if (complaints.length > 0) {
      lost.add(article);
      problems.push(...complaints);
    } else {
      ids.set(article.id, article);
      places.set(where, article);
    }
  }
  return { kept: articles.filter((article) => !lost.has(article)), problems };
}

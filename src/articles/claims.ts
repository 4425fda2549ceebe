import type { Article } from './article.ts';
import { Claimants } from './claimants.ts';
import type { Problem } from './problem.ts';

/** A permalink as two of them are compared: decoded, without a slash at the end of its path; case matters. */
function place(permalink: string): string {
  const bare = mayHaveEnd.test(permalink) ? permalink.replace(/\/+(?=[?#]|$)/, '') : permalink;
  if (!bare.includes('%')) return bare;
  try {
    // decodeURI leaves what is encoded for a reason (%2F, %3F) as it stands, in either case of its letters.
    return decodeURI(bare).replace(/%[0-9a-f]{2}/gi, (octet) => octet.toUpperCase());
  } catch {
    return bare;
  }
}

/** Most have none, and are seen to have none in no time. */
const mayHaveEnd = /[?#]|\/$/;

/** Whose claim is the older: what readers have comes before what they have not, then the first published, then by key. */
function byClaim(a: Article, b: Article): number {
  const unpublished = Number(a.status !== 'published') - Number(b.status !== 'published');
  return unpublished || a.published - b.published || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0);
}

function complain(loser: Article, byId: Article | undefined, byPlace: Article | undefined): Problem[] {
  const tell = (reason: string, winner: Article): Problem => ({
    file: loser.key,
    reason,
    severity: 'error',
    unpublished: loser.status !== 'published' || winner.status !== 'published',
    out: {
      from: Math.max(loser.published, winner.published),
      until: Math.min(loser.expires ?? Number.POSITIVE_INFINITY, winner.expires ?? Number.POSITIVE_INFINITY),
    },
  });
  const problems: Problem[] = [];
  if (byId !== undefined) {
    problems.push(
      tell(
        `"${loser.key}" has the id of "${byId.key}" (${loser.id}), which keeps it; give "${loser.key}" another id, or delete it if it is a copy`,
        byId,
      ),
    );
  }
  if (byPlace !== undefined && byPlace !== byId) {
    problems.push(
      tell(
        `"${loser.key}" has the address of "${byPlace.key}" (${loser.permalink}), which keeps it; give "${loser.key}" another slug or permalink`,
        byPlace,
      ),
    );
  }
  return problems;
}

/**
 * Sees to it that no id and no permalink belongs to two articles. The first published keeps what two of them claim, a
 * published one before a draft or a withdrawn one; the other is lost, with an `error` on its own file that names both.
 */
export class Claims {
  /** Those who share an id or a place with another. */
  readonly #rivals = new Set<ReadonlySet<Article>>();
  readonly #ids = new Claimants(({ id }) => id, this.#rivals);
  readonly #places = new Claimants(({ permalink }) => place(permalink), this.#rivals);

  add(article: Article): void {
    this.#ids.add(article);
    this.#places.add(article);
  }

  remove(article: Article): void {
    this.#ids.remove(article);
    this.#places.remove(article);
  }

  /** Takes time in proportion to the rivals, not to all. Problems come in the order of age. */
  settle(): { readonly lost: readonly Article[]; readonly problems: readonly Problem[] } {
    const ids = new Map<string, Article>();
    const places = new Map<string, Article>();
    const problems: Problem[] = [];
    const lost: Article[] = [];
    const rivals = new Set([...this.#rivals].flatMap((some) => [...some]));
    for (const article of [...rivals].sort(byClaim)) {
      const where = place(article.permalink);
      const complaints = complain(article, ids.get(article.id), places.get(where));
      if (complaints.length > 0) {
        lost.push(article);
        problems.push(...complaints);
      } else {
        ids.set(article.id, article);
        places.set(where, article);
      }
    }
    return { lost, problems };
  }
}

/** All at once. When nothing is contested, `kept` is `articles` itself; else it is in the same order. */
export function settleClaims(articles: readonly Article[]): {
  readonly kept: readonly Article[];
  readonly problems: readonly Problem[];
} {
  const claims = new Claims();
  for (const article of articles) claims.add(article);
  const { lost, problems } = claims.settle();
  if (lost.length === 0) return { kept: articles, problems };
  const without = new Set(lost);
  return { kept: articles.filter((article) => !without.has(article)), problems };
}

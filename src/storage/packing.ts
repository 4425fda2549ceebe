import type { Article } from '../articles/article.ts';
import type { Draft } from '../articles/compose.ts';
import type { Fingerprint } from '../articles/identity.ts';
import type { Instant } from '../articles/instant.ts';
import { type Entry, plain } from './entry.ts';
import { PackedArticle } from './packedarticle.ts';

/**
 * The article of an entry that a pack can hold: of a file that lies where its key says, with an id of the register and
 * nothing more to tell. Others are not many; articles that are in use and not packed stay the objects that they are.
 */
export function articleToPack({
  key,
  path,
  digest,
  revision,
  composed,
  article,
  trouble,
}: Entry): Article | undefined {
  if (path !== undefined || trouble !== undefined || !revision.startsWith(digest)) return undefined;
  if (article !== undefined) {
    const isHeld = composed === plain && article instanceof PackedArticle;
    return isHeld && article.key === key && article.revision === revision ? article : undefined;
  }
  if (composed?.article === undefined || composed.id !== undefined || composed.name !== key) return undefined;
  if (composed.problems.length > 0 || composed.article.revision !== revision) return undefined;
  return withRoomForId(composed.article);
}

/** Without an id, that is the empty one. */
export const withRoomForId = (draft: Draft): Article =>
  'id' in draft ? (draft as Article) : { ...draft, id: '' };

/** By what an article is known again; its words are read when they are asked for. */
export class Print implements Fingerprint {
  readonly key: string;
  readonly digest: string;
  readonly #article: Draft;

  constructor(key: string, article: Draft, digest: string) {
    this.key = key;
    this.digest = digest;
    this.#article = article;
  }

  get title(): string {
    return this.#article.title;
  }

  get slug(): string {
    return this.#article.slug;
  }

  get published(): Instant {
    return this.#article.published;
  }
}

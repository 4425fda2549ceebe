import type { Article } from '../articles/article.ts';
import type { Composed } from '../articles/compose.ts';
import type { Problem } from '../articles/problem.ts';
import type { ReadingContext } from '../articles/reading/reading.ts';
import type { Inspection } from './inspection.ts';
import type { Mentions } from './mentions.ts';
import { factsOf, PackedArticle } from './packedarticle.ts';
import type { Stamp } from './stored.ts';
import type { Found } from './walk.ts';

/** What is remembered of one stored file from one reading to the next. */
export interface Entry {
  readonly key: string;
  /** Where a link leads; undefined when the file is where its key says. */
  readonly path?: string;
  /** The state of the file that this tells of; undefined when it must be looked at again whatever its state. */
  readonly stamp?: Stamp;
  readonly context: ReadingContext;
  /** See Inspection.digest. */
  readonly digest: string;
  readonly revision: string;
  /** Of a file that is an article or should be one; once it has its article, without that, and without a name that is its key. */
  readonly composed?: Composed;
  /** The article under its id. */
  readonly article?: Article;
  readonly mentions?: Mentions;
  /** Why the file could not be read this time. */
  readonly trouble?: Problem;
}

/** In the place of a name that is the key. */
export const ownKey = '';
/** Of an article that has its id of the register, under its key, and no problems. */
export const plain: Composed = { name: ownKey, problems: [] };

/** The same but for some fields. */
export function amend(entry: Entry, changes: Partial<Entry>): Entry {
  const { key, path, stamp, context, digest, revision, composed, article, mentions, trouble } = entry;
  return {
    key,
    path,
    stamp,
    context,
    digest,
    revision,
    composed,
    article,
    mentions,
    trouble,
    ...changes,
  };
}

/**
 * What is now known of a stored file: the earlier article when its bytes did not change, or when the file cannot be read
 * just now. Undefined for a file that is gone.
 *
 * @param isSettled whether the file was last touched so long ago that another change would give it another stamp: clocks
 * of disks tick slowly
 */
export function enter(
  found: Found,
  earlier: Entry | undefined,
  context: ReadingContext,
  inspection: Inspection,
  isSettled: boolean,
): Entry | undefined {
  const { key, path } = found;
  if ('trouble' in inspection) {
    const { trouble, problem } = inspection;
    if (trouble === 'gone') return undefined;
    return trouble === 'large' ? refuse(found, context, problem) : keep(found, earlier, context, problem);
  }
  const { digest, revision, composed, mentions, fault, isEmpty, stamp } = inspection;
  if (isEmpty && earlier?.article !== undefined) return keep(found, earlier, context, emptied(key));
  const isKnown = earlier?.composed !== undefined && earlier.revision === revision;
  return {
    key,
    path,
    stamp: isSettled ? stamp : undefined,
    context,
    digest,
    revision: revision === digest ? digest : revision,
    composed: isKnown ? earlier.composed : composed,
    article: isKnown ? known(earlier) : undefined,
    mentions: isKnown ? earlier.mentions : mentions,
    trouble: fault,
  };
}

/** Another object when its body could not be had meanwhile, so that what was made without it is made anew. */
function known({ article, trouble }: Entry): Article | undefined {
  return article === undefined || trouble === undefined ? article : new PackedArticle(factsOf(article));
}

/** A file that is no article whatever it holds, until it has another stamp. */
export function refuse({ key, path, stamp }: Found, context: ReadingContext, trouble: Problem): Entry {
  return { key, path, stamp, context, digest: '', revision: '', trouble };
}

const emptied = (key: string): Problem => ({
  file: key,
  reason:
    'is empty now, so its article stays as it was; write it again, or delete the file to take the article back',
  severity: 'error',
});

/** Whatever is known stays, and the file is looked at again at the next reading. */
function keep(found: Found, earlier: Entry | undefined, context: ReadingContext, trouble: Problem): Entry {
  if (earlier === undefined) return { ...refuse(found, context, trouble), stamp: undefined };
  return amend(earlier, { stamp: undefined, trouble });
}

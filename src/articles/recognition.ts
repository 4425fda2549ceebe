import type { Fingerprint, Present } from './identity.ts';
import { urlUuid } from './uuid.ts';

/** An article as it was when it was last seen under its key, with the id that is its own for ever. */
export interface Remembered extends Fingerprint {
  readonly id: string;
}

/** What is to be remembered from now on under `article.key`. */
export interface Recognised {
  readonly article: Remembered;
  /** The key under which it was remembered until now, and no longer is: the article has moved. */
  readonly from?: string;
}

export interface Recognition {
  /** In the order of the asked. */
  readonly ids: readonly string[];
  /** Only what differs from what is remembered; empty when nothing does. */
  readonly changes: readonly Recognised[];
}

/**
 * By what a moved article is known again, best first: marks that are equal mean the same piece, undefined means that
 * there is nothing to compare. The first rule only tells copies of one text apart, of which several vanished at once.
 */
const rules: readonly ((print: Fingerprint) => string | undefined)[] = [
  ({ digest, slug }) => digest && `${slug}\n${digest}`,
  ({ digest }) => digest || undefined,
  ({ slug, published }) => slug && `${slug}\n${published}`,
  ({ title, published }) => title && `${title}\n${published}`,
];

const byKey = (a: Fingerprint, b: Fingerprint): number => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0);

const remember = ({ key, title, slug, published, digest }: Fingerprint, id: string): Remembered => ({
  key,
  id,
  title,
  slug,
  published,
  digest,
});

const isSame = (a: Fingerprint, b: Fingerprint): boolean =>
  a.digest === b.digest && a.title === b.title && a.slug === b.slug && a.published === b.published;

/**
 * Gives every asked article its id. A key that is remembered keeps its id, whatever changed. A key never seen takes over
 * the id of a remembered article whose key is not `present` any more and that is the same piece: same digest, else same
 * slug and instant, else same title and instant; every such article is given away once at the most, where several fit the
 * first by key goes first. All others get a new id, a hash of site and key, so that a lost register gives it again.
 *
 * Vanished articles stay remembered, since a folder may come back; a copy beside its original is an article of its own.
 * The order of the asked decides nothing. Takes time in proportion to asked and remembered; to asked alone when every
 * key is known.
 *
 * @param remembered by key
 * @param site public base without a slash at the end; enters new ids only, so that a change of domain changes none
 */
export function recognise(
  remembered: ReadonlyMap<string, Remembered>,
  asked: readonly Fingerprint[],
  present: Present,
  site: string,
): Recognition {
  const changes: Recognised[] = [];
  const strangers = new Map<string, Fingerprint>();
  for (const print of asked) {
    const before = remembered.get(print.key);
    if (before === undefined) strangers.set(print.key, print);
    else if (!isSame(before, print)) changes.push({ article: remember(print, before.id) });
  }
  if (strangers.size > 0) {
    const moved = findMoved([...strangers.values()].sort(byKey), vanished(remembered, asked, present));
    changes.push(...moved.found, ...nameNew(moved.left, remembered, site));
  }
  const now = new Map(changes.map(({ article }) => [article.key, article.id]));
  return { ids: asked.map(({ key }) => now.get(key) ?? remembered.get(key)?.id ?? ''), changes };
}

/** In reverse order of keys, as `findMoved` takes them from the end. */
function vanished(
  remembered: ReadonlyMap<string, Remembered>,
  asked: readonly Fingerprint[],
  present: Present,
): readonly Remembered[] {
  const here = new Set(asked.map(({ key }) => key));
  const gone: Remembered[] = [];
  for (const [key, article] of remembered) if (!present.has(key) && !here.has(key)) gone.push(article);
  return gone.sort((a, b) => byKey(b, a));
}

function findMoved(
  strangers: readonly Fingerprint[],
  vanished: readonly Remembered[],
): { readonly found: readonly Recognised[]; readonly left: readonly Fingerprint[] } {
  const found: Recognised[] = [];
  const gone = new Set(vanished);
  let left = strangers;
  for (const rule of rules) {
    if (gone.size === 0 || left.length === 0) break;
    const candidates = new Map<string, Remembered[]>();
    for (const one of gone) {
      const mark = rule(one);
      if (!mark) continue;
      const alike = candidates.get(mark);
      if (alike === undefined) candidates.set(mark, [one]);
      else alike.push(one);
    }
    left = left.filter((print) => {
      const mark = rule(print);
      const match = mark ? candidates.get(mark)?.pop() : undefined;
      if (match === undefined) return true;
      gone.delete(match);
      found.push({ article: remember(print, match.id), from: match.key });
      return false;
    });
  }
  return { found, left };
}

function nameNew(
  prints: readonly Fingerprint[],
  remembered: ReadonlyMap<string, Remembered>,
  site: string,
): readonly Recognised[] {
  if (prints.length === 0) return [];
  const isTaken = takenIds(remembered, prints.length);
  const taken = new Set<string>();
  return prints.map((print) => {
    const name = `${site}/${print.key.normalize('NFC')}`;
    let id = idOf(name);
    // Taken by an article that began at this key and moved away before another was put in its place.
    for (let n = 2; taken.has(id) || isTaken(id); n += 1) id = idOf(`${name}#${n}`);
    taken.add(id);
    return { article: remember(print, id) };
  });
}

/** Joined, for a template would keep every part of a hundred thousand of them as a string of its own. */
const idOf = (name: string): string => ['urn:uuid', urlUuid(name)].join(':');

/** For a few, a look through all of them takes less than an index. */
function takenIds(remembered: ReadonlyMap<string, Remembered>, count: number): (id: string) => boolean {
  if (count > 10) {
    const ids = new Set<string>();
    for (const { id } of remembered.values()) ids.add(id);
    return (id) => ids.has(id);
  }
  return (id) => {
    for (const one of remembered.values()) if (one.id === id) return true;
    return false;
  };
}

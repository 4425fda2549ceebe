import { type Fingerprint, isOwnName, type Present } from './identity.ts';
import { byKey, findLikes, type Seeker } from './likeness.ts';
import { finish, type Steps, stepLength } from './steps.ts';
import { urlUuid } from './uuid.ts';

/** An article as it was when it was last seen under its key, with the id that is its own for ever. */
export interface Remembered extends Fingerprint {
  readonly id: string;
}

/** What is remembered, by key; a Map will do. */
export interface Register {
  get(key: string): Remembered | undefined;
  keys(): Iterable<string>;
  /** Keys of all that have a digest or an instant of one of these, perhaps of others too; without it, of all. */
  resembling?(prints: readonly Fingerprint[]): Iterable<string>;
  /** Whether something is remembered under the key of a print, with its text; without it, that is looked at. */
  isAsItWas?(print: Fingerprint): boolean;
  /** Whether one of them has an id; without it, all are looked through. */
  hasId?(id: string): boolean;
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

/** What stands under a key that is remembered, and what stood there. */
interface Edit {
  readonly print: Fingerprint;
  readonly before: Remembered;
}

/**
 * Gives every asked article its id, content before key.
 *
 * 1. The same text under the same key is the same article.
 * 2. So is another text under the same key that has the same title, or the same slug and instant: an edit.
 * 3. Anything else, under a key never seen or one that held something without any likeness, is the remembered article that
 *    it is by its text (see `findLikes`), if that is no longer where it was.
 * 4. What is left has the id of its key, unless that moved away, else a new one: a hash of site and key, so that a lost
 *    register gives it again.
 *
 * What is remembered is never forgotten, since a file may come back; a copy beside its original is an article of its own.
 * The order of the asked decides nothing. Takes time in proportion to asked and remembered; to asked alone when nothing is
 * there but what was, and edits.
 *
 * @param remembered by key
 * @param site public base without a slash at the end; enters new ids only, so that a change of domain changes none
 */
export function* recogniseInSteps(
  remembered: Register,
  asked: readonly Fingerprint[],
  present: Present,
  site: string,
): Steps<Recognition> {
  const changes: Recognised[] = [];
  const strangers = new Map<string, Fingerprint>();
  const edits: Edit[] = [];
  const known: string[] = [];
  let step = 0;
  for (const print of asked) {
    if (++step % stepLength === 0) yield;
    const before = remembered.get(print.key);
    known.push(before?.id ?? '');
    if (before === undefined) strangers.set(print.key, print);
    else if (before.digest !== print.digest && !isOwnName(print.key)) edits.push({ print, before });
    else if (!isSame(before, print)) changes.push({ article: remember(print, before.id) });
  }
  const { kept, doubtful, replaced } = weigh(edits, strangers);
  const keep = ({ print, before }: Edit): number => changes.push({ article: remember(print, before.id) });
  kept.forEach(keep);
  if (strangers.size + doubtful.length + replaced.length > 0) {
    const gone = findVanished(remembered, asked, present);
    const { exchanged, others } = findExchanged(doubtful, [...gone, ...replaced.map(({ before }) => before)]);
    others.forEach(keep);
    const rest = yield* place([...replaced, ...exchanged], [...strangers.values()], gone, remembered, site);
    for (const change of rest) changes.push(change);
  }
  const now = new Map<string, string>();
  for (const { article } of changes) {
    if (++step % stepLength === 0) yield;
    now.set(article.key, article.id);
  }
  return { ids: asked.map(({ key }, index) => now.get(key) ?? known[index] ?? ''), changes };
}

/** All at once. */
export function recognise(...parts: Parameters<typeof recogniseInSteps>): Recognition {
  return finish(recogniseInSteps(...parts));
}

/** `kept` are edits for sure, `doubtful` are unless their text is known from elsewhere, `replaced` have nothing of what was. */
function weigh(edits: readonly Edit[], strangers: ReadonlyMap<string, Fingerprint>) {
  const kept: Edit[] = [];
  const doubtful: Edit[] = [];
  const replaced: Edit[] = [];
  const sought = new Set(edits.map(({ before }) => before.digest));
  const shown = new Map<string, Fingerprint[]>();
  const show = (print: Fingerprint): void => {
    if (!sought.has(print.digest)) return;
    const others = shown.get(print.digest);
    if (others === undefined) shown.set(print.digest, [print]);
    else others.push(print);
  };
  if (edits.length > 0) strangers.forEach(show);
  for (const { print } of edits) show(print);
  for (const edit of edits) {
    const { print, before } = edit;
    const copies = shown.get(before.digest) ?? [];
    const isTitled = print.title === before.title;
    // A slug that the same text has not under another name is one that the name gives, to whatever is stored under it.
    const isDated =
      print.published === before.published &&
      print.slug === before.slug &&
      copies.every(({ slug }) => slug === before.slug);
    if (isTitled && copies.length === 0) kept.push(edit);
    else if (isTitled || isDated) doubtful.push(edit);
    else replaced.push(edit);
  }
  return { kept, doubtful, replaced };
}

/** Files of one title, or of one day and slug, that changed places, or were moved over another. */
function findExchanged(doubtful: readonly Edit[], free: readonly Remembered[]) {
  if (doubtful.length === 0) return { exchanged: [], others: [] };
  const known = new Set([...free, ...doubtful.map(({ before }) => before)].map(({ digest }) => digest));
  const exchanged = doubtful.filter(({ print }) => known.has(print.digest));
  return { exchanged, others: doubtful.filter(({ print }) => !known.has(print.digest)) };
}

/** Of what is stored no more, all that may be one of the asked by its text: see `findLikes`. */
function findVanished(
  remembered: Register,
  asked: readonly Fingerprint[],
  present: Present,
): readonly Remembered[] {
  const gone: Remembered[] = [];
  let here: ReadonlySet<string> | undefined;
  for (const key of remembered.resembling?.(asked) ?? remembered.keys()) {
    if (present.has(key)) continue;
    here ??= new Set(asked.map((print) => print.key));
    const article = here.has(key) ? undefined : remembered.get(key);
    if (article !== undefined) gone.push(article);
  }
  return gone;
}

/**
 * In an order in which, wherever a crash cuts it off, every id is remembered once and with its own text: what stood under a
 * key that something else has from now on is put aside first.
 */
function* place(
  replaced: readonly Edit[],
  strangers: readonly Fingerprint[],
  vanished: readonly Remembered[],
  remembered: Register,
  site: string,
): Steps<readonly Recognised[]> {
  const displaced = replaced.map(({ before }) => before);
  const seekers: Seeker[] = [];
  if (vanished.length + displaced.length > 0) {
    for (const print of strangers) seekers.push({ print, isKnown: false });
    for (const { print } of replaced) seekers.push({ print, isKnown: true });
  }
  const found = findLikes(seekers, vanished, displaced, remembered);
  const moved = new Set(found.values());
  const aside: Recognised[] = [];
  const moves: Recognised[] = [];
  const edits: Recognised[] = [];
  const unknown = strangers.filter((print) => !found.has(print));
  const placeAside = new Map<Remembered, string>();
  for (const { print, before } of replaced) {
    if (found.has(print)) {
      const key = keyAside(before);
      placeAside.set(before, key);
      aside.push({ article: { ...before, key }, from: before.key });
    } else if (moved.has(before)) unknown.push(print);
    else edits.push({ article: remember(print, before.id) });
  }
  for (const [print, match] of found) {
    moves.push({ article: remember(print, match.id), from: placeAside.get(match) ?? match.key });
  }
  const named = yield* nameNew(unknown.sort(byKey), remembered, site);
  return aside.length + moves.length + edits.length === 0 ? named : [...aside, ...moves, ...edits, ...named];
}

/** No file is stored under such a key, nor any other article put aside. */
const keyAside = ({ id }: Remembered): string => `/${id}`;

function* nameNew(
  prints: readonly Fingerprint[],
  remembered: Register,
  site: string,
): Steps<readonly Recognised[]> {
  if (prints.length === 0) return [];
  const isTaken = takenIds(remembered);
  const taken = new Set<string>();
  const named: Recognised[] = [];
  for (const print of prints) {
    if (named.length % stepLength === 0) yield;
    const name = `${site}/${print.key.normalize('NFC')}`;
    let id = idOf(name);
    // Taken by an article that began at this key and moved away when another was put in its place, or before.
    for (let n = 2; taken.has(id) || isTaken(id); n += 1) id = idOf(`${name}#${n}`);
    taken.add(id);
    named.push({ article: remember(print, id) });
  }
  return named;
}

/** Joined, for a template would keep every part of a hundred thousand of them as a string of its own. */
const idOf = (name: string): string => ['urn:uuid', urlUuid(name)].join(':');

function takenIds(remembered: Register): (id: string) => boolean {
  if (remembered.hasId !== undefined) return (id) => remembered.hasId?.(id) === true;
  const ids = new Set(Array.from(remembered.keys(), (key) => remembered.get(key)?.id));
  return (id) => ids.has(id);
}

import type { Fingerprint, IdRegister, Present } from '../articles/identity.ts';
import { byKey } from '../articles/likeness.ts';
import type { EntryMap } from './entries.ts';
import { type Entry, ownKey, plain } from './entry.ts';
import { forEachOf } from './pace.ts';
import { sortInPieces } from './sorting.ts';
import type { Survey } from './survey.ts';

interface Nameless {
  readonly entry: Entry;
  readonly asked: Fingerprint;
}

/** Gives their ids to the articles that have none yet. */
export type GiveIds = (survey: Survey) => Promise<void>;

/**
 * Ids are what the file names, else what the register says. Drafts are asked for too; until they are out, nobody knows
 * their ids.
 */
export function createNaming(ids: IdRegister): GiveIds {
  function set(
    entry: { -readonly [field in keyof Entry]: Entry[field] },
    id: string | undefined,
    entries: EntryMap,
  ): void {
    const { composed, key } = entry;
    if (composed?.article === undefined || id === undefined) return;
    const { name, problems } = composed;
    const isPlain = composed.id === undefined && name === key && problems.length === 0;
    // In place, for nobody has seen it yet: what is left behind a hundred thousand of them takes long to be let go.
    entry.article = Object.assign(composed.article, { id });
    entry.composed = isPlain ? plain : { id: composed.id, name: name === key ? ownKey : name, problems };
    if (isPlain) entries.condense(key);
  }

  async function identify(asked: readonly Fingerprint[], present: Present): Promise<readonly string[]> {
    return (await ids.identifyMany?.(asked, present)) ?? ids.identify(asked, present);
  }

  return async (survey) => {
    const { entries, unread } = survey;
    const nameless: Nameless[] = [];
    await forEachOf([...entries.touched.keys()], 1, (key) => {
      const entry = entries.get(key);
      if (entry?.composed?.article === undefined || entry.article !== undefined) return undefined;
      const { composed, digest } = entry;
      if (composed.id !== undefined) {
        set(entry, composed.id, entries);
      } else {
        const { title, slug, published } = entry.composed.article;
        nameless.push({ entry, asked: { key: composed.name, title, slug, published, digest } });
      }
      return undefined;
    });
    if (nameless.length === 0) return;
    const hidden = new Set(unread);
    let names: ReadonlySet<string> | undefined;
    const has = (name: string): boolean => {
      if (entries.has(name) || hidden.has(name)) return true;
      names ??= ownNames(entries.values());
      return names.has(name);
    };
    // In order, as new ids are given in order: sorted here, where others have their turn.
    const sorted = await sortInPieces(nameless, (a, b) => byKey(a.asked, b.asked));
    const given = await identify(
      sorted.map(({ asked }) => asked),
      { has },
    );
    let index = 0;
    await forEachOf(sorted, 1, ({ entry }) => {
      set(entry, given[index++], entries);
      return undefined;
    });
  };
}

/**
 * Whether something stands under a name where another piece was, of which nothing is left there: it may have moved to
 * where nobody has looked yet, when only a part of what changed was told.
 */
export function hasReplaced({ entries }: Survey): boolean {
  for (const [key, before] of entries.touched) {
    const entry = entries.get(key);
    const now = entry?.article === undefined ? entry?.composed?.article : undefined;
    if (before === undefined || now === undefined || now.title === before.title) continue;
    if (now.slug !== before.slug || now.published !== before.published) return true;
  }
  return false;
}

/** Names that articles have in the register which are not their keys. */
function ownNames(entries: Iterable<Entry>): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { key, composed } of entries) {
    if (composed !== undefined && composed.name !== ownKey && composed.name !== key) names.add(composed.name);
  }
  return names;
}

import { lstat } from 'node:fs/promises';
import type { Fingerprint, IdRegister, Present } from '../articles/identity.ts';
import { byKey } from '../articles/likeness.ts';
import type { EntryMap } from './entries.ts';
import { pathOf } from './inside.ts';
import { forEachOf } from './pace.ts';
import { sortInPieces } from './sorting.ts';
import { isGone } from './stored.ts';
import type { Survey } from './survey.ts';

interface Nameless {
  readonly key: string;
  readonly asked: Fingerprint;
}

/** Gives their ids to the articles that have none yet. */
export type GiveIds = (survey: Survey) => Promise<void>;

/**
 * Ids are what the file names, else what the register says. Drafts are asked for too; until they are out, nobody knows
 * their ids.
 */
export function createNaming(ids: IdRegister, folder: string): GiveIds {
  /**
   * Takes away what is no longer there, of all that one of these may have been before it moved: a search that goes on
   * while files move meets some of them twice, and a hint may tell of one name only. Else they would be taken for copies.
   */
  async function dropMoved(nameless: readonly Nameless[], entries: EntryMap): Promise<void> {
    const prints = nameless.map(({ asked }) => asked);
    const doubtful = new Set<string>();
    await forEachOf(ids.akin?.(prints) ?? [], 1, (key) => {
      if (key !== undefined && entries.has(key)) doubtful.add(key);
      return undefined;
    });
    await forEachOf(doubtful, 8, async (key) => {
      const entry = entries.get(key);
      if (entry !== undefined && !(await isStored(pathOf(folder, entry)))) entries.delete(key);
    });
  }

  async function identify(asked: readonly Fingerprint[], present: Present): Promise<readonly string[]> {
    return (await ids.identifyMany?.(asked, present)) ?? ids.identify(asked, present);
  }

  return async (survey) => {
    const { entries, unread } = survey;
    const nameless: Nameless[] = [];
    await forEachOf([...entries.touched.keys()], 1, (key) => {
      const asked = entries.nameless(key);
      if (typeof asked === 'string') entries.name(key, asked);
      else if (asked !== undefined) nameless.push({ key, asked });
      return undefined;
    });
    if (nameless.length === 0) return;
    await dropMoved(nameless, entries);
    const hidden = new Set(unread);
    let names: ReadonlySet<string> | undefined;
    const has = (name: string): boolean => {
      if (entries.has(name) || hidden.has(name)) return true;
      names ??= new Set(entries.names());
      return names.has(name);
    };
    // In order, as new ids are given in order: sorted here, where others have their turn.
    const there: Nameless[] = [];
    await forEachOf(nameless, 1, (one) => {
      if (entries.has(one.key)) there.push(one);
      return undefined;
    });
    const sorted = await sortInPieces(there, (a, b) => byKey(a.asked, b.asked));
    const given = await identify(
      sorted.map(({ asked }) => asked),
      { has },
    );
    let index = 0;
    await forEachOf(sorted, 1, ({ key }) => {
      const id = given[index++];
      if (id !== undefined) entries.name(key, id);
      return undefined;
    });
  };
}

/** Whatever else is wrong with it, it is there. */
const isStored = (path: string): Promise<boolean> =>
  lstat(path).then(
    () => true,
    (error: unknown) => !isGone(error),
  );

/**
 * Whether something stands under a name where another piece was, of which nothing is left there: it may have moved to
 * where nobody has looked yet, when only a part of what changed was told.
 */
export function hasReplaced({ entries }: Survey): boolean {
  for (const [key, before] of entries.touched) {
    if (before === undefined) continue;
    const entry = entries.get(key);
    const now = entry?.article === undefined ? entry?.composed?.article : undefined;
    if (now === undefined || now.title === before.title) continue;
    if (now.slug !== before.slug || now.published !== before.published) return true;
  }
  return false;
}

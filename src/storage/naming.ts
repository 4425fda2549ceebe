import type { Fingerprint, IdRegister, Present } from '../articles/identity.ts';
import { byKey } from '../articles/likeness.ts';
import { forEachOf } from './pace.ts';
import { sortInPieces } from './sorting.ts';
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
export function createNaming(ids: IdRegister): GiveIds {
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
    const hidden = new Set(unread);
    let names: ReadonlySet<string> | undefined;
    const has = (name: string): boolean => {
      if (entries.has(name) || hidden.has(name)) return true;
      names ??= new Set(entries.names());
      return names.has(name);
    };
    // In order, as new ids are given in order: sorted here, where others have their turn.
    const sorted = await sortInPieces(nameless, (a, b) => byKey(a.asked, b.asked));
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

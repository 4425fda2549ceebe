import type { Fingerprint, IdRegister } from '../articles/identity.ts';
import type { Entry } from './entry.ts';
import { forEachOf } from './pace.ts';
import type { Survey } from './survey.ts';

/**
 * Gives their ids to the articles that have none yet: the one that the file names, else what the register says. Drafts
 * are asked for too; until they are out, nobody knows their ids.
 */
export async function giveIds({ entries, unread }: Survey, ids: IdRegister): Promise<void> {
  const nameless: { readonly entry: Entry; readonly asked: Fingerprint }[] = [];
  await forEachOf(entries.values(), 1, (entry) => {
    const { composed, digest } = entry;
    if (composed?.article === undefined || entry.article !== undefined) return undefined;
    if (composed.id !== undefined) {
      set(entries, entry, composed.id);
    } else {
      const { title, slug, published } = composed.article;
      nameless.push({ entry, asked: { key: composed.name, title, slug, published, digest } });
    }
    return undefined;
  });
  if (nameless.length === 0) return;
  const present = new Set([...entries.keys(), ...unread]);
  await forEachOf(entries.values(), 1, ({ composed }) => {
    if (composed !== undefined) present.add(composed.name);
    return undefined;
  });
  const asked = nameless.map(({ asked }) => asked);
  const given = ids.identify(asked, present);
  for (const [index, { entry }] of nameless.entries()) set(entries, entry, given[index]);
}

function set(entries: Map<string, Entry>, entry: Entry, id: string | undefined): void {
  const article = entry.composed?.article;
  if (article === undefined || id === undefined) return;
  entries.set(entry.key, { ...entry, article: { ...article, id } });
}

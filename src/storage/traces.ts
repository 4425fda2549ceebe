import type { Trace, Traces } from '../articles/trace.ts';
import type { Entry } from './entry.ts';
import { pathOf } from './inside.ts';
import { lookAt } from './inspection.ts';
import { forEachOf } from './pace.ts';
import type { Survey } from './survey.ts';

const filesAtOnce = 8;

/**
 * Reads once more what the files of all articles say of their former addresses, which nothing else has a use for.
 * @param isLost - tells keys of articles that are left out of the library.
 */
export async function readTraces(
  folder: string,
  { entries, unread }: Survey,
  isLost: (key: string) => boolean,
): Promise<Traces> {
  const articles: Trace[] = [];
  const present = new Set([...entries.keys(), ...unread]);
  await forEachOf(entries.values(), filesAtOnce, (entry) => {
    if (entry.composed !== undefined) present.add(entry.composed.name || entry.key);
    if (isLost(entry.key)) return undefined;
    return readTrace(folder, entry).then((trace) => {
      if (trace !== undefined) articles.push(trace);
    });
  });
  return { articles, present };
}

async function readTrace(folder: string, entry: Entry): Promise<Trace | undefined> {
  const { article, composed, key, context } = entry;
  if (article === undefined || composed === undefined) return undefined;
  const look = await lookAt(pathOf(folder, entry), key, context);
  const {
    id: written,
    canonical,
    aliases = [],
  } = ('trouble' in look ? undefined : look.reading())?.fields ?? {};
  return {
    article,
    ...(composed.id === undefined ? { name: composed.name || key } : {}),
    ...(written === undefined ? {} : { written }),
    addresses: canonical === undefined ? aliases : [canonical, ...aliases],
  };
}

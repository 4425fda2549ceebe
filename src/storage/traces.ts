import type { Trace, Traces } from '../articles/trace.ts';
import { type Entry, lookAt } from './entry.ts';
import { forEachOf } from './pace.ts';
import type { Survey } from './survey.ts';

const filesAtOnce = 8;

/**
 * Reads once more what the files of all articles say of their former addresses, which nothing else has a use for.
 * @param lost - keys of articles that are left out of the library.
 */
export async function readTraces({ entries, unread }: Survey, lost: ReadonlySet<string>): Promise<Traces> {
  const articles: Trace[] = [];
  const present = new Set([...entries.keys(), ...unread]);
  await forEachOf(entries.values(), filesAtOnce, (entry) => {
    if (entry.composed !== undefined) present.add(entry.composed.name);
    if (lost.has(entry.key)) return undefined;
    return readTrace(entry).then((trace) => {
      if (trace !== undefined) articles.push(trace);
    });
  });
  return { articles, present };
}

async function readTrace(entry: Entry): Promise<Trace | undefined> {
  const { article, composed, path, key, context } = entry;
  if (article === undefined || composed === undefined) return undefined;
  const look = await lookAt(path, key, context);
  const {
    id: written,
    canonical,
    aliases = [],
  } = ('trouble' in look ? undefined : look.reading())?.fields ?? {};
  return {
    article,
    ...(composed.id === undefined ? { name: composed.name } : {}),
    ...(written === undefined ? {} : { written }),
    addresses: canonical === undefined ? aliases : [canonical, ...aliases],
  };
}

import { createHash } from 'node:crypto';
import type { Article } from '../articles/article.ts';
import type { Use } from '../articles/reading/html.ts';
import type { EntryMap } from './entries.ts';
import { amend } from './entry.ts';
import type { Finder, Lead } from './finder.ts';
import { forEachOf } from './pace.ts';
import { factsOf } from './packedarticle.ts';

/** An address that leads to something stored, and what it led to: another string when that changed. */
export interface Shown {
  readonly address: string;
  readonly use: Use;
  readonly state: string;
  /** Where there is a file behind it. */
  readonly lead?: Lead;
}

/** What rendered articles show of the folder: pictures, recordings, other articles. */
export interface Showings {
  record(article: Article, shown: readonly Shown[]): void;
  /** What an article showed when it was rendered last. */
  of(article: Article): readonly Shown[];
  /**
   * Makes another object, with another revision, of every article of which something that it shows was changed, added or
   * removed since it was rendered: its file is the same, but what readers get of it is not.
   */
  freshen(entries: Pick<EntryMap, 'get' | 'set'>, finder: Finder): Promise<void>;
}

const atOnce = 8;

export function createShowings(): Showings {
  const showings = new Map<string, { readonly revision: string; readonly shown: readonly Shown[] }>();
  return {
    record({ key, revision }, shown) {
      if (shown.length > 0) showings.set(key, { revision, shown });
    },
    of: ({ key, revision }) => {
      const showing = showings.get(key);
      return showing?.revision === revision ? showing.shown : [];
    },
    freshen: (entries, finder) =>
      forEachOf([...showings], atOnce, async ([key, { revision, shown }]) => {
        const entry = entries.get(key);
        if (entry?.article === undefined || entry.article.revision !== revision) {
          showings.delete(key);
          return;
        }
        const states: (string | undefined)[] = [];
        for (const { address, use } of shown) states.push(await finder.state(address, use, entry.article));
        if (states.every((state, index) => state === shown[index]?.state)) return;
        const mark = createHash('sha256').update(JSON.stringify(states)).digest('hex').slice(0, 16);
        const article = { ...factsOf(entry.article), revision: `${entry.revision}.${mark}` };
        entries.set(key, amend(entry, { article }));
        showings.delete(key);
      }),
  };
}

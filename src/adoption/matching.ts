import type { Trace } from '../articles/trace.ts';
import type { FormerItem } from '../feeds/formats/reading/former.ts';
import { contradict, type Home, isSameDay, type Manner, type Rule, rules } from './rules.ts';

/** An item of the former feed and the article that it is. */
export interface Match {
  readonly item: FormerItem;
  readonly trace: Trace;
  readonly by: Manner;
}

export interface Matching {
  /** Each item and each article at most once, in the order of the items. */
  readonly matches: readonly Match[];
  /** Items that tell of an article which an item before them has already, under another id. */
  readonly seconds: readonly Match[];
  /** Items that are no article, with what came near. */
  readonly strangers: readonly Stranger[];
  /** Articles that are no item. */
  readonly left: readonly Trace[];
}

export interface Stranger {
  readonly item: FormerItem;
  /** Articles that it could be, but is not for sure. */
  readonly near: readonly Trace[];
}

/**
 * Finds for each item of a former feed the article that it is: rule by rule, the surest first. What two articles, or for
 * all but the sure rules two items, have a claim to is nobody's: a wrong id hides an article from readers for ever.
 * @param items - no two of them with one id.
 */
export function matchItems(items: readonly FormerItem[], traces: readonly Trace[], home: Home): Matching {
  const found = new Map<FormerItem, Match>();
  const seconds: Match[] = [];
  const near = new Map<FormerItem, Set<Trace>>();
  const keepNear = (item: FormerItem, traces: readonly Trace[]) => {
    if (traces.length > 0) near.set(item, new Set([...(near.get(item) ?? []), ...traces]));
  };
  let openItems = items;
  let openTraces = traces;
  for (const rule of rules(home)) {
    const pairs = pair(rule, openItems, openTraces);
    const taken = new Set<Trace>();
    for (const [item, fits] of pairs.byItem) {
      const [trace, ...others] = fits;
      if (trace === undefined) {
        keepNear(item, pairs.doubtful.get(item) ?? []);
        continue;
      }
      const rivals = pairs.byTrace.get(trace) ?? [];
      if (others.length > 0 || (rivals.length > 1 && !rule.isSure)) {
        keepNear(item, fits);
      } else if (taken.has(trace)) {
        seconds.push({ item, trace, by: rule.by });
      } else {
        taken.add(trace);
        found.set(item, { item, trace, by: rule.by });
      }
    }
    const done = new Set(seconds.map(({ item }) => item));
    openItems = openItems.filter((item) => !found.has(item) && !done.has(item));
    openTraces = openTraces.filter((trace) => !taken.has(trace));
  }
  const order = new Map(items.map((item, index) => [item, index]));
  const byItem = (a: Match, b: Match) => (order.get(a.item) ?? 0) - (order.get(b.item) ?? 0);
  return {
    matches: [...found.values()].sort(byItem),
    seconds: seconds.sort(byItem),
    strangers: openItems.map((item) => ({ item, near: [...(near.get(item) ?? [])] })),
    left: openTraces,
  };
}

interface Pairs {
  readonly byItem: ReadonlyMap<FormerItem, readonly Trace[]>;
  readonly byTrace: ReadonlyMap<Trace, readonly FormerItem[]>;
  /** Articles with the mark of an item that do not agree with it. */
  readonly doubtful: ReadonlyMap<FormerItem, readonly Trace[]>;
}

function pair(rule: Rule, items: readonly FormerItem[], traces: readonly Trace[]): Pairs {
  const index = new Map<string, Trace[]>();
  for (const trace of traces) {
    for (const mark of new Set(rule.marksOfArticle(trace))) append(index, mark, trace);
  }
  const byItem = new Map<FormerItem, readonly Trace[]>();
  const byTrace = new Map<Trace, FormerItem[]>();
  const doubtful = new Map<FormerItem, readonly Trace[]>();
  for (const item of items) {
    const marked = [...new Set(rule.marksOfItem(item).flatMap((mark) => index.get(mark) ?? []))];
    const fits = marked.filter((trace) => agree(rule, item, trace));
    byItem.set(item, fits);
    if (fits.length === 0) doubtful.set(item, marked);
    for (const trace of fits) append(byTrace, trace, item);
  }
  return { byItem, byTrace, doubtful };
}

function agree(rule: Rule, item: FormerItem, { article }: Trace): boolean {
  if (rule.agreement === 'day') return isSameDay(item, article);
  return rule.agreement === 'none' || !contradict(item, article);
}

function append<Key, Value>(lists: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}

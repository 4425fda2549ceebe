import type { Adoption, Holding } from '../articles/identity.ts';
import type { Trace, Traces } from '../articles/trace.ts';
import type { FormerItem } from '../feeds/formats/reading/former.ts';
import { type Match, matchItems } from './matching.ts';
import type { Home, Manner } from './rules.ts';

/** What becomes of an item of the former feed. */
export type Outcome =
  /** The article has its id from now on. */
  | 'adopted'
  /** The article had its id before. */
  | 'known'
  /** It is an article, but that cannot have its id. */
  | 'refused'
  /** It is no article. */
  | 'unmatched';

export interface Verdict {
  readonly item: FormerItem;
  readonly outcome: Outcome;
  readonly article?: Trace['article'];
  readonly by?: Manner;
  /** Why not. */
  readonly reason?: string;
}

export interface Plan {
  /** One for each item, in their order. */
  readonly verdicts: readonly Verdict[];
  readonly adoptions: readonly Adoption[];
  /** Articles that are no item, and have no id of another system from before. */
  readonly left: readonly Trace['article'][];
}

/** Decides which articles get which ids. @param holdings - what the register of ids gives until now. */
export function planAdoption(
  items: readonly FormerItem[],
  traces: Traces,
  holdings: readonly Holding[],
  home: Home,
): Plan {
  const { singles, twins } = separateTwins(items);
  const sorted = [...traces.articles].sort(
    (a, b) => b.article.published - a.article.published || order(a, b),
  );
  const { matches, seconds, strangers, left } = matchItems(singles, sorted, home);
  const judge = createJudge(traces, holdings);
  const verdicts = new Map<FormerItem, Verdict>();
  const adoptions: Adoption[] = [];
  for (const match of matches) {
    const { verdict, adoption } = judge(match);
    verdicts.set(match.item, verdict);
    if (adoption !== undefined) adoptions.push(adoption);
  }
  for (const { item, trace, by } of seconds) {
    const reason = `another item of this feed is "${trace.article.key}" too, and came first`;
    verdicts.set(item, { item, outcome: 'refused', article: trace.article, by, reason });
  }
  for (const { item, near } of strangers) {
    verdicts.set(item, {
      item,
      outcome: 'unmatched',
      reason: near.length > 0 ? doubt(near) : 'no article is like it',
    });
  }
  for (const item of twins) {
    const reason = 'an item before it has the same id, and readers show only one of them';
    verdicts.set(item, { item, outcome: 'refused', reason });
  }
  const adopted = new Set(holdings.filter(({ isAdopted }) => isAdopted).map(({ key }) => key));
  return {
    verdicts: items.flatMap((item) => verdicts.get(item) ?? []),
    adoptions,
    left: left.filter(({ name }) => name !== undefined && !adopted.has(name)).map(({ article }) => article),
  };
}

function doubt(near: readonly Trace[]): string {
  const names = near.slice(0, 3).map(({ article }) => `"${article.key}"`);
  return near.length === 1
    ? `${names[0]} may be it, but not for sure; if it is, write the id as \`id:\` into that file, and adopt again`
    : `several articles are like it (${names.join(', ')}); write the id as \`id:\` into the file of the right one, and adopt again`;
}

const order = (a: Trace, b: Trace): number => (a.article.key < b.article.key ? -1 : 1);

/** Items under an id that another item before them has, and that are not that item once more. */
function separateTwins(items: readonly FormerItem[]): {
  readonly singles: readonly FormerItem[];
  readonly twins: readonly FormerItem[];
} {
  const seen = new Set<string>();
  const twins: FormerItem[] = [];
  const singles = items.filter((item) => {
    if (!seen.has(item.id)) return seen.add(item.id);
    twins.push(item);
    return false;
  });
  return { singles, twins };
}

interface Judgement {
  readonly verdict: Verdict;
  readonly adoption?: Adoption;
}

function createJudge(
  { articles, present }: Traces,
  holdings: readonly Holding[],
): (match: Match) => Judgement {
  const byId = new Map(articles.map((trace) => [trace.article.id, trace]));
  const holders = new Map(holdings.map((holding) => [holding.id, holding]));
  const adopted = new Set(holdings.filter(({ isAdopted }) => isAdopted).map(({ key }) => key));
  return ({ item, trace, by }) => {
    const { article, name } = trace;
    const told = { item, article, by };
    const refuse = (reason: string): Judgement => ({ verdict: { ...told, outcome: 'refused', reason } });
    if (article.id === item.id) return { verdict: { ...told, outcome: 'known' } };
    if (name === undefined)
      return refuse(`its file gives it an id of its own (${article.id}), and it keeps that`);
    if (adopted.has(name))
      return refuse(`it has an id of another system already (${article.id}), and keeps that`);
    const fault = faultOf(item.id);
    if (fault !== undefined) return refuse(fault);
    const other = byId.get(item.id);
    if (other !== undefined) return refuse(`"${other.article.key}" has that id already, and keeps it`);
    const holder = holders.get(item.id);
    if (holder !== undefined && present.has(holder.key)) {
      return refuse(`"${holder.key}" has that id already, and keeps it`);
    }
    // What is stored no more is this very article, under a name and with words by which nobody could know it again.
    const from = holder === undefined ? {} : { from: holder.key };
    return { verdict: { ...told, outcome: 'adopted' }, adoption: { key: name, id: item.id, ...from } };
  };
}

/** Characters; addresses have fewer. */
const longest = 2000;

function faultOf(id: string): string | undefined {
  if (id.includes('\uFFFD')) return 'its id cannot be read: the feed is in another encoding than it says';
  // XML 1.0, 2.2: what no feed can carry; and white space, of which each reader makes what it likes.
  if (/[\p{Cc}\p{Noncharacter_Code_Point}\p{Surrogate}]/u.test(id)) {
    return 'its id has characters that no feed can carry';
  }
  return id.length > longest ? `its id is longer than ${longest} characters` : undefined;
}

import type { Article } from '../articles/article.ts';
import type { Problem } from '../articles/problem.ts';
import type { FeedRules, MadeFeed } from '../feeds/catalogue.ts';
import { mismatch, type Selection } from '../feeds/selection.ts';
import type { Snapshot } from './snapshot.ts';
import { absences, isHopeless, type Vocabulary, vocabularyOf } from './vocabulary.ts';

/** What is told of idle feeds. */
export interface Idle {
  /**
   * To those who write the articles: a term that only a draft has is no mistake. That it is named, or is missed no more,
   * would tell the world what is yet to come, so feeds are told of as unpublished.
   */
  readonly inside: readonly Problem[];
  /** To the world in place of that: of what is out alone, and without the terms. */
  readonly outside: readonly Problem[];
}

const told = new WeakMap<Snapshot, Idle>();

/** Idle feeds and aliases at a snapshot, looked for once. */
export function idleAt(snapshot: Snapshot): Idle {
  const known = told.get(snapshot) ?? look(snapshot);
  told.set(snapshot, known);
  return known;
}

function look(snapshot: Snapshot): Idle {
  const { library, out, site, catalogue } = snapshot;
  const { rules } = catalogue.index;
  const aliases = idleAliases(rules, snapshot);
  const idle = reasons(rules.made, site.language, out, out).map(([feed]) => feed);
  // More articles make no feed idle that is not.
  const feeds = idle.length === 0 ? [] : findIdle(rules, site.language, library.articles, out);
  const inside = feeds.map((problem) => ({ ...problem, unpublished: true }));
  const outside = [...new Set(idle)].map((feed) =>
    warning(
      feed,
      'asks for what no article that is out has: `courant check` says what, where that is a mistake',
    ),
  );
  return { inside: [...inside, ...aliases], outside };
}

/**
 * Feeds made by hand that name what no article has, exclude all that they pick, or pick nothing. Age is no reason: the
 * feed of the last two days may well be empty. Without any article, nothing is told.
 * @param articles - those that count, newest first. @param out - those whose terms may be named, newest first.
 */
export function findIdle(
  { made }: FeedRules,
  siteLanguage: string,
  articles: readonly Article[],
  out: readonly Article[],
): readonly Problem[] {
  return reasons(made, siteLanguage, articles, out).map(([feed, reason]) => warning(feed, reason));
}

function reasons(
  made: readonly MadeFeed[],
  siteLanguage: string,
  articles: readonly Article[],
  out: readonly Article[],
): readonly (readonly [MadeFeed, string])[] {
  if (made.length === 0 || articles.length === 0) return [];
  const there = vocabularyOf(articles, siteLanguage);
  const named = articles === out ? there : vocabularyOf(out, siteLanguage);
  const picks = (selection: Selection) =>
    articles.some((article) => mismatch(selection, article, siteLanguage, 0) === undefined);
  return made.flatMap((feed) =>
    [...whatIsAbsent(feed, there, named), ...whyEmpty(feed, there, picks)].map(
      (reason) => [feed, reason] as const,
    ),
  );
}

function whatIsAbsent({ selection }: MadeFeed, there: Vocabulary, named: Vocabulary): readonly string[] {
  const picked = absences(selection, there, named).map(({ what, meant }) => {
    const remedy =
      meant === undefined ? 'write it as articles do, or take it out' : `did you mean \`${meant}\`?`;
    return `picks the ${what}, which no article has: ${remedy}`;
  });
  // What is to be kept out need not be there; misspelt, it is not kept out.
  const excluded = absences(selection.not ?? {}, there, named).flatMap(({ what, meant }) =>
    meant === undefined ? [] : `excludes the ${what}, which no article has: did you mean \`${meant}\`?`,
  );
  return [...picked, ...excluded];
}

function whyEmpty(
  { selection }: MadeFeed,
  there: Vocabulary,
  picks: (selection: Selection) => boolean,
): readonly string[] {
  const { hours: _, not, ...wanted } = selection;
  if (isHopeless(wanted, there) || picks({ ...wanted, not })) return [];
  return picks(wanted)
    ? ['excludes every article that it picks: take out of `not` what it is to show']
    : ['picks nothing, for no article has all that it asks for: ask for less'];
}

/** Addresses of a former system that stand for a feed that is not there yet, or is misspelt. */
function idleAliases({ aliases }: FeedRules, snapshot: Snapshot): readonly Problem[] {
  return [...aliases].flatMap(([from, to]): Problem[] => {
    if (snapshot.plan(to.slice(0, to.lastIndexOf('/'))) !== undefined) return [];
    const reason = `feeds.aliases: ${from} stands for ${to}, and there is no such feed; /feeds lists those that there are`;
    return [{ file: 'courant.yaml', reason, severity: 'warning' }];
  });
}

function warning({ name }: MadeFeed, reason: string): Problem {
  return { file: 'courant.yaml', reason: `feeds.made: ${name} ${reason}`, severity: 'warning' };
}

import type { Former } from '../adoption/former.ts';
import type { Outcome, Plan, Verdict } from '../adoption/plan.ts';
import type { Article } from '../articles/article.ts';
import { alignColumns } from './columns.ts';

/** What there is to tell of an adoption. */
export interface Adopted {
  readonly former: Former;
  readonly plan: Plan;
  readonly dryRun: boolean;
  /** As seen from the working directory. */
  readonly fileOf: (article: Article) => string;
  /** How many of the adopted were out under another id. */
  readonly served: number;
  /** How many articles that feeds show now, and that are no newer than the former feed, are no item of it. */
  readonly unknown: number;
}

/** More articles without an item are only counted: a feed of thirty tells nothing of an archive of thousands. */
const mostLeft = 20;

export function adoptionLines(adopted: Adopted): readonly string[] {
  const { former, plan, dryRun, fileOf } = adopted;
  const { format, items, documents } = former;
  const where = documents > 1 ? `, in ${documents} documents` : '';
  const more = plan.left.length - mostLeft;
  const left = plan.left.slice(0, mostLeft).map((article) => [`  ${fileOf(article)}`, article.title]);
  return [
    `The former feed has ${count(items.length, 'item')} (${format}${where}).`,
    ...section(dryRun ? 'To be adopted' : 'Adopted', rows(adopted, 'adopted')),
    ...section('Had their ids before', rows(adopted, 'known')),
    ...section('Refused', rows(adopted, 'refused')),
    ...section('Items without an article', rows(adopted, 'unmatched')),
    ...section('Articles without an item', left, plan.left.length),
    ...(more > 0 ? [`  and ${count(more, 'older article')}: --json tells them all`] : []),
    ...remarks(adopted),
  ];
}

function rows({ plan, fileOf }: Adopted, wanted: Outcome): readonly (readonly string[])[] {
  return plan.verdicts
    .filter(({ outcome }) => outcome === wanted)
    .map(({ item, article, by, reason }) => [
      `  ${article === undefined ? item.title || '(no headline)' : fileOf(article)}`,
      shown(item.id),
      reason ?? (by === undefined ? '' : `by its ${by}`),
    ]);
}

/** A feed may hold what commands a terminal. */
function shown(id: string): string {
  const text = id.replace(/[\p{Cc}\p{Bidi_Control}]/gu, '\uFFFD');
  return text.length > 200 ? `${text.slice(0, 199)}…` : text;
}

function section(
  title: string,
  lines: readonly (readonly string[])[],
  total: number = lines.length,
): readonly string[] {
  return lines.length === 0 ? [] : ['', `${title}: ${total}`, ...alignColumns(lines)];
}

function remarks({ former, plan, dryRun, served, unknown }: Adopted): readonly string[] {
  const told: string[] = [];
  if (former.nameless > 0) {
    told.push(
      `${count(former.nameless, 'item')} had neither an id nor a link, and readers had no id for them.`,
    );
  }
  if (served > 0) {
    told.push(
      `${count(served, 'article')} of these had other ids in feeds from here before: readers who subscribed since then see them once more.`,
    );
  }
  if (unknown > 0) {
    told.push(
      `${count(unknown, 'article')} that feeds show now, and older than the newest item, had no item: readers see them as new; a lower \`limit\` under \`feeds\` in courant.yaml shows fewer.`,
    );
  }
  if (dryRun) told.push('Nothing was changed.');
  else if (plan.adoptions.length === 0) told.push('There was nothing to adopt.');
  return told.length === 0 ? [] : ['', ...told];
}

export function adoptionJson({ former, plan, dryRun, fileOf }: Adopted): object {
  const { format, documents, home, nameless, notes } = former;
  const tell = ({ item, outcome, article, by, reason }: Verdict) => ({
    id: item.id,
    title: item.title,
    link: item.addresses[0],
    outcome,
    file: article === undefined ? undefined : fileOf(article),
    by,
    reason,
  });
  return {
    dryRun,
    feed: { format, documents, home, nameless, notes },
    items: plan.verdicts.map(tell),
    articlesWithoutItem: plan.left.map((article) => ({
      file: fileOf(article),
      id: article.id,
      title: article.title,
    })),
  };
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

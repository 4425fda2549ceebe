import { type Instant, rfc3339 } from '../articles/instant.ts';
import { formatProblem, type Problem } from '../articles/problem.ts';
import type { Site } from '../articles/site.ts';
import { encodePath } from '../feeds/address.ts';
import type { Examination } from '../storage/folder.ts';
import { alignColumns } from './columns.ts';
import type { Membership } from './membership.ts';

/** All that is known of one file, to be told. */
export interface Explanation {
  /** As seen from the working directory. */
  readonly file: string;
  readonly examination: Examination;
  readonly problems: readonly Problem[];
  /** Why nobody may see it. */
  readonly hidden: string | undefined;
  readonly memberships: readonly Membership[];
  readonly site: Site;
}

/** For programs. */
export function explanationJson({ file, examination, problems, hidden, memberships }: Explanation): object {
  const { article } = examination;
  return {
    file,
    id: article?.id,
    title: article?.title,
    permalink: article?.permalink,
    status: article?.status,
    out: article === undefined ? false : hidden === undefined,
    hidden,
    published: written(article?.published),
    updated: written(article?.updated),
    expires: written(article?.expires),
    feeds: memberships.map(({ definition: { path, title }, position, reason }) => ({
      path,
      title,
      position,
      reason,
    })),
    fields: Object.fromEntries(fieldsOf(examination).map(({ name, ...rest }) => [name, rest])),
    problems: problems.map(({ file, line, column, severity, reason }) => ({
      file,
      line,
      column,
      severity,
      reason,
    })),
  };
}

/** For people. */
export function explanationLines(explanation: Explanation): readonly string[] {
  const { file, examination, problems } = explanation;
  return [
    ...(examination.article === undefined ? [`${file} makes no article.`] : facts(explanation)),
    ...section('Problems', problems.map(formatProblem)),
    ...feedSections(explanation),
    ...section(
      'Where its fields come from',
      alignColumns(fieldsOf(examination).map(({ name, value, origin }) => [name, shown(value), origin])),
    ),
  ];
}

function facts({ file, examination: { article }, hidden, site }: Explanation): readonly string[] {
  if (article === undefined) return [];
  const { title, id, permalink, published, updated, expires, status } = article;
  return alignColumns([
    ['Title', title],
    ['File', file],
    ['Id', id],
    ['Address', permalink],
    ['Published', inZone(published, site.timezone)],
    ...(updated === published ? [] : [['Updated', inZone(updated, site.timezone)]]),
    ...(expires === undefined ? [] : [['Expires', inZone(expires, site.timezone)]]),
    ['Status', hidden === undefined ? 'out' : `${status}, and not to be seen: ${hidden}`],
  ]);
}

function feedSections({ memberships, site }: Explanation): readonly string[] {
  const row = ({ definition: { path, title } }: Membership, told: string) => [
    title,
    `${site.url}${encodePath(path)}/rss.xml`,
    told,
  ];
  const inside = memberships.flatMap((membership) =>
    membership.position === undefined ? [] : [row(membership, `number ${membership.position}`)],
  );
  const outside = memberships.flatMap((membership) =>
    membership.reason === undefined || membership.foreign ? [] : [row(membership, membership.reason)],
  );
  const foreign = memberships.filter((membership) => membership.foreign).length;
  const others = foreign === 0 ? [] : [`and ${foreign} of other sections, tags and authors`];
  return [
    ...section('In the feeds', alignColumns(inside)),
    ...section('Not in the feeds', [...alignColumns(outside), ...others]),
  ];
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['', `${title}:`, ...lines.map((line) => `  ${line}`)];
}

const instants = new Set(['date', 'updated', 'embargo', 'expires']);

interface ToldField {
  readonly name: string;
  readonly value: unknown;
  readonly origin: string;
}

function fieldsOf({ reading: { fields, origins } }: Examination): readonly ToldField[] {
  const told = new Map<string, string>(Object.entries(origins));
  return Object.entries(fields).flatMap(([name, value]) => {
    if (value === undefined) return [];
    const readable = instants.has(name) && typeof value === 'number' ? rfc3339(value) : value;
    return [{ name, value: readable, origin: told.get(name) ?? 'the file' }];
  });
}

function inZone(instant: Instant, timeZone: string): string {
  const utc = rfc3339(instant);
  if (timeZone === 'UTC') return utc;
  const format = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'long', timeZone });
  return `${utc}, in ${timeZone}: ${format.format(instant)}`;
}

function written(instant: Instant | undefined): string | undefined {
  return instant === undefined ? undefined : rfc3339(instant);
}

function shown(value: unknown): string {
  const text = (typeof value === 'string' ? value : JSON.stringify(value)).replace(/\s+/g, ' ');
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}

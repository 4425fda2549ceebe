import type { Instant } from './instant.ts';

/**
 * Something wrong that a person can mend, told with its place and its remedy.
 * An `error` leaves the article out; with a `warning` it is served, but not as its writer meant it.
 */
export interface Problem {
  /** Relative to the folder of articles, `/` between the parts; or an absolute path for what lies outside it. */
  readonly file: string;
  /** Both count from 1; a column counts UTF-16 units, as editors do. */
  readonly line?: number;
  readonly column?: number;
  /** One sentence: what is wrong, and what to do about it. */
  readonly reason: string;
  readonly severity: 'error' | 'warning';
  /** Its file says that it is not to be seen (a draft, an embargo), so that nothing served may name it. */
  readonly unpublished?: boolean;
  /** From when to when what it tells of is out: nothing served may name it before or after. */
  readonly out?: { readonly from?: Instant; readonly until?: Instant };
}

/** May it be told to the world at `now`? */
export function isPublic({ unpublished, out }: Problem, now: Instant): boolean {
  return unpublished !== true && now >= (out?.from ?? now) && now < (out?.until ?? Number.POSITIVE_INFINITY);
}

/** `file:line:column: what is wrong`, the form that editors and CI systems link to. */
export function formatProblem({ file, line, column, reason, severity }: Problem): string {
  const place = [file, line, line === undefined ? undefined : (column ?? 1)].filter(
    (part) => part !== undefined,
  );
  return `${place.join(':')}: ${severity === 'warning' ? 'warning: ' : ''}${reason}`;
}

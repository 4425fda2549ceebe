import type { Instant } from '../instant.ts';
import type { Entries, Entry } from './datum.ts';
import type { Tool } from './reading.ts';
import { find, kindOf, shown, spotOf, truthOf } from './scalars.ts';
import type { Sheet } from './sheet.ts';
import { parseTimestamp } from './timestamp.ts';
import { isZone } from './zones.ts';

/** When it came out, best first. */
const dateNames = [
  'date',
  'publisheddate',
  'datepublished',
  'pubdate',
  'published',
  'publishdate',
  'publishedat',
  'publishedon',
  'publishedtime',
  'publicationdate',
  'posted',
  'postedat',
];
/** Where `date` stands too, one of these tells when the article may be seen, as in Hugo. */
const releaseNames = ['publishdate', 'pubdate', 'published'];
const updatedNames = [
  'updated',
  'lastmod',
  'lastmodifiedat',
  'lastmodified',
  'updateddate',
  'dateupdated',
  'updatedat',
  'updatedon',
  'modified',
  'modifieddate',
  'datemodified',
  'modifiedat',
  'lastupdated',
  'revised',
];
const embargoNames = [
  'embargo',
  'embargoed',
  'embargoeduntil',
  'embargountil',
  'embargodate',
  'releasedate',
  'releaseat',
];
const expiresNames = [
  'expires',
  'expirydate',
  'expires',
  'expiresat',
  'expireson',
  'expirationdate',
  'expiration',
  'expiry',
  'unpublishdate',
  'unpublishat',
];
const zoneNames = ['timezone', 'tz'];

/** Where clock times without an offset are, and what a day without a time of day begins with. */
export interface Calendar {
  readonly timezone: string;
  readonly tool?: Tool;
}

/**
 * The four moments of an article. One that cannot be read is an error, for a guess would publish too early, too late or
 * for ever; only `updated` is left out with a warning.
 */
export function readDates(entries: Entries, sheet: Sheet, calendar: Calendar): void {
  const zone = find(entries, zoneNames);
  const own = zone === undefined ? undefined : zoneOf(zone, sheet);
  const local = own === undefined ? calendar : { ...calendar, timezone: own };
  const names = calendar.tool === 'hugo' ? [...dateNames, 'lastmod', 'modified'] : dateNames;
  const date = findMoment(entries, names);
  if (date !== undefined) {
    putMoment('date', date, sheet, local);
  }
  const embargo = findMoment(entries, embargoNames);
  const release = findMoment(entries, releaseNames);
  if (embargo !== undefined) putMoment('embargo', embargo, sheet, local);
  else if (release !== undefined && release !== date) putMoment('embargo', release, sheet, local);
  const updated = findMoment(entries, updatedNames);
  if (updated !== undefined) sheet.put('updated', momentOf(updated, sheet, local, 'warning'), updated.origin);
  const expires = findMoment(entries, expiresNames);
  if (expires !== undefined && !isNever(expires, sheet)) {
    putMoment('expires', expires, sheet, local);
  }
}

function putMoment(
  field: 'date' | 'embargo' | 'expires',
  entry: Entry,
  sheet: Sheet,
  calendar: Calendar,
): void {
  const instant = momentOf(entry, sheet, calendar, 'error');
  if (instant === undefined) sheet.failed.add(field);
  sheet.put(field, instant, entry.origin);
}

/** The first that is given and neither empty nor a truth value: `published: false` is no date. */
function findMoment(entries: Entries, names: readonly string[]): Entry | undefined {
  for (const name of names) {
    const entry = entries.get(name);
    if (entry === undefined || truthOf(entry.datum) !== undefined) continue;
    if (entry.datum.kind !== 'text' || entry.datum.text.trim() !== '') return entry;
  }
  return undefined;
}

function momentOf(
  entry: Entry,
  sheet: Sheet,
  { timezone, tool }: Calendar,
  severity: 'error' | 'warning',
): Instant | undefined {
  const { datum, name } = entry;
  const tell = (reason: string): void => {
    if (severity === 'error') sheet.error(spotOf(entry), reason);
    else sheet.warn(spotOf(entry), reason);
  };
  if (datum.kind !== 'text') {
    tell(`"${name}" is a ${kindOf(datum)}, but should be one date, like 2025-05-04 10:39`);
    return undefined;
  }
  if (/^(?:last modified|created|git (?:last modified|created))$/i.test(datum.text.trim())) {
    tell(
      `"${name}" is "${shown(datum.text)}", but the times that a file system keeps change with every copy and are never ` +
        'taken for a date; write the date out, like 2025-05-04',
    );
    return undefined;
  }
  const parsed = parseTimestamp(datum.text, timezone, tool === 'eleventy' ? 'utc' : 'local');
  if ('fault' in parsed) {
    tell(
      `"${name}" is "${shown(datum.text)}", and ${parsed.fault}; write it like 2025-05-04 10:39 or 2025-05-04T10:39:00+03:00`,
    );
    return undefined;
  }
  if (parsed.note !== undefined) {
    sheet.warn(spotOf(entry), `"${name}": ${parsed.note}; add an offset like +01:00 to say which is meant`);
  }
  return parsed.instant;
}

/** Databases write the last year they know for "never". */
function isNever(entry: Entry, sheet: Sheet): boolean {
  if (entry.datum.kind !== 'text') return false;
  if (/^(?:never|none)$/i.test(entry.datum.text.trim())) return true;
  if (!/^9999-/.test(entry.datum.text.trim())) return false;
  sheet.warn(
    spotOf(entry),
    `"${entry.name}" is in the year 9999, which was taken for never; leave the line out`,
  );
  return true;
}

function zoneOf(entry: Entry, sheet: Sheet): string | undefined {
  const text = entry.datum.kind === 'text' ? entry.datum.text.trim() : '';
  if (isZone(text)) return text;
  sheet.error(
    spotOf(entry),
    `"${entry.name}" is no time zone; write one like Europe/Istanbul, or leave the line out`,
  );
  return undefined;
}

import type { Instant } from '../instant.ts';
import { type Clue, readClues } from './clues.ts';
import { offsetMinutes } from './offset.ts';
import { instantIn, isZone, type Resolution, utcInstant, type WallTime } from './zones.ts';

/** `note` tells how a doubtful clock time was understood. */
export type Timestamp = { readonly instant: Instant; readonly note?: string } | { readonly fault: string };

/** RFC 3339 section 5.6 and its cousins: any of seconds, fraction, offset and time of day may be missing. */
const iso =
  /^(\d{4})-(\d{2})-(\d{2})(?:[Tt ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?[ ]?([Zz]|[+-]\d{2}:?\d{2})?)?$/;

/** No date of an article: databases write year 0 or 1 for "none" and 9999 for "never". */
const firstYear = 1900;
const lastYear = 9998;

/**
 * Reads a moment as people and programs write it: RFC 3339, RFC 822, `10:39 | 04 May 2025`, `May 4, 2025 10:39 CET`,
 * months in English, Turkish, German or Spanish. Never guesses: `04/05/2025`, seconds since 1970 and names that several
 * zones share are faults. A text without offset or zone is in `zone` (IANA); one without a time of day is midnight
 * there, or in UTC where `dateOnly` says so. A clock time that occurs twice is the first, one that never occurs moves on.
 */
export function parseTimestamp(text: string, zone: string, dateOnly: 'local' | 'utc'): Timestamp {
  const trimmed = text.trim();
  const clue = readIso(trimmed) ?? readClues(trimmed);
  if ('fault' in clue) return clue;
  return faultOf(clue) ?? resolve(clue, zone, dateOnly);
}

function readIso(text: string): Clue | undefined {
  const match = iso.exec(text);
  if (match === null) return undefined;
  const [, year, month, day, hour, minute, second, fraction, offset] = match;
  return {
    wall: {
      year: Number(year),
      month: Number(month),
      day: Number(day),
      hour: Number(hour ?? 0),
      minute: Number(minute ?? 0),
      second: Number(second ?? 0),
      millisecond: fraction === undefined ? 0 : Number(fraction.padEnd(3, '0').slice(0, 3)),
    },
    timed: hour !== undefined,
    offset: offset === undefined ? undefined : offsetMinutes(offset),
  };
}

function faultOf({ wall, offset, zone }: Clue): { fault: string } | undefined {
  const { year, month, day, hour, minute, second } = wall;
  if (month < 1 || month > 12) return { fault: `there is no month ${month}` };
  const days = new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();
  if (day < 1 || day > days) return { fault: `that month has no day ${day}` };
  if (hour > 23 || minute > 59 || second > 60) return { fault: 'clocks never show that time' };
  if (offset !== undefined && Number.isNaN(offset)) return { fault: 'no time zone has that offset' };
  if (zone !== undefined && !isZone(zone)) return { fault: `there is no time zone "${zone}"` };
  if (year < firstYear) return { fault: `it lies before the year ${firstYear}` };
  if (year > lastYear) return { fault: `it lies after the year ${lastYear}` };
  return undefined;
}

function resolve(clue: Clue, siteZone: string, dateOnly: 'local' | 'utc'): Timestamp {
  const { wall, timed, offset } = clue;
  if (offset !== undefined) return { instant: utcInstant(wall) - offset * 60_000 };
  if (!timed && clue.zone === undefined && dateOnly === 'utc') return { instant: utcInstant(wall) };
  const zone = clue.zone ?? siteZone;
  const { instant, resolution } = instantIn(zone, wall);
  return timed && resolution !== 'only' ? { instant, note: noteOf(wall, zone, resolution) } : { instant };
}

function noteOf({ hour, minute }: WallTime, zone: string, resolution: Resolution): string {
  const time = `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
  return resolution === 'moved'
    ? `clocks in ${zone} skip ${time} on that day, so it was moved forward by as much as they are`
    : `clocks in ${zone} show ${time} twice on that day, and the first was taken`;
}

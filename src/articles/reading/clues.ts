import { isSilent, monthOf } from './calendar.ts';
import { offsetMinutes } from './offset.ts';
import type { WallTime } from './zones.ts';

/** What a text says of a moment. Without `timed` the time of day is midnight and was not written. */
export interface Clue {
  readonly wall: WallTime;
  readonly timed: boolean;
  /** Minutes ahead of UTC; NaN for one that cannot be. */
  readonly offset?: number;
  /** IANA name, unchecked. */
  readonly zone?: string;
}

/** RFC 822 section 5.1, and the European ones that mean one zone only. Minutes ahead of UTC. */
const abbreviations: Readonly<Record<string, number>> = {
  Z: 0,
  UT: 0,
  UTC: 0,
  GMT: 0,
  WET: 0,
  WEST: 60,
  CET: 60,
  CEST: 120,
  MEZ: 60,
  MESZ: 120,
  EET: 120,
  EEST: 180,
  TRT: 180,
  MSK: 180,
  EST: -300,
  EDT: -240,
  CST: -360,
  CDT: -300,
  MST: -420,
  MDT: -360,
  PST: -480,
  PDT: -420,
};

const shared = new Set(['BST', 'IST', 'AST', 'SST', 'ECT', 'AMT', 'GST']);

const longest = 100;

/** Each part once, in any order; anything not known to mean something or nothing is a fault. */
const pieces: readonly [RegExp, string][] = [
  [/^[\s,|;]+|^[·•–—-](?=\s)/, 'space'],
  [/^(\d{4})([-/])(\d{1,2})\2(\d{1,2})(?!\d)[Tt]?/, 'date'],
  [/^(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(?!\d)(?:\s*([ap])\.?m\b\.?)?/i, 'time'],
  [/^(\d{1,2})\s*([ap])\.?m\b\.?/i, 'hour'],
  [/^(?:(?:GMT|UTC)\s?)?([+-]\d{1,2}(?::?\d{2})?)(?!\d)/, 'offset'],
  [/^\[?([A-Za-z]+(?:\/[A-Za-z0-9_+-]+)+)\]?/, 'zone'],
  [/^\([^()]*\)$/, 'comment'],
  [/^(\d{4})(?![\d:])/, 'year'],
  [/^(\d{1,2})(?:st|nd|rd|th|er|º)?\.?(?![\d:/])/, 'day'],
  [/^([\p{L}\p{M}]+)\.?/u, 'word'],
];

/** Reads a moment that is not in ISO notation. */
export function readClues(text: string): Clue | { readonly fault: string } {
  const found: Parts = {};
  let rest = text.length > longest ? '' : text;
  if (rest === '') return { fault: 'it is not a date' };
  while (rest !== '') {
    let used = 0;
    for (const [pattern, kind] of pieces) {
      const match = pattern.exec(rest);
      if (match === null) continue;
      const fault = note(found, kind, match);
      if (fault !== undefined) return { fault };
      used = match[0].length;
      break;
    }
    if (used === 0) return { fault: 'it is not a date in a form that means one moment only' };
    rest = rest.slice(used);
  }
  return assemble(found);
}

interface Parts {
  year?: number;
  month?: number;
  day?: number;
  time?: readonly [hour: number, minute: number, second: number, millisecond: number];
  offset?: number;
  zone?: string;
}

function set<Name extends keyof Parts>(found: Parts, name: Name, value: Parts[Name]): string | undefined {
  if (found[name] !== undefined) return `it names the ${name} twice`;
  found[name] = value;
  return undefined;
}

function note(found: Parts, kind: string, match: RegExpExecArray): string | undefined {
  const [, one = '', two = '', three = '', four = '', five = ''] = match;
  switch (kind) {
    case 'date':
      return (
        set(found, 'year', Number(one)) ??
        set(found, 'month', Number(three)) ??
        set(found, 'day', Number(four))
      );
    case 'time':
      return set(found, 'time', [
        clockHour(Number(one), five),
        Number(two),
        Number(three),
        Number(four.padEnd(3, '0').slice(0, 3)),
      ]);
    case 'hour':
      return set(found, 'time', [clockHour(Number(one), two), 0, 0, 0]);
    case 'offset':
      if (found.time === undefined) return 'it has an offset but no time of day';
      return set(found, 'offset', offsetMinutes(one));
    case 'zone':
      return set(found, 'zone', one);
    case 'year':
      return set(found, 'year', Number(one));
    case 'day':
      return set(found, 'day', Number(one));
    case 'word':
      return noteWord(found, one);
    default:
      return undefined;
  }
}

function noteWord(found: Parts, word: string): string | undefined {
  const month = monthOf(word);
  // `mar` is a Spanish Tuesday too, `Mar., 4 mar. 2025`: which of two it is would be a guess.
  if (month !== undefined) return set(found, 'month', month);
  if (isSilent(word)) return undefined;
  const upper = word.toUpperCase();
  const offset = abbreviations[upper];
  if (offset !== undefined) return set(found, 'offset', offset);
  if (shared.has(upper)) return `"${word}" names several time zones, so write an offset like +01:00 instead`;
  return `"${word}" is no part of a date`;
}

/** Midnight is 12 a.m. and noon 12 p.m.; anything past 12 with either is no time at all. */
function clockHour(hour: number, half: string): number {
  if (half === '') return hour;
  if (hour < 1 || hour > 12) return 99;
  return (hour % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
}

function assemble({ year, month, day, time, offset, zone }: Parts): Clue | { readonly fault: string } {
  if (year === undefined || month === undefined || day === undefined) {
    const missing = [
      year === undefined && 'year',
      month === undefined && 'month',
      day === undefined && 'day',
    ];
    return { fault: `it names no ${missing.filter(Boolean).join(', no ')}` };
  }
  const [hour, minute, second, millisecond] = time ?? [0, 0, 0, 0];
  const wall = { year, month, day, hour, minute, second, millisecond };
  return { wall, timed: time !== undefined, ...(offset === undefined ? { zone } : { offset }) };
}

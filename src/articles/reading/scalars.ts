import type { Datum, Entries, Entry, Spot } from './datum.ts';
import type { Sheet } from './sheet.ts';
import { cleanText } from './text.ts';

/** The first of `names` that is given. Names as `nameKey` has them, best first. */
export function find(entries: Entries, names: readonly string[]): Entry | undefined {
  for (const name of names) {
    const entry = entries.get(name);
    if (entry !== undefined) return entry;
  }
  return undefined;
}

/** Where to point when something is wrong with an entry. */
export function spotOf({ datum, spot }: Entry): Spot | undefined {
  return datum.spot ?? spot;
}

/** As much of a value as an error message can show. */
export function shown(text: string): string {
  const clean = cleanText(text);
  return clean.length > 60 ? `${[...clean.slice(0, 59)].join('').toWellFormed()}…` : clean;
}

/** Truth as YAML 1.1, TOML, JSON and people write it; undefined for any other text. */
export function truthOf(datum: Datum): boolean | undefined {
  if (datum.kind !== 'text') return undefined;
  if (/^(?:true|yes|on|y)$/i.test(datum.text.trim())) return true;
  return /^(?:false|no|off|n)$/i.test(datum.text.trim()) ? false : undefined;
}

/** Clean text, or undefined for empty text, for `false` without quotes ("none"), and for anything that is no text. */
export function textOf(datum: Datum | undefined): string | undefined {
  if (datum === undefined || datum.kind !== 'text' || isNone(datum)) return undefined;
  return cleanText(datum.text) || undefined;
}

const isNone = (datum: Datum): boolean =>
  datum.kind === 'text' && datum.plain && /^(?:false|true)$/i.test(datum.text);

/** The text of an entry, or a warning that names what was expected: `expected` as in `a line of text`. */
export function readText(entry: Entry, sheet: Sheet, expected: string): string | undefined {
  const { datum, name } = entry;
  if (datum.kind !== 'text') {
    warnKind(entry, sheet, expected);
    return undefined;
  }
  if (isNone(datum) && datum.text.toLowerCase() === 'true') {
    sheet.warn(spotOf(entry), `"${name}" is ${datum.text}, but should be ${expected}`);
  }
  return textOf(datum);
}

export function warnKind(entry: Entry, sheet: Sheet, expected: string): void {
  sheet.warn(spotOf(entry), `"${entry.name}" is a ${kindOf(entry.datum)}, but should be ${expected}`);
}

/** In words. */
export function kindOf({ kind }: Datum): string {
  return { text: 'text', list: 'list', map: 'group of names and values' }[kind];
}

/** A whole number that is not negative. */
export function numberOf(datum: Datum | undefined): number | undefined {
  const digits = /^\s*(\d{1,15})(?:\.0+)?(?:px)?\s*$/.exec(datum?.kind === 'text' ? datum.text : '')?.[1];
  return digits === undefined ? undefined : Number(digits);
}

/** The value of the first of `names` inside a group. */
export function inside(datum: Datum, names: readonly string[]): Datum | undefined {
  return datum.kind === 'map' ? find(datum.entries, names)?.datum : undefined;
}

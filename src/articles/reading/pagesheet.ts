import { contextCalendar } from './complete.ts';
import type { Calendar } from './dates.ts';
import type { Spot } from './datum.ts';
import { htmlToText } from './plain.ts';
import type { Fields, ReadingContext, SourceFile } from './reading.ts';
import { Sheet } from './sheet.ts';
import { cleanText } from './text.ts';
import { parseTimestamp } from './timestamp.ts';

/** The sheet of a web page: what places in it say, the best placed first, in the words of fields. */
export class PageSheet extends Sheet {
  readonly #calendar: Calendar;
  readonly #text: string;
  readonly #faultyDates: { readonly spot: Spot; readonly reason: string }[] = [];
  #lineStarts: number[] | undefined;

  constructor({ key, text }: SourceFile, context: ReadingContext) {
    super(key);
    this.#calendar = contextCalendar(context);
    this.#text = text;
  }

  /** @param offset into the text of the file, in UTF-16 units */
  spotAt(offset: number): Spot {
    this.#lineStarts ??= [0, ...Array.from(this.#text.matchAll(/\n/g), ({ index }) => index + 1)];
    let low = 0;
    let high = this.#lineStarts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((this.#lineStarts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (this.#lineStarts[low] ?? 0) + 1 };
  }

  /** Sets a field that has no value yet. `source` tells in words where the value stood, `offset` where that is. */
  take<Name extends keyof Fields>(
    name: Name,
    value: Fields[Name] | undefined,
    source: string,
    offset: number,
  ): void {
    if (value !== undefined) this.put(name, value, `${source}, line ${this.spotAt(offset).line}`);
  }

  takeText(
    name: 'title' | 'summary' | 'section',
    raw: string | undefined,
    source: string,
    offset: number,
  ): void {
    this.take(name, plainText(raw), source, offset);
  }

  takeLanguage(raw: string | undefined, source: string, offset: number): void {
    const tag = raw?.trim().replaceAll('_', '-') ?? '';
    const language = /^[a-z]{2,3}(?:-[a-z0-9]{1,8})*$/i.test(tag) ? tag : undefined;
    this.take('language', language, source, offset);
  }

  takeAddress(raw: string | undefined, source: string, offset: number): void {
    this.take('canonical', webAddress(raw), source, offset);
  }

  takeDate(
    name: 'date' | 'updated' | 'expires',
    raw: string | undefined,
    source: string,
    offset: number,
  ): void {
    const text = raw === undefined ? '' : cleanText(raw);
    if (text === '' || this.fields[name] !== undefined) return;
    // Databases write the last year they know for "never".
    if (name === 'expires' && text.startsWith('9999-')) return;
    const { timezone, tool } = this.#calendar;
    const read = parseTimestamp(text, timezone, tool === 'eleventy' ? 'utc' : 'local');
    const spot = this.spotAt(offset);
    if ('fault' in read) {
      const reason = `${source} "${text.slice(0, 60)}" cannot be read: ${read.fault}; write it like 2025-05-04T10:39:00+03:00`;
      if (name === 'date') this.#faultyDates.push({ spot, reason });
      // What is to go at a moment that nobody can read must not stay for ever.
      else if (name === 'expires') this.error(spot, reason);
      else this.warn(spot, reason);
      return;
    }
    if (read.note !== undefined)
      this.warn(spot, `${source} "${text}" is doubtful: ${read.note}; add its offset, like +03:00`);
    this.take(name, read.instant, source, offset);
  }

  /** To be called when every place has been asked: a date that could not be read matters most if no other could. */
  settleDate(): void {
    for (const { spot, reason } of this.#faultyDates) {
      if (this.fields.date !== undefined || this.failed.has('date')) this.warn(spot, reason);
      else {
        this.error(spot, reason);
        this.failed.add('date');
      }
    }
  }
}

/** Plain text of what may be escaped once too often, as many programs do that write metadata; undefined when empty. */
export function plainText(raw: string | undefined): string | undefined {
  if (raw === undefined) return undefined;
  const text = /&(?:#\d+|#x[\da-f]+|[a-z]+\d*);/i.test(raw) ? htmlToText(raw) : raw;
  return cleanText(text.replace(/\s+/g, ' ')) || undefined;
}

/** An absolute http or https address as written, else undefined. */
export function webAddress(raw: string | undefined): string | undefined {
  const address = raw === undefined ? '' : cleanText(raw);
  return /^https?:\/\/[^\s<>"]+$/i.test(address) && URL.canParse(address) ? address : undefined;
}

/** What stands between commas, once each. */
export function listOf(raw: string): readonly string[] {
  const items = raw.split(/[,;]/).map((item) => plainText(item));
  return [...new Set(items.filter((item) => item !== undefined))];
}

export function pixelsOf(raw: string | undefined): number | undefined {
  const number = Number(/^\s*(\d{1,5})(?:\.\d+)?\s*(?:px)?\s*$/i.exec(raw ?? '')?.[1]);
  return number > 0 ? number : undefined;
}

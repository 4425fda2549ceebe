import type { Instant } from '../articles/instant.ts';
import { rfc3339 } from '../articles/instant.ts';
import { direction } from '../words/words.ts';
import { attribute, type Html, html, raw } from './html.ts';

/** `lang` and `dir` for an element in that language (BCP 47). */
export function spokenIn(language: string): Html {
  return html`${attribute('lang', language)} dir="${direction(language)}"`;
}

const parts: Intl.DateTimeFormatOptions = { dateStyle: 'long', timeStyle: 'short' };
const zonedParts: Intl.DateTimeFormatOptions = {
  year: 'numeric',
  month: 'long',
  day: 'numeric',
  hour: 'numeric',
  minute: '2-digit',
  timeZoneName: 'short',
};

/** A `<time>`: for programs in UTC, for people as their language writes it, in that time zone (IANA). */
export function time(instant: Instant, language: string, timezone: string, zoned = false): Html {
  const format = new Intl.DateTimeFormat(localeOf(language), {
    timeZone: timezone,
    ...(zoned ? zonedParts : parts),
  });
  return html`<time datetime="${rfc3339(instant)}">${format.format(instant)}</time>`;
}

/** Joined as the language joins names: `A, B and C`. */
export function list(items: readonly Html[], language: string): Html {
  const pieces = new Intl.ListFormat(localeOf(language), { type: 'conjunction' }).formatToParts(
    items.map((_, index) => String(index)),
  );
  return html`${pieces.map(({ type, value }) => (type === 'element' ? items[Number(value)] : value))}`;
}

/** A phrase of `Words` that takes a name, with markup where the name goes. */
export function phrase(say: (name: string) => string, filling: Html): Html {
  const [before, after] = say('\u0000').split('\u0000');
  return html`${before}${filling}${after}`;
}

/** Languages that Intl has never heard of are no reason to fail; those it cannot parse would throw. */
export function localeOf(language: string): string {
  try {
    return Intl.getCanonicalLocales(language)[0] ?? 'en';
  } catch {
    return 'en';
  }
}

/**
 * Says the beginning of what follows: the letters and digits of a text, an ellipsis at its end aside, are those with
 * which the clean HTML begins.
 */
export function repeats(text: string, clean: string): boolean {
  const said = letters(text);
  return (
    said !== '' &&
    letters(
      clean
        .slice(0, 50 * text.length + 2000)
        .replace(/<[^>]*>/g, ' ')
        .replace(/&(?:#\d+|#x[\da-f]+|\w+);/gi, ' '),
    ).startsWith(said)
  );
}

function letters(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
}

/**
 * Clean HTML with its headings below the `<h1>` of the page: the highest becomes `<h2>`, and none skips a level, so that
 * the outline is whole (WCAG 2.2, technique H42).
 */
export function underHeadline(clean: string): Html {
  const levels = [...new Set(clean.match(/<h[1-6]\b/g) ?? [])].sort();
  const open: number[] = [];
  let last = 1;
  const shifted = clean.replace(/<(\/?)(h[1-6])\b/g, (_, end: string, name: string) => {
    if (end !== '') return `</h${open.pop() ?? last}`;
    last = Math.min(levels.indexOf(`<${name}`) + 2, last + 1, 6);
    open.push(last);
    return `<h${last}`;
  });
  return raw(shifted);
}

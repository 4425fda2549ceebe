import { readAuthors } from './authors.ts';
import { type Calendar, readDates } from './dates.ts';
import type { Entries, Entry } from './datum.ts';
import { readEnclosures, readImage } from './illustrations.ts';

import { find, inside, readText, shown, spotOf, textOf, truthOf, warnKind } from './scalars.ts';
import type { Sheet } from './sheet.ts';
import { readStatus } from './status.ts';
import { readSubjects } from './subjects.ts';
import { cleanText } from './text.ts';

const titleNames = ['title', 'headline'];
/** Best first: what was written for readers of a list before what was written for search engines. */
const summaryNames = ['summary', 'standfirst', 'description', 'excerpt', 'lead', 'lede', 'dek', 'abstract'];
const idNames = ['id', 'guid', 'uuid'];
const languageNames = ['language', 'lang', 'locale', 'languagecode', 'inlanguage'];
const permalinkNames = ['permalink', 'url'];
const canonicalNames = ['canonical', 'canonicalurl', 'canonicallink', 'originalurl'];
/** Hugo; the redirects of Jekyll. */
const aliasNames = ['aliases', 'alias', 'redirectfrom'];
const correctionNames = ['correction', 'corrections', 'correctionnote'];
const relatedNames = ['related', 'relatedarticles', 'relatedposts', 'relatedlinks', 'seealso'];

/**
 * Finds the fields of an article among what its file says of it, under the names that Courant, Jekyll, Hugo, Eleventy and
 * Astro have for them. A value of the wrong kind stops its own field only, except where a guess could publish what must
 * not be. Names that mean nothing here are left alone.
 */
export function readFields(entries: Entries, sheet: Sheet, calendar: Calendar): void {
  readDates(entries, sheet, calendar);
  readStatus(entries, sheet);
  readLine('title', find(entries, titleNames), sheet, 'a line of text');
  readLine('summary', find(entries, summaryNames), sheet, 'text');
  readLine('id', find(entries, idNames), sheet, 'one id');
  readLine('slug', entries.get('slug'), sheet, 'text');
  readLine('correction', find(entries, correctionNames), sheet, 'the text of the correction');
  readAuthors(entries, sheet);
  readSubjects(entries, sheet, calendar.tool);
  readImage(entries, sheet);
  readEnclosures(entries, sheet);
  readLanguage(find(entries, languageNames), sheet);
  readPermalink(find(entries, permalinkNames), sheet);
  readCanonical(find(entries, canonicalNames), sheet);
  readAliases(find(entries, aliasNames), sheet);
  readRelated(find(entries, relatedNames), sheet);
}

type LineField = 'title' | 'summary' | 'id' | 'slug' | 'correction';

/** Words that look like truth values are titles, ids and slugs like any other. */
const literal: ReadonlySet<LineField> = new Set(['title', 'id', 'slug']);

function readLine(field: LineField, entry: Entry | undefined, sheet: Sheet, expected: string): void {
  if (entry === undefined) return;
  const { datum } = entry;
  const text =
    datum.kind === 'text' && literal.has(field) ? cleanText(datum.text) : readText(entry, sheet, expected);
  sheet.put(field, text || undefined, entry.origin);
}

/** BCP 47, with `_` for `-` as locales have it. */
function readLanguage(entry: Entry | undefined, sheet: Sheet): void {
  if (entry === undefined) return;
  const text =
    entry.datum.kind === 'text'
      ? cleanText(entry.datum.text)
      : readText(entry, sheet, 'a language, like en-GB');
  if (text === undefined || text === '') return;
  const tag = text.replace(/\..*$/, '').replaceAll('_', '-');
  try {
    sheet.put('language', Intl.getCanonicalLocales(tag)[0], entry.origin);
  } catch {
    sheet.warn(
      spotOf(entry),
      `"${entry.name}" is "${shown(text)}", which names no language; write one like en or en-GB`,
    );
  }
}

function readPermalink(entry: Entry | undefined, sheet: Sheet): void {
  if (entry === undefined || truthOf(entry.datum) === false) return;
  const text = readText(entry, sheet, 'a path or an address');
  if (text === undefined) return;
  if (/\{\{|\{%|(?:^|\/):[a-z]|^(?:date|pretty|ordinal|weekdate|none)$/i.test(text)) {
    const what = `"${entry.name}" is "${shown(text)}", a pattern that another tool fills in`;
    sheet.warn(spotOf(entry), `${what}; write the address out, or set the pattern under articles.permalink`);
    return;
  }
  sheet.put('permalink', text, entry.origin);
}

function readCanonical(entry: Entry | undefined, sheet: Sheet): void {
  if (entry === undefined || truthOf(entry.datum) === false) return;
  const text = readText(entry, sheet, 'an address');
  if (text === undefined) return;
  if (/^https?:\/\//i.test(text) && URL.canParse(text)) sheet.put('canonical', text, entry.origin);
  else
    sheet.warn(
      spotOf(entry),
      `"${entry.name}" is "${shown(text)}", but should be a whole address, like https://example.org/story`,
    );
}

function readAliases(entry: Entry | undefined, sheet: Sheet): void {
  if (entry === undefined || entry.datum.kind === 'map') return;
  const items = entry.datum.kind === 'list' ? entry.datum.items : [entry.datum];
  const aliases = items.map(textOf).filter((text) => text !== undefined);
  if (aliases.length > 0) sheet.put('aliases', aliases, entry.origin);
}

/** Themes use the name for a switch: `related: true` is no list. */
function readRelated(entry: Entry | undefined, sheet: Sheet): void {
  if (entry === undefined || truthOf(entry.datum) !== undefined) return;
  if (entry.datum.kind === 'map') {
    warnKind(entry, sheet, 'a list of headlines or addresses');
    return;
  }
  const items = entry.datum.kind === 'list' ? entry.datum.items : [entry.datum];
  const related = items
    .map(
      (item) =>
        textOf(item) ??
        textOf(inside(item, ['url', 'link', 'href'])) ??
        textOf(inside(item, ['title', 'headline'])),
    )
    .filter((text) => text !== undefined);
  if (related.length > 0) sheet.put('related', related, entry.origin);
}

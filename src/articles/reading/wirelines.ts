import { nameKey } from './datum.ts';
import { cleanText } from './text.ts';

/** A line of wire copy. */
export interface WireLine {
  /** Clean; empty for a blank line. */
  readonly text: string;
  /** In the file, from 1. */
  readonly number: number;
  /** UTF-16 units before the text. */
  readonly indent: number;
}

export function wireLines(text: string): readonly WireLine[] {
  return text.split('\n').map((line, index) => ({
    text: cleanText(line),
    number: index + 1,
    indent: line.length - line.trimStart().length,
  }));
}

/** The text of a line of a list, or undefined for any other line. */
export function listItem({ text }: { readonly text: string }): string | undefined {
  return isEndMark(text) ? undefined : /^[-–—•*]\s+(\S.*)$/.exec(text)?.[1];
}

/** Nothing comes after it: `-30-`, `###`, `ENDS`. */
export function isEndMark(text: string): boolean {
  return /^(?:-+ ?30 ?-+|#(?: ?#){2,}|\(?-* ?(?:ENDS|ends|Ends|END) ?-*\)?\.?)$/.test(text);
}

/** What labels mean, as front matter would name it. Text in front of any other colon is no label. */
const labels = new Map(
  Object.entries({
    title: 'title headline',
    section: 'section category desk',
    tags: 'tags tag keywords topics',
    byline: 'byline by author authors reporter',
    date: 'date published publisheddate pubdate publishdate publishedat datepublished publicationdate',
    updated: 'updated updateddate updatedat lastupdated lastmodified modified modifieddate',
    embargo: 'embargo embargoed embargoeduntil embargodate releasedate',
    expires: 'expires expirydate expirationdate expiry',
    slug: 'slug',
    id: 'id guid uuid',
    language: 'language lang',
    summary: 'summary standfirst description abstract',
    image: 'image picture photo',
    imagealt: 'imagealt alt alttext',
    imagecaption: 'imagecaption caption',
    imagecredit: 'imagecredit credit photocredit',
    enclosure: 'enclosure audio attachment',
    status: 'status',
    correction: 'correction corrections',
    canonical: 'canonical canonicalurl',
    permalink: 'permalink url',
    timezone: 'timezone',
  }).flatMap(([name, words]) => words.split(' ').map((word): [string, string] => [word, name])),
);

export interface Labelled {
  /** As front matter would name it. */
  readonly key: string;
  /** As written. */
  readonly label: string;
  readonly value: string;
}

/** `Published Date: 10:39 | 04 May 2025`, or undefined for a line without a label that means something. */
export function labelled(text: string): Labelled | undefined {
  const match = /^([A-Za-z][A-Za-z _-]{0,30}?)\s*:\s*(.*)$/.exec(text);
  if (match === null) return undefined;
  const [, label = '', value = ''] = match;
  const key = labels.get(nameKey(label));
  return key === undefined ? undefined : { key, label, value };
}

/** `By JANE ROE` on a line of its own: short, a name with a capital, and no sentence. */
export function isBylineLine(text: string): boolean {
  return /^(?:By|BY)\s+\p{Lu}/u.test(text) && text.length <= 120 && !/[.!?:]$|, [a-z]/.test(text);
}

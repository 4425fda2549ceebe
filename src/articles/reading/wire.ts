import { complete, contextCalendar } from './complete.ts';
import { readFields } from './fields.ts';
import { escapeText } from './markup.ts';
import type { Reading, ReadingContext, SourceFile } from './reading.ts';
import { Sheet } from './sheet.ts';
import { cleanText } from './text.ts';
import { readHead } from './wirehead.ts';
import { isEndMark, listItem, type WireLine, wireLines } from './wirelines.ts';

/**
 * Reads wire copy: a headline line, standfirst lines, a block of `- ` lines with section, byline and dates, the body with
 * a paragraph a line, and a closing block of `- ` lines with related headlines. Also `Name: value` header lines, a line
 * `By NAME`, the prefixes of agencies (see `readHeadline`) and their end marks. The dateline stays in the body.
 */
export function readWire(file: SourceFile, context: ReadingContext): Reading {
  const sheet = new Sheet(file.key);
  const calendar = contextCalendar(context);
  const lines = wireLines(file.text);
  const { entries, end } = readHead(lines, calendar.timezone, sheet);
  readFields(entries, sheet, calendar);
  const { from, to } = withoutRelated(lines, end, sheet);
  const body = lines.slice(from, to).map(({ text }) => (isEndMark(text) ? '' : text));
  complete(sheet, context, {
    title: { line: 1, column: 1 },
    date: 'add `- Published Date: 10:39 | 04 May 2025` below its headline',
  });
  return sheet.reading({ format: 'wire', text: body.join('\n').trimEnd(), line: from + 1 });
}

/** Where the body begins and ends, when a list that nothing follows is taken off as related headlines. */
function withoutRelated(lines: readonly WireLine[], end: number, sheet: Sheet): { from: number; to: number } {
  const isEmpty = (index: number): boolean => {
    const text = lines[index]?.text ?? '';
    return text === '' || isEndMark(text);
  };
  let to = lines.length;
  while (to > end && isEmpty(to - 1)) to -= 1;
  const related: string[] = [];
  let first = to;
  for (let index = to - 1; index >= end; index--) {
    const line = lines[index];
    const item = line === undefined ? undefined : listItem(line);
    if (item !== undefined) {
      related.push(item);
      first = index;
    } else if (!isEmpty(index)) {
      break;
    }
  }
  if (related.length > 0) {
    sheet.put('related', related.reverse(), `closing block of "- " lines, line ${first + 1}`);
    to = first;
    while (to > end && (isEmpty(to - 1) || isRelatedHeading(lines[to - 1]))) to -= 1;
  }
  let from = end;
  while (from < to && isEmpty(from)) from += 1;
  return { from, to };
}

function isRelatedHeading(line: WireLine | undefined): boolean {
  return /^(?:related(?: (?:articles|stories|news|headlines|links))?|read more|more on this|see also):?$/i.test(
    line?.text ?? '',
  );
}

/** Plain text as HTML: a paragraph a line, lines that begin with `- ` as a list. All text is escaped. */
export function wireToHtml(text: string): string {
  const out: string[] = [];
  let inList = false;
  for (const line of text.split('\n')) {
    const clean = cleanText(line);
    if (clean === '') continue;
    const item = listItem({ text: clean });
    if (inList !== (item !== undefined)) out.push(inList ? '</ul>' : '<ul>');
    inList = item !== undefined;
    out.push(item === undefined ? `<p>${escapeText(clean)}</p>` : `<li>${escapeText(item)}</li>`);
  }
  if (inList) out.push('</ul>');
  return out.join('\n');
}

import { complete, contextCalendar, isDraftByPlace } from './complete.ts';
import { readFields } from './fields.ts';
import { type FrontMatter, readFrontMatter } from './frontmatter.ts';
import { firstHeading, markdownToHtml } from './markdown.ts';
import { readPage } from './page.ts';
import { htmlToText } from './plain.ts';
import type { Body, Reading, ReadingContext, SourceFile } from './reading.ts';
import { textOf } from './scalars.ts';
import { Sheet } from './sheet.ts';
import { dropTemplates } from './templating.ts';
import { cleanText } from './text.ts';
import { readWire } from './wire.ts';

/**
 * Reads one file by its extension: `.txt` wire copy, `.md`, `.markdown` and `.mdx` Markdown, `.html` and `.htm` a body
 * behind front matter or a whole page. Never throws and never runs anything: what cannot be read is among the problems.
 */
export function read(file: SourceFile, context: ReadingContext): Reading {
  const extension = /\.([a-z]+)$/i.exec(file.key)?.[1]?.toLowerCase();
  switch (extension) {
    case 'txt':
      return readWire(file, context);
    case 'md':
    case 'markdown':
    case 'mdx':
      return readFronted(file, context, 'markdown') ?? readBare(file, context);
    case 'html':
    case 'htm':
      return readFronted(file, context, 'html') ?? readPage(file, context);
    default: {
      const sheet = new Sheet(file.key);
      const known = '.txt, .md, .markdown, .mdx, .html or .htm';
      sheet.error(
        undefined,
        `the file is no article that can be read; give it one of the extensions ${known}`,
      );
      return sheet.reading({ format: 'wire', text: '', line: 1 });
    }
  }
}

function readFronted(
  file: SourceFile,
  context: ReadingContext,
  format: 'markdown' | 'html',
): Reading | undefined {
  const sheet = new Sheet(file.key);
  const front = readFrontMatter(file.text, sheet);
  if (front === undefined) return undefined;
  // Whatever the rest says, front matter that cannot be read may have said `draft: true`.
  if (sheet.problems.length > 0) {
    sheet.mayBeHidden ||= isDraftByPlace(file.key, context);
    return sheet.reading({ format, ...front.body });
  }
  readFields(front.entries, sheet, contextCalendar(context));
  return readBody(sheet, { format, ...front.body }, file, context, front);
}

/** Markdown without front matter: its first heading, and the date in its name. */
function readBare(file: SourceFile, context: ReadingContext): Reading {
  return readBody(new Sheet(file.key), { format: 'markdown', text: file.text, line: 1 }, file, context);
}

function readBody(
  sheet: Sheet,
  { format, text, line }: Body,
  { key }: SourceFile,
  context: ReadingContext,
  front?: FrontMatter,
): Reading {
  const isMarkdown = format === 'markdown';
  const { tool } = context;
  const stripped = dropTemplates(text, line, {
    markdown: isMarkdown,
    tags: front !== undefined,
    output: front !== undefined && (tool === 'jekyll' || tool === 'eleventy'),
    mdx: /\.mdx$/i.test(key),
  });
  for (const { spot, reason } of stripped.dropped) sheet.warn(spot, reason);
  const titled = isMarkdown ? withoutTitle(stripped.text, line, sheet) : stripped.text;
  const body = withoutExcerptMark(titled, format, sheet, front);
  complete(sheet, context, {
    title: { line: front?.line ?? 1, column: 1 },
    date:
      front === undefined
        ? 'begin the file with three lines, `---`, `date: 2025-05-04 10:39` and `---`'
        : 'add `date: 2025-05-04 10:39` to its front matter',
  });
  return sheet.reading({ format, text: body, line });
}

/** Readers show the title above the body: a first heading that is the title goes. */
function withoutTitle(text: string, line: number, sheet: Sheet): string {
  const heading = firstHeading(text);
  if (heading === undefined) return text;
  const title = cleanText(heading.title);
  if (sheet.fields.title === undefined) {
    sheet.put('title', title, `first heading, line ${line + heading.line}`);
    return heading.rest;
  }
  const isFirst = text.split('\n', heading.line).every((before) => before.trim() === '');
  return isFirst && title === sheet.fields.title ? heading.rest : text;
}

/** What stands before `<!--more-->`, or before Jekyll's `excerpt_separator`, is the summary when none is given. */
function withoutExcerptMark(text: string, format: Body['format'], sheet: Sheet, front?: FrontMatter): string {
  const entry = front?.entries.get('excerptseparator');
  const own = textOf(entry?.datum);
  const mark = own ?? (text.includes('<!--') ? /<!--\s*more\s*-->/i.exec(text)?.[0] : undefined);
  const index = mark === undefined || mark === '' ? -1 : text.indexOf(mark);
  if (mark === undefined || index === -1) return text;
  const before = text.slice(0, index);
  const summary = cleanText(htmlToText(format === 'markdown' ? markdownToHtml(before) : before));
  if (summary !== '')
    sheet.put('summary', summary, own === undefined ? 'text before <!--more-->' : `text before "${own}"`);
  return before + text.slice(index + mark.length);
}

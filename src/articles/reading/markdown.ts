import { Marked, type Token } from 'marked';
import { attributeLists } from './attributelists.ts';
import { footnotes } from './footnotes.ts';
import { isTooDeep } from './markdowndepth.ts';
import { escapeText } from './markup.ts';
import { htmlToText } from './plain.ts';

const marked: Marked = new Marked(
  { gfm: true, async: false },
  attributeLists,
  footnotes((tokens, visit) => marked.walkTokens(tokens, visit)),
  // A form has no place in an article, but what is done has to be told from what is not.
  { renderer: { checkbox: ({ checked }) => (checked ? '☑ ' : '☐ ') } },
);

/**
 * Markdown (CommonMark with the tables, strikethrough, bare addresses, task lists and footnotes of GitHub) as HTML. Raw
 * HTML passes as it stands, so what comes out must be cleaned. Never throws: what is nested beyond all use is shown as it was typed.
 */
export function markdownToHtml(text: string): string {
  if (isTooDeep(text)) return asTyped(text);
  try {
    return marked.parse(text, { async: false });
  } catch {
    return asTyped(text);
  }
}

function asTyped(text: string): string {
  return text
    .split(/\n[ \t]*\n/)
    .map((paragraph) => paragraph.trim())
    .filter((paragraph) => paragraph !== '')
    .map((paragraph) => `<p>${escapeText(paragraph)}</p>`)
    .join('\n');
}

/** A heading of Markdown, and the text without it; lines keep their numbers. */
export interface Heading {
  readonly title: string;
  /** In `text`, from 0. */
  readonly line: number;
  readonly rest: string;
}

/** The first heading of the first level (`# …` or underlined), whatever stands before it. */
export function firstHeading(text: string): Heading | undefined {
  if (!text.includes('#') && !text.includes('=')) return undefined;
  if (!/^ {0,3}(?:#(?:[ \t]|$)|=+[ \t]*$)/m.test(text) || isTooDeep(text)) return undefined;
  let tokens: readonly Token[];
  try {
    tokens = marked.lexer(text);
  } catch {
    return undefined;
  }
  let offset = 0;
  for (const token of tokens) {
    const start = text.indexOf(token.raw, offset);
    // The lexer changes white space here and there; then there is no telling where things stand.
    if (start === -1) return undefined;
    offset = start + token.raw.length;
    if (token.type !== 'heading' || token.depth !== 1) continue;
    const title = htmlToText(markdownToHtml(token.raw)).replace(/\s*\{#[\w-]+\}$/, '');
    if (title === '') continue;
    const rest = text.slice(0, start) + token.raw.replace(/[^\n]+/g, '') + text.slice(offset);
    return { title, line: text.slice(0, start).split('\n').length - 1, rest };
  }
  return undefined;
}

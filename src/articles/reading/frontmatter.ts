import type { Entries } from './datum.ts';
import { jsonLength, parseJson } from './json.ts';
import { longestBlock, type Parsed } from './notation.ts';
import type { Sheet } from './sheet.ts';
import { parseToml } from './toml.ts';
import { parseYaml } from './yaml.ts';

type Notation = 'yaml' | 'toml' | 'json';

/** The metadata in front of a body, and the body. */
export interface FrontMatter {
  readonly entries: Entries;
  /** Line of the file on which the metadata begins, from 1. */
  readonly line: number;
  readonly body: { readonly text: string; readonly line: number };
}

/** `text` between the fences, which begins on `line`; the body after them. */
interface Block {
  readonly notation: Notation;
  readonly line: number;
  readonly text: string;
  readonly rest: string;
}

const parsers: Readonly<Record<Notation, (text: string, line: number) => Parsed>> = {
  yaml: parseYaml,
  toml: parseToml,
  json: parseJson,
};

/**
 * Takes the front matter off a file: `---` YAML, `+++` TOML, `{` JSON, or `---toml` and so on, as Jekyll, Hugo and
 * Eleventy have it. Nothing in it is ever run. Undefined for a file without any; what is wrong with it becomes an error
 * of the sheet, and then there are no entries.
 */
export function readFrontMatter(text: string, sheet: Sheet): FrontMatter | undefined {
  const blank = /^\s*\n/.exec(text)?.[0] ?? '';
  const start = text.slice(blank.length);
  const line = blank.split('\n').length;
  const block = start.startsWith('{') ? jsonBlock(start, line, sheet) : fencedBlock(start, line, sheet);
  if (block === undefined) return undefined;
  if (block === 'failed') {
    sheet.mayBeHidden = true;
    return { entries: new Map(), line, body: { text: '', line } };
  }
  return { entries: parse(block, sheet), line, body: bodyOf(text, block) };
}

function bodyOf(text: string, { rest }: Block): { text: string; line: number } {
  const before = text.slice(0, text.length - rest.length);
  return { text: rest, line: before.split('\n').length };
}

function parse({ notation, text, line }: Block, sheet: Sheet): Entries {
  if (text.length > longestBlock) {
    sheet.error(
      { line, column: 1 },
      `the front matter is longer than ${longestBlock} characters; shorten it`,
    );
    return new Map();
  }
  const parsed = parsers[notation](text, line);
  if ('entries' in parsed) return parsed.entries;
  sheet.mayBeHidden = /\b(?:draft|status|embargo\w*|publish\w*|pubdate|headless|build|permalink)\b/i.test(
    text,
  );
  for (const { spot, reason } of parsed.faults) {
    sheet.error(spot, `the front matter cannot be read: ${reason}`);
  }
  return new Map();
}

/** A brace that begins with a name in quotes or nothing; others are text, or a tag of some template. */
function jsonBlock(start: string, line: number, sheet: Sheet): Block | 'failed' | undefined {
  if (!/^\{\s*(?:"|\})/.test(start)) return undefined;
  const length = jsonLength(start);
  if (length === undefined) {
    sheet.error({ line, column: 1 }, 'the front matter begins with { here and never ends; close it with }');
    return 'failed';
  }
  const rest = start.slice(length).replace(/^[ \t]*(?:\n|$)/, '');
  return { notation: 'json', line, text: start.slice(0, length), rest };
}

function fencedBlock(start: string, line: number, sheet: Sheet): Block | 'failed' | undefined {
  const match = /^(---|\+\+\+)[ \t]*([A-Za-z][\w+-]*)?[ \t]*(?:\n|$)/.exec(start);
  if (match === null) return undefined;
  const [opening, fence = '', word = ''] = match;
  const notation = notationOf(fence, word.toLowerCase());
  if (notation === undefined) {
    sheet.error({ line, column: 1 }, refusal(fence, word));
    return 'failed';
  }
  // YAML may end with its own mark for the end of a document, as Jekyll allows.
  const closing = (fence === '---' ? /^(?:---|\.\.\.)[ \t]*(?:\n|$)/m : /^\+\+\+[ \t]*(?:\n|$)/m).exec(
    start.slice(opening.length),
  );
  if (closing === null) {
    const remedy = `add a line of ${fence} after it`;
    sheet.error({ line, column: 1 }, `the front matter begins with ${fence} here and never ends; ${remedy}`);
    return 'failed';
  }
  const end = opening.length + closing.index;
  return {
    notation,
    line: line + 1,
    text: start.slice(opening.length, end),
    rest: start.slice(end + closing[0].length),
  };
}

function notationOf(fence: string, word: string): Notation | undefined {
  if (word === '') return fence === '---' ? 'yaml' : 'toml';
  if (word === 'yml') return 'yaml';
  return word === 'yaml' || word === 'toml' || word === 'json' ? word : undefined;
}

function refusal(fence: string, word: string): string {
  const remedy = 'write it as YAML between lines of ---';
  return /^(?:js|javascript|ts|typescript|coffee|cjs|mjs|node)/i.test(word)
    ? `the front matter is a program (${fence}${word}), and Courant runs nothing that it reads; ${remedy}`
    : `the front matter is in "${word}", which is neither yaml, toml nor json; ${remedy}`;
}

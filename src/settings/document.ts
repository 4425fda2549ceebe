import {
  type Alias,
  type Document,
  isMap,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  visit,
  type YAMLError,
} from 'yaml';
import type { Path } from './complaint.ts';

export interface Place {
  readonly line: number;
  readonly column: number;
}

interface Fault extends Place {
  readonly reason: string;
  /** After it, what follows may be read as something that it is not. */
  readonly confusing: boolean;
}

/** A YAML file as values and places. */
export interface SettingsDocument {
  /** Keys without a value are undefined, as if they were not there. */
  readonly values: unknown;
  readonly faults: readonly Fault[];
  /** Where a value stands, or its key; for what is not there, what it would stand in. */
  place(path: Path, key?: boolean): Place;
}

/** YAML 1.2 core; never throws. */
export function parseSettings(text: string): SettingsDocument {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    version: '1.2',
    logLevel: 'error',
  });
  const placeAt = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const faults: Fault[] = [...document.errors, ...document.warnings].map((error) => ({
    ...placeAt(error.pos[0]),
    reason: explain(error, text),
    confusing: error.code !== 'DUPLICATE_KEY',
  }));
  let values: unknown;
  try {
    values = withoutNulls(document.toJS({ maxAliasCount: 100 }));
  } catch {
    const lost = unresolvedAlias(document);
    const reason =
      lost === undefined
        ? 'has aliases (*name) that stand for too much: write the values out'
        : `has the alias \`*${lost.source}\` of an anchor that is not there: write the value out, or put it in quotes`;
    faults.push({ ...placeAt(lost?.range?.[0] ?? 0), reason, confusing: true });
  }
  return { values, faults: faults.sort((a, b) => a.line - b.line), place };

  function place(path: Path, key = false): Place {
    let node: Node | null = document.contents;
    let offset = node?.range?.[0] ?? 0;
    for (const [index, part] of path.entries()) {
      const step = stepInto(node, part);
      if (step === undefined) break;
      const last = index === path.length - 1;
      offset = (key && last ? step.key : (step.value ?? step.key))?.range?.[0] ?? offset;
      node = step.value;
    }
    return placeAt(offset);
  }
}

function unresolvedAlias(document: Document): Alias | undefined {
  let lost: Alias | undefined;
  visit(document, {
    Alias(_key, alias) {
      if (alias.resolve(document) !== undefined) return undefined;
      lost = alias;
      return visit.BREAK;
    },
  });
  return lost;
}

interface Step {
  readonly key: Node | null;
  readonly value: Node | null;
}

function stepInto(node: Node | null, part: string | number): Step | undefined {
  if (isMap(node)) {
    const pair = node.items.findLast(({ key }) => isScalar(key) && String(key.value) === String(part));
    return isPair<Node, Node | null>(pair) ? { key: pair.key, value: pair.value } : undefined;
  }
  if (!isSeq<Node>(node)) return undefined;
  const item = node.items[Number(part)];
  return item === undefined ? undefined : { key: null, value: item };
}

/** What yaml says, in words for somebody who does not know YAML by heart. */
function explain({ code, message, pos }: YAMLError, text: string): string {
  switch (code) {
    case 'DUPLICATE_KEY':
      return `\`${/^[^:\n]*/.exec(text.slice(pos[0]))?.[0].trim()}\` is set twice: keep one of the two`;
    case 'TAB_AS_INDENT':
      return 'is indented with a tab: use spaces';
    case 'BLOCK_AS_IMPLICIT_KEY':
      return 'has `: ` inside a value: put the value in quotes';
    case 'BAD_INDENT':
      return 'is not indented like its neighbours: give settings of one group the same number of spaces';
    case 'MULTIPLE_DOCS':
      return 'begins a second document with `---`: keep one';
    case 'TAG_RESOLVE_FAILED':
      return 'has a tag beginning with `!`: write plain values, or put this one in quotes';
    default:
      return `cannot be read as YAML: ${message.charAt(0).toLowerCase()}${message.slice(1)}`;
  }
}

function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== 'object' || value === null) return value ?? undefined;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withoutNulls(inner)]));
}

import type { Parsed } from './notation.ts';
import { parseYaml } from './yaml.ts';

/**
 * Reads JSON. Every JSON text is YAML 1.2 too (section 1.3 there), whose parser tells the place of each name and the
 * digits of each number; what is JSON and what is only nearly so is decided by JSON.parse before.
 */
export function parseJson(text: string, firstLine: number): Parsed {
  try {
    JSON.parse(text);
  } catch (error) {
    const { line, column } = placeOf(error, text);
    const reason = 'it is not JSON; check quotes, commas and brackets near here';
    return { faults: [{ spot: { line: firstLine + line - 1, column }, reason }] };
  }
  // YAML has its own rules for tabs; in JSON they can only be white space.
  return parseYaml(text.replaceAll('\t', ' '), firstLine);
}

/** V8 tells the offset of most mistakes in its message, but not of a sign that begins nothing in JSON. */
function placeOf(error: unknown, text: string): { line: number; column: number } {
  const told = /at position (\d+)/.exec(error instanceof Error ? error.message : '')?.[1];
  const before = text.slice(0, told === undefined ? strayOffset(text) : Number(told)).split('\n');
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 };
}

/** Where the first thing stands that is none of the tokens of JSON (RFC 8259 section 2). */
function strayOffset(text: string): number {
  const token = /\s+|[{}[\],:]|"(?:[^"\\\n]|\\.)*"|-?\d[\d.eE+-]*|(?:true|false|null)\b/y;
  let offset = 0;
  while (token.test(text)) offset = token.lastIndex;
  return offset;
}

/** How long the JSON object is that a text begins with; undefined when it does not end. */
export function jsonLength(text: string): number | undefined {
  let depth = 0;
  let quoted = false;
  for (let index = 0; index < text.length; index++) {
    const sign = text[index];
    if (quoted) {
      if (sign === '\\') index += 1;
      else if (sign === '"') quoted = false;
    } else if (sign === '"') quoted = true;
    else if (sign === '{' || sign === '[') depth += 1;
    else if (sign === '}' || sign === ']') {
      depth -= 1;
      if (depth === 0) return index + 1;
    }
  }
  return undefined;
}

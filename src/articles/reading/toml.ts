import { parse, TomlError } from 'smol-toml';
import { entriesOf, type Spot } from './datum.ts';
import { deepestNesting, type Parsed } from './notation.ts';

/** Reads TOML 1.0; dates come as text. `firstLine` is the line of the file on which `text` begins. */
export function parseToml(text: string, firstLine: number, source = 'front matter'): Parsed {
  try {
    const values = parse(text, {
      integersAsBigInt: 'asNeeded',
      unsafeKeyBehaviour: 'drop',
      maxDepth: deepestNesting,
    });
    const spots = spotsOf(text, firstLine);
    return { entries: entriesOf(values, source, (path) => spots.get(path)) };
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const message = (error.message.split('\n', 1)[0] ?? '').replace(/^Invalid TOML document: /, '');
    const spot = { line: error.line + firstLine - 1, column: error.column };
    return { faults: [{ spot, reason: `${message}; text needs quotes around it: name = "value"` }] };
  }
}

/** Where each name stands, by its dotted path. The parser does not tell, and it has already found the text in order. */
function spotsOf(text: string, firstLine: number): ReadonlyMap<string, Spot> {
  const spots = new Map<string, Spot>();
  let table = '';
  let open = '';
  for (const [index, whole] of text.split('\n').entries()) {
    // Names stand at the beginning; what is far behind is a value, but may open or close one of many lines.
    const line = whole.slice(0, 500);
    const fences = whole.match(/"""|'''/g) ?? [];
    const inside = open !== '';
    for (const fence of fences) open = open === '' ? fence : open === fence ? '' : open;
    if (inside) continue;
    const header = /^\s*\[\[?\s*([^\]]+?)\s*\]/.exec(line)?.[1];
    if (header !== undefined && !line.includes('=')) {
      table = `${pathOf(header)}.`;
      note(spots, pathOf(header), { line: firstLine + index, column: line.indexOf('[') + 1 });
      continue;
    }
    const name = /^\s*((?:[\w-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[\w-]+|"[^"]*"|'[^']*'))*)\s*=/.exec(
      line,
    )?.[1];
    if (name === undefined) continue;
    note(spots, table + pathOf(name), { line: firstLine + index, column: line.indexOf(name) + 1 });
  }
  return spots;
}

function note(spots: Map<string, Spot>, path: string, spot: Spot): void {
  const parts = path.split('.');
  for (let length = parts.length; length > 0; length--) {
    const part = parts.slice(0, length).join('.');
    if (!spots.has(part)) spots.set(part, spot);
  }
}

function pathOf(name: string): string {
  return name
    .split('.')
    .map((part) => part.trim().replace(/^["']|["']$/g, ''))
    .join('.');
}

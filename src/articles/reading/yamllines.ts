import { type Datum, type Entries, type Entry, nameKey, originOf } from './datum.ts';

/** Text of one line that no rule of YAML makes anything else of. */
const plain = /[^\s\-?:,[\]{}#&*!|>'"%@`](?:[^\s:#]|[ ]+(?=[^\s#:])|:(?=\S)|(?<=\S)#)*/.source;
/** The same in brackets, where commas and brackets have a meaning. */
const item = /[^\s\-?:,[\]{}#&*!|>'"%@`](?:[^\s:#,[\]{}'"]|[ ]+(?=[^\s#:,[\]{}'"]))*/.source;
const quoted = /"[^"\\\n]*"|'[^'\n]*'/.source;
const anItem = `(?:${item}|${quoted})`;

const named = new RegExp(
  `^([A-Za-z_][\\w-]*):(?: +(?:(${plain})|(${quoted})|\\[ *(${anItem}(?: *, *${anItem})*) *\\]))? *$`,
);
const listed = new RegExp(`^( *- +)(?:(${plain})|(${quoted})) *$`);
const items = new RegExp(`(${item})|(${quoted})`, 'g');
const nothing = /^(?:null|Null|NULL|~)$/;
/** Control characters, what YAML takes for ends of lines, and what no file should hold. */
const odd = /[\0-\x09\x0B-\x1F\x7F-\x9F\u2028\u2029\uFEFF\uFFFE\uFFFF\uD800-\uDFFF]/;

/**
 * Reads the YAML that most front matter is: a line for each name, with plain or quoted text or a list. Undefined for
 * whatever needs the whole of YAML, mistakes included. A twentieth of the time, which counts where there are a hundred
 * thousand articles.
 */
export function readYamlLines(text: string, firstLine: number, source: string): Entries | undefined {
  if (odd.test(text)) return undefined;
  const entries = new Map<string, Entry>();
  const written = new Set<string>();
  const lines = text.split('\n');
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] ?? '';
    if (line === '') continue;
    const [, name, bare, inQuotes, inBrackets] = named.exec(line) ?? [];
    if (name === undefined || written.has(name)) return undefined;
    written.add(name);
    const spot = { line: firstLine + index, column: 1 };
    let datum: Datum | undefined;
    if (inBrackets !== undefined) {
      datum = listIn(inBrackets, spot.line, line);
    } else if (bare === undefined && inQuotes === undefined) {
      const block = blockAfter(lines, index, firstLine);
      if (block === undefined) return undefined;
      index += block.length;
      datum = block.datum;
    } else {
      datum = scalar(bare, inQuotes, {
        line: spot.line,
        column: line.indexOf(bare ?? inQuotes ?? '', name.length + 1) + 1,
      });
    }
    const key = nameKey(name);
    if (datum === undefined || entries.has(key)) continue;
    entries.set(key, { name, datum, origin: originOf(source, name, spot), spot });
  }
  return entries;
}

function scalar(
  bare: string | undefined,
  inQuotes: string | undefined,
  spot: { readonly line: number; readonly column: number },
): Datum | undefined {
  if (inQuotes !== undefined) return { kind: 'text', text: inQuotes.slice(1, -1), plain: false, spot };
  return bare === undefined || nothing.test(bare)
    ? undefined
    : { kind: 'text', text: bare, plain: true, spot };
}

function listIn(inBrackets: string, number: number, line: string): Datum {
  const bracket = line.indexOf('[');
  const start = line.indexOf(inBrackets, bracket + 1);
  const found = [...inBrackets.matchAll(items)].map((match) =>
    scalar(match[1], match[2], { line: number, column: start + match.index + 1 }),
  );
  return {
    kind: 'list',
    items: found.filter((one) => one !== undefined),
    spot: { line: number, column: bracket + 1 },
  };
}

/** The list below a name; none where the next name follows at once. */
function blockAfter(
  lines: readonly string[],
  index: number,
  firstLine: number,
): { readonly length: number; readonly datum?: Datum } | undefined {
  const found: (Datum | undefined)[] = [];
  let dash: number | undefined;
  let length = 0;
  for (
    let line = lines[index + 1];
    line !== undefined && /^[ -]/.test(line);
    line = lines[index + 1 + length]
  ) {
    const [, before, bare, inQuotes] = listed.exec(line) ?? [];
    if (before === undefined || (dash ?? line.indexOf('-')) !== line.indexOf('-')) return undefined;
    dash = line.indexOf('-');
    length += 1;
    found.push(scalar(bare, inQuotes, { line: firstLine + index + length, column: before.length + 1 }));
  }
  if (dash === undefined) return { length };
  const spot = { line: firstLine + index + 1, column: dash + 1 };
  return { length, datum: { kind: 'list', items: found.filter((one) => one !== undefined), spot } };
}

import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  type YAMLMap,
} from 'yaml';
import { type Datum, type Entries, type Entry, nameKey, originOf, type Spot } from './datum.ts';
import { deepestNesting, type Parsed } from './notation.ts';
import { isTooDeep } from './yamldepth.ts';
import { reasonOf } from './yamlfault.ts';
import { readYamlLines } from './yamllines.ts';

/** How many aliases (`*name`) there may be, and values they add up to: nine lines can make three billion. */
const mostAliases = 100;
const mostAliased = 1000;
const mostFaults = 5;

/**
 * Reads YAML 1.2 with the core schema: no dates, no `yes`, no octal surprises, no tags that run anything. `firstLine` is
 * the line of the file on which `text` begins.
 */
export function parseYaml(text: string, firstLine: number, source = 'front matter'): Parsed {
  const entries = readYamlLines(text, firstLine, source);
  return entries === undefined ? parseAnyYaml(text, firstLine, source) : { entries };
}

/** All of YAML, with its mistakes. */
export function parseAnyYaml(text: string, firstLine: number, source: string): Parsed {
  const lines = new LineCounter();
  const spotAt = (offset: number): Spot => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line) + firstLine - 1, column: Math.max(1, col) };
  };
  if (isTooDeep(text)) return fault({ line: firstLine, column: 1 }, 'it is nested too deeply; write it flat');
  const document = parseDocument(text, {
    version: '1.2',
    schema: 'core',
    uniqueKeys: true,
    prettyErrors: false,
    logLevel: 'silent',
    lineCounter: lines,
  });
  if (document.errors.length > 0) {
    // One mistake often makes a parser stumble again on the same line: the first of a line tells what it was.
    const byLine = new Map<number, { spot: Spot; reason: string }>();
    for (const error of document.errors) {
      const spot = spotAt(error.pos[0]);
      if (byLine.size < mostFaults && !byLine.has(spot.line)) {
        byLine.set(spot.line, { spot, reason: reasonOf(error, text) });
      }
    }
    return { faults: [...byLine.values()] };
  }
  const root = document.contents;
  if (root === null || (isScalar(root) && root.value === null)) return { entries: new Map() };
  if (!isMap(root)) {
    const spot = spotAt(root.range?.[0] ?? 0);
    return fault(spot, 'it must be lines of `name: value`, with a space after the colon');
  }
  return new Reader(document, source, spotAt).read(root);
}

function fault(spot: Spot, reason: string): Parsed {
  return { faults: [{ spot, reason }] };
}

class Reader {
  readonly #document: Document;
  readonly #source: string;
  readonly #spotAt: (offset: number) => Spot;
  #aliases = 0;
  #aliased = 0;
  #insideAlias = 0;
  #failed: { spot: Spot; reason: string } | undefined;

  constructor(document: Document, source: string, spotAt: (offset: number) => Spot) {
    this.#document = document;
    this.#source = source;
    this.#spotAt = spotAt;
  }

  read(root: YAMLMap): Parsed {
    const entries = this.#entries(root, '', 0);
    return this.#failed === undefined ? { entries } : { faults: [this.#failed] };
  }

  #entries(map: YAMLMap, prefix: string, depth: number): Entries {
    const entries = new Map<string, Entry>();
    for (const { key, value } of map.items) {
      if (!isScalar(key)) continue;
      const written = typeof key.value === 'string' ? key.value : (key.source ?? String(key.value));
      const datum = this.#datum(value, `${prefix}${written}`, depth + 1);
      const name = `${prefix}${written}`;
      const spot = this.#spotAt(key.range?.[0] ?? 0);
      if (datum === undefined || entries.has(nameKey(written))) continue;
      entries.set(nameKey(written), { name, datum, origin: originOf(this.#source, name, spot), spot });
    }
    return entries;
  }

  #datum(node: unknown, path: string, depth: number): Datum | undefined {
    if (this.#failed !== undefined || depth > deepestNesting) return undefined;
    if (this.#insideAlias > 0) this.#aliased += 1;
    if (isScalar(node)) {
      if (node.value === null) return undefined;
      const text = typeof node.value === 'string' ? node.value : (node.source ?? String(node.value));
      return { kind: 'text', text, plain: node.type === 'PLAIN', spot: this.#spotAt(node.range?.[0] ?? 0) };
    }
    if (isMap(node)) {
      const spot = this.#spotAt(node.range?.[0] ?? 0);
      return { kind: 'map', entries: this.#entries(node, `${path}.`, depth), spot };
    }
    if (isSeq(node)) {
      const items = node.items.map((item) => this.#datum(item, path, depth + 1));
      const spot = this.#spotAt(node.range?.[0] ?? 0);
      return { kind: 'list', items: items.filter((item) => item !== undefined), spot };
    }
    return isAlias(node) ? this.#alias(node, path, depth) : undefined;
  }

  #alias(alias: Alias, path: string, depth: number): Datum | undefined {
    const spot = this.#spotAt(alias.range?.[0] ?? 0);
    this.#aliases += 1;
    if (this.#aliases > mostAliases || this.#aliased > mostAliased) {
      this.#failed ??= { spot, reason: 'it repeats too much with aliases (`*name`); write the values out' };
      return undefined;
    }
    const node = alias.resolve(this.#document);
    if (node === undefined) {
      const reason = `nothing is called "${alias.source}"; for text that begins with *, put quotes around it`;
      this.#failed ??= { spot, reason };
      return undefined;
    }
    this.#insideAlias += 1;
    const datum = this.#datum(node, path, depth + 1);
    this.#insideAlias -= 1;
    return datum;
  }
}

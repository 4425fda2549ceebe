/** Where something stands in its file; both count from 1, a column in UTF-16 units. */
export interface Spot {
  readonly line: number;
  readonly column: number;
}

/**
 * A value that a file gives, in whatever notation: scalars as the text that was written, so that `012345` and `12:30`
 * are still themselves where text is wanted. `plain` tells of a scalar without quotes, which may mean a truth value.
 */
export type Datum =
  | { readonly kind: 'text'; readonly text: string; readonly plain: boolean; readonly spot?: Spot }
  | { readonly kind: 'list'; readonly items: readonly Datum[]; readonly spot?: Spot }
  | { readonly kind: 'map'; readonly entries: Entries; readonly spot?: Spot };

/** A named value. An entry without a value (`title:`) is not kept. */
export interface Entry {
  /** As written; `params.author` for one inside another. */
  readonly name: string;
  readonly datum: Datum;
  /** In words, for `explain`. */
  readonly origin: string;
  /** Of the name. */
  readonly spot?: Spot;
}

/** By name as `nameKey` has it; of two names that differ in spelling only, the first. */
export type Entries = ReadonlyMap<string, Entry>;

/** `last_modified_at`, `lastModifiedAt` and `Last Modified At` are one name. */
export function nameKey(name: string): string {
  return name.toLowerCase().replace(/[\s_-]+/g, '');
}

/** Tells which notation an entry stood in: `front matter "pubDate", line 3`. */
export function originOf(source: string, name: string, spot: Spot | undefined): string {
  return `${source} "${name}"${spot === undefined ? '' : `, line ${spot.line}`}`;
}

/** Deeper is no metadata of an article; what is deeper is left out. */
const deepest = 20;

/**
 * Values as programs have them, from parsed TOML or from settings. `spotOf` tells the place of a name by its dotted path.
 * Dates come as text in their own ISO notation.
 */
export function entriesOf(
  values: Readonly<Record<string, unknown>>,
  source: string,
  spotOf: (path: string) => Spot | undefined = () => undefined,
): Entries {
  const convert = (value: unknown, path: string, depth: number): Datum | undefined => {
    const spot = spotOf(path);
    if (value === null || value === undefined || depth > deepest) return undefined;
    if (value instanceof Date) return { kind: 'text', text: value.toISOString(), plain: true, spot };
    if (Array.isArray(value)) {
      const items = value.map((item: unknown) => convert(item, path, depth + 1));
      return { kind: 'list', items: items.filter((item) => item !== undefined), spot };
    }
    if (typeof value === 'object') {
      return { kind: 'map', entries: convertAll(Object.entries(value), `${path}.`, depth + 1), spot };
    }
    return { kind: 'text', text: String(value), plain: typeof value !== 'string', spot };
  };
  const convertAll = (pairs: readonly [string, unknown][], prefix: string, depth: number): Entries => {
    const entries = new Map<string, Entry>();
    for (const [key, value] of pairs) {
      const name = prefix + key;
      const datum = convert(value, name, depth);
      if (datum === undefined || entries.has(nameKey(key))) continue;
      const spot = spotOf(name);
      entries.set(nameKey(key), { name, datum, origin: originOf(source, name, spot), spot });
    }
    return entries;
  };
  return convertAll(Object.entries(values), '', 0);
}

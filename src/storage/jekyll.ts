import { realpath } from 'node:fs/promises';
import { join } from 'node:path';
import type { Datum, Entry } from '../articles/reading/datum.ts';
import type { Parsed } from '../articles/reading/notation.ts';
import { parseToml } from '../articles/reading/toml.ts';
import { parseYaml } from '../articles/reading/yaml.ts';
import { isGone, readStored, reasonOf } from './stored.ts';

/** Front matter for the articles of a scope that say nothing themselves. */
export interface ScopeValues {
  readonly covers: (key: string) => boolean;
  readonly values: Readonly<Record<string, unknown>>;
}

const names = ['_config.yml', '_config.yaml', '_config.toml'];
const largest = 1024 * 1024;

/**
 * The `defaults` in the settings of a Jekyll site (jekyllrb.com/docs/configuration/front-matter-defaults): a scope is the
 * beginning of a path, or a pattern, with a type or without; the longer path wins, of two the one with a type, then the
 * later. Read at every reading of the folder, for they may call articles unpublished.
 * @throws an Error that says what is wrong and where; without these defaults nothing may come out
 */
export async function readJekyllDefaults(folder: string): Promise<readonly ScopeValues[]> {
  for (const name of names) {
    const text = await readConfig(join(folder, name));
    if (text === undefined) continue;
    const parsed = parse(name, text);
    if ('faults' in parsed) {
      const [fault] = parsed.faults;
      const place = fault === undefined ? '' : `:${fault.spot.line}:${fault.spot.column}`;
      throw new Error(
        `${join(folder, name)}${place}: the defaults cannot be read: ${fault?.reason}; mend them first, for they may say which articles are unpublished`,
      );
    }
    return scopesOf(parsed.entries.get('defaults')?.datum);
  }
  return [];
}

async function readConfig(path: string): Promise<string | undefined> {
  let real: string;
  try {
    real = await realpath(path);
  } catch (error) {
    if (isGone(error)) return undefined;
    throw new Error(
      `${path} ${reasonOf(error)}; mend that first, for it may say which articles are unpublished`,
    );
  }
  const stored = await readStored(real, largest);
  if ('bytes' in stored)
    return stored.bytes
      .toString('utf8')
      .replace(/^\uFEFF/, '')
      .replaceAll('\r\n', '\n');
  if (stored.trouble === 'gone') return undefined;
  throw new Error(`${path} ${stored.reason}; mend that first, for it may say which articles are unpublished`);
}

/** Of YAML only the part that matters: what another program puts up with elsewhere in its file is no reason to stop. */
function parse(name: string, text: string): Parsed {
  if (name.endsWith('.toml')) return parseToml(text, 1, name);
  const lines = text.split('\n');
  const start = lines.findIndex((line) => /^(["']?)defaults\1\s*:/.test(line));
  if (start === -1) return { entries: new Map() };
  const length = lines.slice(start + 1).findIndex((line) => /^[^\s#-]|^---/.test(line));
  const end = length === -1 ? lines.length : start + 1 + length;
  return parseYaml(lines.slice(start, end).join('\n'), start + 1, name);
}

interface Scope {
  readonly path: string;
  /** `post` and `posts` are one. */
  readonly type?: string;
  readonly values: Readonly<Record<string, unknown>>;
}

function scopesOf(defaults: Datum | undefined): readonly ScopeValues[] {
  const items = defaults?.kind === 'list' ? defaults.items : [];
  return items
    .flatMap((item): Scope[] => {
      const scope = member(item, 'scope')?.datum;
      const values = member(item, 'values');
      if (values?.datum.kind !== 'map') return [];
      const type = textOf(member(scope, 'type')?.datum);
      const path = (textOf(member(scope, 'path')?.datum) ?? '').replace(/^(?:\.?\/)+/, '').normalize('NFC');
      const told = Object.fromEntries(membersOf(values));
      return [{ path, values: told, ...(type === undefined ? {} : { type: type.replace(/s?$/, 's') }) }];
    })
    .sort(
      (a, b) => a.path.length - b.path.length || Number(a.type !== undefined) - Number(b.type !== undefined),
    )
    .map(({ path, type, values }) => ({ covers: coverage(path, type), values }));
}

function coverage(path: string, type: string | undefined): (key: string) => boolean {
  const isBelow = path.includes('*') ? patternOf(path) : (key: string) => key.startsWith(path);
  const folder =
    type === undefined ? /^/ : type === 'posts' ? /(?:^|\/)_(?:posts|drafts)\// : /(?:^|\/)_drafts\//;
  const isKnown = type === undefined || type === 'posts' || type === 'drafts';
  return (key) => isKnown && folder.test(key) && isBelow(key);
}

/** As Ruby's `Dir.glob`: `*` and `?` stay within a name, `**` stands for any folders; what lies below is meant too. */
function patternOf(glob: string): (key: string) => boolean {
  const signs: Readonly<Record<string, string>> = {
    '**/': '(?:.*/)?',
    '**': '.*',
    '*': '[^/]*',
    '?': '[^/]',
  };
  const source = glob
    .replace(/\/+$/, '')
    .replace(/\*\*\/|\*\*|[*?]|[\\^$.+|()[\]{}]/g, (sign) => signs[sign] ?? `\\${sign}`);
  const pattern = new RegExp(`^${source}(?:/|$)`, 's');
  return (key) => pattern.test(key);
}

function member(datum: Datum | undefined, name: string): Entry | undefined {
  return datum?.kind === 'map' ? datum.entries.get(name) : undefined;
}

function textOf(datum: Datum | undefined): string | undefined {
  return datum?.kind === 'text' && datum.text.trim() !== '' ? datum.text.trim() : undefined;
}

/** Under the names as they are written: an entry's own name has all before it in front. */
function membersOf({ name, datum }: Entry): [string, unknown][] {
  if (datum.kind !== 'map') return [];
  return [...datum.entries.values()].map((entry) => [entry.name.slice(name.length + 1), written(entry)]);
}

function written(entry: Entry): unknown {
  const { name, datum } = entry;
  if (datum.kind === 'map') return Object.fromEntries(membersOf(entry));
  if (datum.kind === 'list') return datum.items.map((item) => written({ ...entry, name, datum: item }));
  if (datum.plain && /^(?:true|false)$/i.test(datum.text)) return /^t/i.test(datum.text);
  return datum.text;
}

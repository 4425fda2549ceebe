import { jsonSchema } from '../settings/schema.ts';
import type { Settings } from '../settings/settings.ts';
import { loadSettings } from '../settings/sources.ts';
import { alignColumns } from './columns.ts';
import type { Run } from './command.ts';
import { complainOfSettings } from './complaints.ts';

/** Prints the settings in force and where each came from, or the JSON Schema of the file. 0, or 2 when they are wrong. */
export const config: Run = async ({ flags, json, schema, operands: [folder] }, surroundings) => {
  const { print } = surroundings;
  if (schema) {
    print(JSON.stringify(jsonSchema(), null, 2));
    return 0;
  }
  const loaded = await loadSettings({ ...surroundings, flags, ...(folder === undefined ? {} : { folder }) });
  if ('problems' in loaded) {
    complainOfSettings(loaded.problems, surroundings);
    return 2;
  }
  const rows = listSettings(loaded.settings).map(([name, value]) => {
    return { name, value, origin: loaded.origins.get(name) ?? 'default' };
  });
  if (json) {
    print(JSON.stringify(Object.fromEntries(rows.map(({ name, ...rest }) => [name, rest])), null, 2));
  } else {
    const cells = rows.map(({ name, value, origin }) => [name, shown(value), origin]);
    for (const line of alignColumns([['Setting', 'Value', 'From'], ...cells])) print(line);
  }
  return 0;
};

/** Every setting by the name that it has in `courant.yaml`. */
function listSettings(settings: Settings): readonly (readonly [name: string, value: unknown])[] {
  return Object.entries(settings).flatMap(([group, value]: [string, unknown]) => {
    if (typeof value !== 'object' || value === null) return [[kebab(group), value] as const];
    return Object.entries(value).map(
      ([name, inner]: [string, unknown]) => [`${group}.${kebab(name)}`, inner] as const,
    );
  });
}

function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > 100 ? `${text.slice(0, 99)}…` : text;
}

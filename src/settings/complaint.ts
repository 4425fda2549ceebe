import type { z } from 'zod';
import { nearest } from '../articles/nearest.ts';
import { settingsSchema } from './schema.ts';

export type Path = readonly (string | number)[];

/** What a schema has against a value. */
export interface Complaint {
  readonly path: Path;
  /** The key is wrong, not its value. */
  readonly key: boolean;
  /** The rest of a sentence whose subject is the setting. */
  readonly wrong: string;
}

/** The issues of zod, one complaint for each thing to mend. */
export function complaintsOf(issues: readonly z.core.$ZodIssue[], above: Path = []): readonly Complaint[] {
  return issues.flatMap((issue): readonly Complaint[] => {
    const path = [...above, ...issue.path.map((part) => (typeof part === 'number' ? part : String(part)))];
    if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey(path, key));
    if (issue.code === 'invalid_key') {
      return issue.issues.map(({ message }) => ({ path, key: true, wrong: message }));
    }
    if (issue.code === 'invalid_union') {
      // The branch that only faults what is inside was the one that was meant.
      const meant = issue.errors.find((branch) => branch.every(isInside));
      if (meant) return complaintsOf(meant, path);
    }
    return [{ path, key: false, wrong: issue.message }];
  });
}

function isInside(issue: z.core.$ZodIssue): boolean {
  return issue.path.length > 0 || issue.code === 'unrecognized_keys' || issue.code === 'custom';
}

function unknownKey(above: Path, key: string): Complaint {
  const path = [...above, key];
  const known = keysAt(settingsSchema, above);
  const meant = nearest(key, known);
  if (meant !== undefined) return { path, key: true, wrong: `is no setting: did you mean \`${meant}\`?` };
  const group = keyGroups.find(({ keys }) => keys.includes(key))?.group;
  if (group !== undefined && group !== above.join('.')) {
    return {
      path,
      key: true,
      wrong: `is no setting here: it belongs ${group === '' ? 'at the left margin' : `below \`${group}:\``}`,
    };
  }
  return { path, key: true, wrong: `is no setting: there are ${known.join(', ')}` };
}

const keyGroups = ['', 'site', 'articles', 'feeds', 'cache', 'listen'].map((group) => ({
  group,
  keys: keysAt(settingsSchema, group === '' ? [] : [group]),
}));

/** The names that a group may hold, found in the schema itself. */
function keysAt(schema: z.core.$ZodType, path: Path): readonly string[] {
  const { def } = schema._zod;
  if (isKind(def, 'optional')) return keysAt(def.innerType, path);
  if (isKind(def, 'union')) return def.options.flatMap((option) => keysAt(option, path));
  if (isKind(def, 'array')) return keysAt(def.element, path.slice(1));
  if (!isKind(def, 'object')) return [];
  const [first, ...rest] = path;
  if (first === undefined) return Object.keys(def.shape);
  const inner = def.shape[String(first)];
  return inner === undefined ? [] : keysAt(inner, rest);
}

interface Kinds {
  optional: z.core.$ZodOptionalDef;
  union: z.core.$ZodUnionDef;
  array: z.core.$ZodArrayDef;
  object: z.core.$ZodObjectDef;
}

function isKind<K extends keyof Kinds>(def: z.core.$ZodTypeDef, kind: K): def is Kinds[K] {
  return def.type === kind;
}

import { access, readFile } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import type { Problem } from '../articles/problem.ts';
import { type Complaint, complaintsOf, type Path } from './complaint.ts';
import { parseSettings, type SettingsDocument } from './document.ts';
import { emptyLayer, type Layer, namesIn } from './layer.ts';
import { settingsSchema } from './schema.ts';
import { findTwins } from './twins.ts';

/**
 * The settings of a file, or every problem in it.
 * @param path - absolute. @param asked - how it was named (`--config FILE`); a file that nobody named may be missing.
 */
export async function readSettingsFile(path: string, asked?: string): Promise<Layer> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    if ((code === 'ENOENT' || code === 'ENOTDIR') && asked === undefined) return lookForMisnamed(path);
    return { ...emptyLayer, problems: [{ file: path, reason: unreadable(code, asked), severity: 'error' }] };
  }
  return understand(text, path);
}

/** A file of settings that would be passed over in silence for one letter. */
async function lookForMisnamed(path: string): Promise<Layer> {
  const file = path.replace(/yaml$/, 'yml');
  const present = await access(file).then(
    () => true,
    () => false,
  );
  if (!present) return emptyLayer;
  return {
    ...emptyLayer,
    problems: [{ file, reason: `is not read: call it ${basename(path)}`, severity: 'error' }],
  };
}

function unreadable(code: string, asked: string | undefined): string {
  const named = asked === undefined ? '' : `, though \`${asked}\` names it`;
  if (code === 'ENOENT' || code === 'ENOTDIR') return `is not there${named}: make it, or name another`;
  if (code === 'EISDIR') return `is a folder${named}: name a file of settings`;
  if (code === 'EACCES') return 'may not be read: give its reader the right to, with chmod or chown';
  return `cannot be read (${code})`;
}

function understand(text: string, path: string): Layer {
  const document = parseSettings(text);
  const faults: Problem[] = document.faults.map(({ line, column, reason }) => ({
    file: path,
    line,
    column,
    reason,
    severity: 'error',
  }));
  if (document.values === undefined || document.faults.some(({ confusing }) => confusing)) {
    return { ...emptyLayer, problems: faults };
  }
  const result = settingsSchema.safeParse(document.values);
  const complaints = [
    ...(result.success ? [] : complaintsOf(result.error.issues)),
    ...findTwins(document.values),
  ];
  if (!result.success || complaints.length + faults.length > 0) {
    const problems = [...faults, ...complaints.map((complaint) => describe(complaint, document, path))];
    return { ...emptyLayer, problems: problems.sort(byPlace) };
  }
  const { data } = result.data;
  const values = data === undefined ? result.data : { ...result.data, data: resolve(dirname(path), data) };
  const origins = namesIn(values).map((name): [string, string] => {
    return [name, `${basename(path)}, line ${document.place(name.split('.'), true).line}`];
  });
  return { values, origins: new Map(origins), problems: [] };
}

function describe({ path, key, wrong }: Complaint, document: SettingsDocument, file: string): Problem {
  const value = valueAt(document.values, path);
  const missing = value === undefined && !key;
  const reason = missing
    ? `${subject(path)} is missing: it ${wrong}`
    : `${subject(path, value, key)} ${wrong}`;
  return { file, ...document.place(path, key), reason, severity: 'error' };
}

function subject(path: Path, value?: unknown, key = false): string {
  const name = path.filter((part) => typeof part === 'string').join('.');
  if (name === '') return 'this file';
  const scalar = !key && ['string', 'number', 'boolean'].includes(typeof value);
  const shown = String(value).replace(/\s+/g, ' ');
  return scalar ? `\`${name}: ${shown.length > 60 ? `${shown.slice(0, 60)}…` : shown}\`` : `\`${name}\``;
}

function valueAt(values: unknown, path: Path): unknown {
  return path.reduce<unknown>((value, part) => {
    if (typeof value !== 'object' || value === null) return undefined;
    return Object.entries(value).find(([key]) => key === String(part))?.[1];
  }, values);
}

function byPlace(a: Problem, b: Problem): number {
  return (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0);
}

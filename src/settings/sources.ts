import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Problem } from '../articles/problem.ts';
import { complete } from './defaults.ts';
import { readSettingsFile } from './file.ts';
import { readJekyllConfig } from './jekyll.ts';
import { type Layer, overlay } from './layer.ts';
import type { Environment, Flags } from './options.ts';
import { readEnvironment, readFlags } from './overrides.ts';
import type { Settings } from './settings.ts';

export interface SettingsInput {
  readonly flags: Flags;
  readonly environment: Environment;
  /** Absolute; what every relative path on the command line and in the environment starts from. */
  readonly cwd: string;
  /** The folder of articles as it was named; `articles` when it was not. */
  readonly folder?: string;
}

export type Loaded =
  | {
      readonly settings: Settings;
      /** Where each setting that is no plain default came from, by its name in `courant.yaml`. */
      readonly origins: ReadonlyMap<string, string>;
    }
  | { readonly problems: readonly Problem[] };

/**
 * The settings in force, or every problem with them at once. Flags beat the environment, which beats `courant.yaml`, which
 * beats the `_config.yml` of a Jekyll site, which beats defaults. With port 0 and no `site.url`, `site.url` is
 * `http://localhost:0` until the port is known.
 */
export async function loadSettings(input: SettingsInput): Promise<Loaded> {
  const folder = resolve(input.cwd, input.folder ?? 'articles');
  const missing = await checkFolder(folder, input.folder);
  const layer = await readLayers(input, folder);
  const problems = [...missing, ...layer.problems];
  if (problems.length > 0) return { problems };
  const { settings, origins } = complete(layer, folder);
  if (input.folder !== undefined) origins.set('folder', 'command line');
  return { settings, origins };
}

/**
 * Where a service with these settings listens. Looks at nothing else, so that it can be asked while settings or folder
 * are being mended.
 */
export async function loadListen(
  input: SettingsInput,
): Promise<{ listen: Settings['listen'] } | { problems: readonly Problem[] }> {
  const folder = resolve(input.cwd, input.folder ?? 'articles');
  const words = overlay(readFlags(input.flags, input.cwd), readEnvironment(input.environment, input.cwd));
  if (words.problems.length > 0) return { problems: words.problems };
  return { listen: complete(await readLayers(input, folder), folder).settings.listen };
}

async function readLayers(input: SettingsInput, folder: string): Promise<Layer> {
  const { flags, environment, cwd } = input;
  const said = overlay(readFlags(flags, cwd), readEnvironment(environment, cwd));
  const named = namedFile(flags, environment);
  const file =
    named === undefined
      ? await readSettingsFile(join(folder, 'courant.yaml'))
      : await readSettingsFile(resolve(cwd, named.path), named.written);
  return overlay(said, overlay(file, await readJekyllConfig(folder)));
}

function namedFile(flags: Flags, environment: Environment): { path: string; written: string } | undefined {
  if (typeof flags.config === 'string') return { path: flags.config, written: `--config ${flags.config}` };
  const variable = environment.COURANT_CONFIG;
  if (variable === undefined || variable.trim() === '') return undefined;
  return { path: variable, written: `COURANT_CONFIG=${variable}` };
}

async function checkFolder(folder: string, named: string | undefined): Promise<readonly Problem[]> {
  const problem = (reason: string): readonly Problem[] => [{ file: folder, reason, severity: 'error' }];
  try {
    if (!(await stat(folder)).isDirectory())
      return problem('is a file: name the folder that holds the articles');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EACCES') {
      return problem('may not be looked into: give its reader the right to, with chmod or chown');
    }
    const remedy =
      named === undefined ? 'or name another, as in `courant serve DIR`' : 'or name the right one';
    return problem(`is not there: make this folder and put articles into it, ${remedy}`);
  }
  return [];
}

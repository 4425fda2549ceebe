import { resolve } from 'node:path';
import type { Problem } from '../articles/problem.ts';
import { complaintsOf } from './complaint.ts';
import { emptyLayer, type Layer, overlay } from './layer.ts';
import { type Environment, type Flags, type SettingOption, settingOptions } from './options.ts';
import { settingsSchema } from './schema.ts';

/** What the command line says. */
export function readFlags(flags: Flags, cwd: string): Layer {
  return settingOptions.reduce<Layer>((layer, option) => {
    const given = flags[option.flag];
    if (given === undefined) return layer;
    const written =
      typeof given === 'string' ? `--${option.flag} ${given}` : `--${given ? '' : 'no-'}${option.flag}`;
    return overlay(
      layer,
      readWord(option, given, {
        file: 'command line',
        written,
        origin: `--${given === false ? 'no-' : ''}${option.flag}`,
        cwd,
      }),
    );
  }, emptyLayer);
}

/** What the environment says; an empty variable says nothing. */
export function readEnvironment(environment: Environment, cwd: string): Layer {
  return settingOptions.reduce<Layer>((layer, option) => {
    const name = option.environment;
    const given = environment[name];
    if (given === undefined || given.trim() === '') return layer;
    return overlay(
      layer,
      readWord(option, given, { file: 'environment', written: `${name}=${given}`, origin: name, cwd }),
    );
  }, emptyLayer);
}

interface Source {
  readonly file: string;
  readonly written: string;
  readonly origin: string;
  readonly cwd: string;
}

function readWord({ setting, kind }: SettingOption, given: string | boolean, source: Source): Layer {
  if (setting === undefined) return emptyLayer;
  const value = kind === 'path' && given !== '' ? resolve(source.cwd, String(given)) : read(kind, given);
  const path = setting.split('.');
  const nested = path.reduceRight<unknown>((inner, key) => ({ [key]: inner }), value);
  const result = settingsSchema.safeParse(nested);
  if (result.success)
    return { values: result.data, origins: new Map([[setting, source.origin]]), problems: [] };
  const problems = complaintsOf(result.error.issues).map(({ wrong }): Problem => {
    return { file: source.file, reason: `\`${source.written.trimEnd()}\` ${wrong}`, severity: 'error' };
  });
  return { ...emptyLayer, problems };
}

const yes = ['true', 'on', 'yes', '1'];
const no = ['false', 'off', 'no', '0'];

/** What cannot be read stays text, for the schema to say what it should be. */
function read(kind: SettingOption['kind'], given: string | boolean): unknown {
  if (typeof given === 'boolean') return given;
  const text = given.trim();
  if (kind === 'number') return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text;
  if (kind !== 'switch') return given;
  if (yes.includes(text.toLowerCase())) return true;
  return no.includes(text.toLowerCase()) ? false : text;
}

import { type SettingOption, settingOptions } from '../settings/options.ts';
import type { Command, OptionName } from './command.ts';

/** An option of the command line: one that stands for a setting, or one that is about the command itself. */
export interface Option {
  readonly flag: OptionName | 'help' | 'version';
  readonly short?: string;
  /** What stands for its value in help; a switch takes none. */
  readonly value?: string;
  /** The switch may also be turned off: `--no-watch`. */
  readonly negatable: boolean;
  readonly meaning: string;
  /** Where else it can be told, and what holds without it. */
  readonly environment?: string;
  readonly initially?: string;
}

const own: readonly Option[] = [
  {
    flag: 'out',
    value: 'OUT',
    negatable: false,
    meaning: 'where to build: a folder, or a link to one',
  },
  {
    flag: 'at',
    value: 'TIME',
    negatable: false,
    meaning: 'a preview of the site at that time, such as "2025-05-04 10:39", for this machine alone',
  },
  { flag: 'dry-run', negatable: false, meaning: 'only tells what would be done' },
  { flag: 'json', negatable: false, meaning: 'the result as JSON' },
  { flag: 'schema', negatable: false, meaning: 'the JSON Schema of courant.yaml, for editors' },
];

const everywhere: readonly Option[] = [
  { flag: 'help', short: 'h', negatable: false, meaning: 'this help' },
  { flag: 'version', short: 'v', negatable: false, meaning: 'the version of Courant' },
];

export const options: readonly Option[] = [
  ...settingOptions.map((option: SettingOption & { flag: OptionName }) => ({
    ...option,
    negatable: option.kind === 'switch',
  })),
  ...own,
  ...everywhere,
];

/** What a command takes; without one, what may stand alone. */
export function optionsOf(command: Command | undefined): readonly Option[] {
  if (command === undefined) return everywhere;
  return options.filter(({ flag }) => isEverywhere(flag) || command.options.some((taken) => taken === flag));
}

function isEverywhere(flag: Option['flag']): flag is 'help' | 'version' {
  return flag === 'help' || flag === 'version';
}

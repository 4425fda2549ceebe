import { alignColumns } from './columns.ts';
import type { Command } from './command.ts';
import { optionsOf } from './options.ts';
import { roster } from './roster.ts';

/** Of one command, or of all. */
export function helpText(command: Command | undefined): readonly string[] {
  return command === undefined ? overview() : describe(command);
}

function overview(): readonly string[] {
  return [
    'Courant turns a folder of articles into RSS 2.0, Atom 1.0 and JSON Feed, keeps them fresh and serves them.',
    '',
    ...alignColumns(
      roster.map(({ name, operands, summary }) => [`  courant ${name} ${operands.join(' ')}`, summary]),
    ),
    '',
    '`courant COMMAND --help` tells the options of a command, `courant --version` the version.',
  ];
}

function describe(command: Command): readonly string[] {
  const { name, operands, summary, details } = command;
  const rows = optionsOf(command).map(
    ({ flag, short, value, negatable, meaning, environment, initially }) => {
      const spelling = [
        ...(short === undefined ? [] : [`-${short}`]),
        value === undefined ? `--${flag}` : `--${flag} ${value}`,
        ...(negatable ? [`--no-${flag}`] : []),
      ];
      return [`  ${spelling.join(', ')}`, meaning, environment ?? '', initially ?? ''];
    },
  );
  return [
    `courant ${name} ${operands.join(' ')}`,
    `${name} ${summary}.`,
    '',
    ...details,
    '',
    ...alignColumns([['  Option', 'Meaning', 'Environment', 'Without it'], ...rows]),
    '',
    'Options beat the environment, the environment beats courant.yaml.',
  ];
}

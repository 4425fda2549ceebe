import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { nearest } from '../articles/nearest.ts';
import type { Command, Request } from './command.ts';
import { options, optionsOf } from './options.ts';
import { roster } from './roster.ts';

/** The words of a command line, understood; or one sentence on what is wrong with them. */
export type Line =
  | { readonly kind: 'run'; readonly command: Command; readonly request: Request }
  | { readonly kind: 'help'; readonly command?: Command }
  | { readonly kind: 'version' }
  | { readonly kind: 'wrong'; readonly sentence: string };

/** @param words - without the program's name. @param cwd - absolute, to tell a forgotten command from a misspelt one. */
export async function readLine(words: readonly string[], cwd: string): Promise<Line> {
  const { tokens } = parseArgs({ args: [...words], options: parserOptions, strict: false, tokens: true });
  const [first, ...operands] = tokens.flatMap((token) => (token.kind === 'positional' ? [token.value] : []));
  const given = tokens.filter((token) => token.kind === 'option');
  const asked = (name: string) => given.some((option) => option.name === name);

  const wantsHelp = first === 'help' || asked('help');
  const name = first === 'help' ? operands[0] : first;
  const command = roster.find((known) => known.name === name);
  if (name !== undefined && command === undefined) return wrong(await unknownCommand(name, cwd));
  if (wantsHelp) return command === undefined ? { kind: 'help' } : { kind: 'help', command };
  if (asked('version')) return { kind: 'version' };
  for (const option of given) {
    const complaint = faultOf(option, command);
    if (complaint !== undefined) return wrong(complaint);
  }
  if (command === undefined) {
    return wrong(`say what to do: \`courant serve\` serves the folder \`articles\`; see \`courant --help\``);
  }
  const complaint = countOperands(command, operands);
  if (complaint !== undefined) return wrong(complaint);
  const flags = Object.fromEntries(
    given.map(({ name, value }) => [name.replace(/^no-/, ''), value ?? !name.startsWith('no-')]),
  );
  const { json, schema, 'dry-run': dryRun, out, at, ...rest } = flags;
  return {
    kind: 'run',
    command,
    request: {
      flags: rest,
      json: json === true,
      schema: schema === true,
      dryRun: dryRun === true,
      operands,
      ...(typeof out === 'string' ? { out } : {}),
      ...(typeof at === 'string' ? { at } : {}),
    },
  };
}

const parserOptions = Object.fromEntries(
  options.flatMap(({ flag, short, value, negatable }) => {
    const type = value === undefined ? ('boolean' as const) : ('string' as const);
    const known = [[flag, short === undefined ? { type } : { type, short }] as const];
    return negatable ? [...known, [`no-${flag}`, { type }] as const] : known;
  }),
);

interface GivenOption {
  readonly name: string;
  readonly rawName: string;
  readonly value?: string | undefined;
  readonly inlineValue?: boolean | undefined;
}

function faultOf(
  { name, rawName, value, inlineValue }: GivenOption,
  command: Command | undefined,
): string | undefined {
  const taken = optionsOf(command);
  const option = taken.find(({ flag, negatable }) => flag === name || (negatable && `no-${flag}` === name));
  if (option === undefined) return unknownOption(name, rawName, command);
  if (option.value === undefined && value !== undefined) {
    const off = option.negatable ? ` or \`--no-${option.flag}\`` : '';
    return `\`${rawName}\` takes no value: write \`--${option.flag}\`${off}`;
  }
  const swallowed = inlineValue !== true && value?.startsWith('--') === true;
  if (option.value !== undefined && (value === undefined || swallowed)) {
    return `\`${rawName}\` needs a value: write \`${rawName} ${option.value}\``;
  }
  return undefined;
}

function unknownOption(name: string, rawName: string, command: Command | undefined): string {
  const help = command === undefined ? 'courant --help' : `courant ${command.name} --help`;
  const known = options.find(({ flag, negatable }) => flag === name || (negatable && `no-${flag}` === name));
  if (known !== undefined) {
    const takers = roster.filter(({ options }) => options.some((taken) => taken === known.flag));
    const names = takers.map(({ name }) => `\`${name}\``).join(', ');
    const subject = command === undefined ? 'needs a command' : `is no option of \`courant ${command.name}\``;
    return `\`${rawName}\` ${subject}: it goes with ${names}; see \`${help}\``;
  }
  const flags = optionsOf(command).flatMap(({ flag, negatable }) =>
    negatable ? [flag, `no-${flag}`] : [flag],
  );
  const meant =
    nearest(name, flags) ??
    nearest(
      name,
      options.map(({ flag }) => flag),
    );
  return `there is no option \`${rawName}\`: ${meant === undefined ? `see \`${help}\`` : `did you mean \`--${meant}\`?`}`;
}

async function unknownCommand(name: string, cwd: string): Promise<string> {
  const meant = nearest(name, [...roster.map((command) => command.name), 'help']);
  if (meant !== undefined) return `there is no command \`${name}\`: did you mean \`courant ${meant}\`?`;
  const folder = await stat(resolve(cwd, name)).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (folder) return `\`${name}\` is a folder, not a command: write \`courant serve ${name}\``;
  return `there is no command \`${name}\`: there are ${roster.map((command) => command.name).join(', ')}`;
}

function countOperands({ name, operands: wanted }: Command, given: readonly string[]): string | undefined {
  const usage = `courant ${name} ${wanted.join(' ')}`;
  const extra = given[wanted.length];
  if (extra !== undefined) return `\`${extra}\` is a word too many: write \`${usage}\``;
  const needed = wanted.find((operand, index) => !operand.startsWith('[') && given[index] === undefined);
  if (needed !== undefined) return `say which ${needed}: write \`${usage}\``;
  const empty = given.some((operand) => operand === '');
  return empty ? `a word is empty: write \`${usage}\`` : undefined;
}

function wrong(sentence: string): Line {
  return { kind: 'wrong', sentence };
}

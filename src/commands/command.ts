import type { Clock } from '../clock.ts';
import type { Environment, Flags, SettingFlag } from '../settings/options.ts';

/** Where a command runs. */
export interface Surroundings {
  readonly environment: Environment;
  /** Absolute. */
  readonly cwd: string;
  readonly clock: Clock;
  /** Writes a line of the result. */
  print(line: string): void;
  /** Writes a line on what went wrong. */
  complain(line: string): void;
  /** Writes a line for somebody who is watching; nothing where nobody is. */
  mention(line: string): void;
}

/** What was asked of a command. */
export interface Request {
  readonly flags: Flags;
  readonly json: boolean;
  readonly schema: boolean;
  /** Only tell what would be done. */
  readonly dryRun: boolean;
  /** Where to build; as it was written. */
  readonly out?: string;
  /** The moment to show; as it was written. */
  readonly at?: string;
  /** As many as the command takes, at the most. */
  readonly operands: readonly string[];
}

/** Fulfilled with the exit code. */
export type Run = (request: Request, surroundings: Surroundings) => Promise<number>;

export type OptionName = SettingFlag | 'json' | 'schema' | 'dry-run' | 'out' | 'at';

export interface Command {
  readonly name: string;
  /** What follows the options: `[DIR]`. */
  readonly operands: readonly string[];
  readonly summary: string;
  readonly details: readonly string[];
  readonly options: readonly OptionName[];
  /** Loads what it needs only when it runs, so that help is quick. */
  load(): Promise<Run>;
}

import { dirname } from 'node:path';
import { systemClock } from '../../src/clock.ts';
import { run } from '../../src/commands/run.ts';

/** What a command printed, and its exit code. */
export interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
  /** Lines that only somebody at a terminal sees. */
  readonly mentioned: readonly string[];
}

/** Runs a command on a planted folder, in this process, with its data where `serveFolder` has it. */
export async function command(folder: string, ...words: readonly string[]): Promise<Outcome> {
  const out: string[] = [];
  const err: string[] = [];
  const mentioned: string[] = [];
  const cwd = dirname(folder);
  const code = await run([...words, '--data', 'data'], {
    environment: {},
    cwd,
    clock: systemClock,
    print: (line) => out.push(line),
    complain: (line) => err.push(line),
    mention: (line) => mentioned.push(line),
  });
  return { code, out: out.join('\n'), err: err.join('\n'), mentioned };
}

import { isAbsolute, join, relative } from 'node:path';
import { formatProblem, type Problem } from '../articles/problem.ts';
import type { Surroundings } from './command.ts';

/** A problem of a folder with its file as seen from the working directory, so that it can be clicked. */
export function fromHere(problem: Problem, folder: string, cwd: string): Problem {
  const path = isAbsolute(problem.file) ? problem.file : join(folder, problem.file);
  return { ...problem, file: relative(cwd, path) || '.' };
}

/** Tells what is wrong with the settings. */
export function complainOfSettings(problems: readonly Problem[], { cwd, complain }: Surroundings): void {
  for (const problem of problems) {
    // The command line and the environment are no files.
    const told = isAbsolute(problem.file) ? fromHere(problem, cwd, cwd) : problem;
    complain(formatProblem(told));
  }
}

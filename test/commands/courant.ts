import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

const program = fileURLToPath(new URL('../../dist/main.js', import.meta.url));

export interface Ended {
  /** Null when a signal ended it. */
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Running {
  readonly process: ChildProcess;
  readonly ended: Promise<Ended>;
  /** Resolves with all of a stream as soon as it holds this; rejects when the process ends before. */
  says(words: string, stream?: 'stdout' | 'stderr'): Promise<string>;
}

/** Starts the built program with nothing in its environment but what is told. It ends with the test at the latest. */
export function startCourant(
  words: readonly string[],
  cwd: string,
  environment: Readonly<Record<string, string>> = {},
): Running {
  if (!existsSync(program))
    throw new Error('dist/main.js is not there: run `npm run build` before these tests');
  const env = { PATH: process.env.PATH ?? '', ...environment };
  const child = spawn(process.execPath, [program, ...words], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const heard = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    heard.stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    heard.stderr += text;
  });
  const ended = new Promise<Ended>((resolve) => {
    child.on('close', (code, signal) => resolve({ code, signal, ...heard }));
  });
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  const says = (wanted: string, stream: 'stdout' | 'stderr' = 'stdout') =>
    new Promise<string>((resolve, reject) => {
      const look = () => heard[stream].includes(wanted) && resolve(heard[stream]);
      child[stream].on('data', look);
      void ended.then(({ code, stderr }) =>
        reject(new Error(`it ended with ${code} and never said it: ${stderr}`)),
      );
      look();
    });
  return { process: child, ended, says };
}

/** Runs the built program to its end. */
export function courant(
  words: readonly string[],
  cwd: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  return startCourant(words, cwd, environment).ended;
}

import { spawnSync } from 'node:child_process';

/** Whether an outside program can be run here; if not, why the tests that need it are skipped. */
export function lacks(command: string, ...words: string[]): string | undefined {
  const { error, status } = spawnSync(command, words, { stdio: 'ignore', timeout: 30_000 });
  if (error === undefined && status === 0) return undefined;
  return `skipped: ${command} ${words.join(' ')} does not run here`;
}

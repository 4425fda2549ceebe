import type { Surroundings } from './command.ts';
import { helpText } from './help.ts';
import { readLine } from './line.ts';

/** Does what the words of a command line say. Fulfilled with the exit code; 2 for words that cannot be understood. */
export async function run(words: readonly string[], surroundings: Surroundings): Promise<number> {
  const { cwd, print, complain } = surroundings;
  const line = await readLine(words, cwd);
  switch (line.kind) {
    case 'wrong':
      complain(`courant: ${line.sentence}`);
      return 2;
    case 'help':
      for (const text of helpText(line.command)) print(text);
      return 0;
    case 'version':
      print((await import('../service.ts')).version);
      return 0;
    case 'run': {
      const command = await line.command.load();
      return command(line.request, surroundings);
    }
  }
}

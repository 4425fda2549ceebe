import { systemClock } from '../clock.ts';
import type { Surroundings } from './command.ts';

/** The process as it was started. */
export function ownSurroundings(): Surroundings {
  const { stdout, stderr } = process;
  // Whoever reads the output may have seen enough (`| head`), or closed the terminal; a service goes on all the same.
  for (const stream of [stdout, stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE' && error.code !== 'EIO') throw error;
    });
  }
  return {
    environment: process.env,
    cwd: process.cwd(),
    clock: systemClock,
    print: (line) => void stdout.write(`${line}\n`),
    complain: (line) => void stderr.write(`${line}\n`),
    mention: (line) => void (stderr.isTTY === true && stderr.write(`${line}\n`)),
  };
}

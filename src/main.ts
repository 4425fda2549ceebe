#!/usr/bin/env node
import './heap.ts';
import { run } from './commands/run.ts';
import { ownSurroundings } from './commands/surroundings.ts';

const code = await run(process.argv.slice(2), ownSurroundings());
// What was printed goes out first; a connection that somebody keeps open must not keep the process.
process.stdout.write('', () => process.exit(code));

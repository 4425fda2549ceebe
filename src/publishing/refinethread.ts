import { constants, setPriority } from 'node:os';
import { parentPort } from 'node:worker_threads';
import type { Refined } from './refiner.ts';
import { compressBestAtOnce } from './represent.ts';

/** What a Refiner begins. On Linux a thread may give way alone; elsewhere it would be the whole process. */
if (process.platform === 'linux') setPriority(constants.priority.PRIORITY_LOW);

parentPort?.on('message', (identity: Uint8Array) => {
  const { gzip, br } = compressBestAtOnce(identity);
  const refined: Refined = { gzip: Uint8Array.from(gzip), br: Uint8Array.from(br) };
  parentPort?.postMessage(refined, [refined.gzip.buffer, refined.br.buffer] as ArrayBuffer[]);
});

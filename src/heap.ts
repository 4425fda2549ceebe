import { setFlagsFromString } from 'node:v8';

/**
 * Keeps the heap close to what is in it: it grows by a fifth before the next collection, not to its double. A library is
 * read once and then kept, so that what reading left behind would else stay as long as the process.
 */
setFlagsFromString('--heap-growing-percent=20');

/** What reading left behind is collected soon after, bit by bit, and not only when nothing has gone on for a minute. */
setFlagsFromString('--optimize-for-size');

/**
 * What is new gets no more room than it has: up to 32 megabytes would stay, however little is going on. Every thread that
 * begins puts this back for all.
 */
const keepNursery = (): void => setFlagsFromString('--semi-space-growth-factor=1');

keepNursery();
process.on('worker', (worker) => worker.once('online', keepNursery));

import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import {
  type BrotliOptions,
  brotliCompress,
  brotliCompressSync,
  constants,
  gzip,
  gzipSync,
  type ZlibOptions,
} from 'node:zlib';
import type { Representation } from './representation.ts';

const toBrotli = promisify(brotliCompress);
const toGzip = promisify(gzip);

/** 128 bits of the hash, 6 bits a character. */
const tagLength = 22;

/**
 * How much time compression may take. Of a feed of 200 kB: `hasty` 3 ms, for news that readers wait for; `usual` 20 ms,
 * a fifth smaller in gzip and a tenth in brotli; `best` 300 ms, a fifth smaller than `usual` in brotli.
 */
export type Effort = 'hasty' | 'usual' | 'best';

const levels = {
  hasty: { gzip: 1, br: 1 },
  usual: { gzip: 6, br: 5 },
  best: { gzip: 9, br: 11 },
} as const satisfies Record<Effort, { gzip: number; br: number }>;

/**
 * Text, or its UTF-8, as it will be sent from `topic`, an address below the site; and the same in gzip and brotli, both made
 * off the event loop. The entity tag is weak because it is one for all codings (RFC 9110 section 8.8.3.3), and made of
 * address and bytes because readers carry validators along when an address moves to another one.
 * Equal arguments give equal results, in every process.
 */
export async function represent(
  topic: string,
  contentType: string,
  text: string | Buffer,
  effort: Effort = 'usual',
): Promise<Omit<Representation, 'lastModified'>> {
  const identity = typeof text === 'string' ? Buffer.from(text, 'utf8') : text;
  const etag = entityTag(topic, identity);
  return { topic, contentType, etag, identity, ...(await compress(identity, effort)) };
}

/** What one text is in the codings that readers take. */
export type Codings = Pick<Representation, 'gzip' | 'br'>;

/** As well as can be, off the event loop. */
export const compressBest = (identity: Buffer): Promise<Codings> => compress(identity, 'best');

/** The same, with a thread to itself. */
export function compressBestAtOnce(identity: Uint8Array): Codings {
  const { gzip, br } = settingsFor(identity.length, 'best');
  return { gzip: shrink(gzipSync(identity, gzip)), br: shrink(brotliCompressSync(identity, br)) };
}

async function compress(identity: Buffer, effort: Effort): Promise<Codings> {
  const { gzip, br } = settingsFor(identity.length, effort);
  const [gzipped, brotli] = await Promise.all([toGzip(identity, gzip), toBrotli(identity, br)]);
  return { gzip: shrink(gzipped), br: shrink(brotli) };
}

function settingsFor(
  length: number,
  effort: Effort,
): { readonly gzip: ZlibOptions; readonly br: BrotliOptions } {
  // In one go, as nearly all text shrinks to a quarter, in haste to a third: every chunk that is full comes back to the
  // event loop. Room for all of it would be let go in such amounts that whole collections follow upon an edit.
  const chunkSize = Math.max(16_384, Math.ceil(length / (effort === 'hasty' ? 3 : 4)));
  return {
    gzip: { level: levels[effort].gzip, chunkSize },
    br: {
      chunkSize,
      params: {
        [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
        [constants.BROTLI_PARAM_QUALITY]: levels[effort].br,
        [constants.BROTLI_PARAM_SIZE_HINT]: length,
        [constants.BROTLI_PARAM_LGWIN]: windowFor(length),
        [constants.BROTLI_PARAM_LGBLOCK]: blockBits,
      },
    },
  };
}

/**
 * Of what the encoder weighs at a time: the least that there is, for at the best quality a larger one takes twice the
 * memory of each thread that compresses, and saves two octets of a thousand.
 */
const { BROTLI_MIN_INPUT_BLOCK_BITS: blockBits } = constants;

/** The smallest window that holds all of it: a larger one takes 32 MB of each thread that compresses (RFC 7932 section 9.1). */
function windowFor(length: number): number {
  const { BROTLI_MIN_WINDOW_BITS: least, BROTLI_DEFAULT_WINDOW: most } = constants;
  return Math.min(Math.max(Math.ceil(Math.log2(length + 16)), least), most);
}

/** Without the room that was taken in advance. */
const shrink = (bytes: Buffer): Buffer => Buffer.from(bytes);

function entityTag(topic: string, bytes: Buffer): string {
  const hash = createHash('sha256').update(topic).update('\0').update(bytes).digest('base64url');
  return `W/"${hash.slice(0, tagLength)}"`;
}

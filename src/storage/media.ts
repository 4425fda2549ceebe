import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { open, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Media } from '../articles/source.ts';
import { breathe } from '../publishing/breaths.ts';
import { candidates, normalise } from './address.ts';
import { isInside } from './inside.ts';
import { mediaTypeOf } from './media-types.ts';
import { measure, type Picture } from './picture.ts';
import { type Stamp, stampOf } from './stored.ts';

/** A stored file that is there now, not yet looked into. */
export interface MediaPlace {
  readonly key: string;
  readonly path: string;
  readonly stamp: Stamp;
  readonly length: number;
}

/** What is known of a stored file by its bytes. */
export interface MediaFacts {
  /** The first 16 hexadecimal digits of SHA-256 over the file. */
  readonly hash: string;
  readonly type: string;
  /** Bytes. */
  readonly length: number;
  /** Undefined for what is no picture. */
  readonly picture?: Picture;
}

export interface MediaStore {
  /** The file that an article at `from` means by `path`; undefined when there is none that may be shown. */
  locate(path: string, from: string, roots: readonly string[]): Promise<MediaPlace | undefined>;
  /** Undefined when the file went meanwhile, or does not hold still. */
  look(place: MediaPlace): Promise<MediaFacts | undefined>;
  /** The file at a key if it has that content hash, whoever shows it. */
  find(hash: string, key: string): Promise<Media | undefined>;
}

/** Enough for the headers of any picture, also of those that carry a preview and a colour profile before their size. */
const headLength = 512 * 1024;
const tries = 3;
const hashesAtOnce = 2;

/** Pictures and recordings in the folder. Hash and size of each are worked out once for every state of its file. */
export function openMedia(folder: string): MediaStore {
  const known = new Map<string, { readonly stamp: Stamp; readonly facts: Promise<MediaFacts | undefined> }>();
  const turns = takeTurns(hashesAtOnce);

  const placeAt = async (key: string): Promise<MediaPlace | undefined> => {
    if (mediaTypeOf(key) === undefined) return undefined;
    // A disk may spell accents the other way (HFS+, files that came from macOS).
    for (const name of new Set([key, key.normalize('NFD')])) {
      const path = join(folder, name);
      const stats = await stat(path).catch(() => undefined);
      if (!stats?.isFile()) continue;
      const real = await realpath(path).catch(() => undefined);
      if (real === undefined || !isInside(await realpath(folder), real)) return undefined;
      return { key, path: real, stamp: stampOf(stats), length: stats.size };
    }
    return undefined;
  };

  const look = (place: MediaPlace): Promise<MediaFacts | undefined> => {
    const before = known.get(place.path);
    if (before?.stamp === place.stamp) return before.facts;
    const facts = turns(() => readFacts(place)).catch(() => undefined);
    known.set(place.path, { stamp: place.stamp, facts });
    // What could not be read may be readable next time, though its stamp is the same.
    void facts.then((found) => {
      if (found === undefined && known.get(place.path)?.facts === facts) known.delete(place.path);
    });
    return facts;
  };

  return {
    async locate(path, from, roots) {
      for (const key of candidates(path, from, roots)) {
        const place = await placeAt(key);
        if (place !== undefined) return place;
      }
      return undefined;
    },
    look,
    async find(hash, key) {
      if (!/^[0-9a-f]{16}$/.test(hash) || normalise(key) !== key.normalize('NFC')) return undefined;
      const place = await placeAt(key.normalize('NFC'));
      const facts = place && (await look(place));
      return facts?.hash === hash
        ? { path: place?.path ?? '', type: facts.type, length: facts.length }
        : undefined;
    },
  };
}

/** Hashes the file as it stood at one moment; again when it was written meanwhile. */
async function readFacts(place: MediaPlace): Promise<MediaFacts | undefined> {
  for (let attempt = 1; attempt <= tries; attempt += 1) {
    const handle = await open(place.path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
    try {
      const before = await handle.stat();
      const hash = createHash('sha256');
      const head: Buffer[] = [];
      let length = 0;
      for await (const chunk of handle.createReadStream({ autoClose: false }) as AsyncIterable<Buffer>) {
        hash.update(chunk);
        if (length < headLength) head.push(chunk);
        length += chunk.length;
        await breathe();
      }
      if (stampOf(await handle.stat()) !== stampOf(before)) continue;
      const picture = measure(Buffer.concat(head));
      return {
        hash: hash.digest('hex').slice(0, 16),
        type: typeOf(place.key, picture),
        length,
        ...(picture === undefined ? {} : { picture }),
      };
    } finally {
      await handle.close();
    }
  }
  return undefined;
}

/** A picture is what its bytes say. But nothing becomes an SVG, which may hold scripts, that is not named one. */
function typeOf(key: string, picture: Picture | undefined): string {
  const named = mediaTypeOf(key) ?? 'application/octet-stream';
  return picture !== undefined && named.startsWith('image/') && picture.type !== 'image/svg+xml'
    ? picture.type
    : named;
}

/** At most so many at once; the others wait in the order in which they came. */
function takeTurns(atOnce: number): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (work) => {
    if (running >= atOnce) await new Promise<void>((resolve) => waiting.push(resolve));
    else running += 1;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next === undefined) running -= 1;
      else next();
    }
  };
}

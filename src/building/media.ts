import { decodePath } from '../feeds/address.ts';

/** A stored file as documents name it: `/media/HASH/KEY`. */
export interface MediaUse {
  readonly hash: string;
  /** Decoded. */
  readonly key: string;
}

/** Keys stand in addresses encoded, in which of all signs only the apostrophe is one that HTML writes otherwise. */
const address = /\/media\/([0-9a-f]{16})\/((?:[\w.!~*()%/'-]|&#39;|&apos;)+)/g;

/** The stored files that a document of any format names, by address; some may be mere words that look like one. */
export function mediaIn(text: string): ReadonlyMap<string, MediaUse> {
  const uses = new Map<string, MediaUse>();
  for (const [, hash = '', written = ''] of text.matchAll(address)) {
    const encoded = written.replace(/&#39;|&apos;/g, "'");
    // In running text, and in the single quotes of CSS, signs follow that are not part of it.
    for (const part of new Set([encoded, encoded.replace(/[.!)']+$/, '')])) {
      const key = decodePath(part);
      if (key !== undefined && key !== '') uses.set(`${hash}/${key}`, { hash, key });
    }
  }
  return uses;
}

import { hash } from 'node:crypto';

/** The URL namespace of RFC 9562 section 6.6. */
const urlNamespace = '6ba7b811-9dad-11d1-80b4-00c04fd430c8';

/** The UUID of a name in the URL namespace. */
export function urlUuid(name: string): string {
  return nameUuid(urlNamespace, name);
}

/** UUID version 5 (RFC 9562 section 5.5) of a name in a namespace, a UUID too: the same names give the same, always. */
export function nameUuid(namespace: string, name: string): string {
  const hex = hash('sha1', named(namespace, name), 'hex');
  const variant = ((Number.parseInt(hex.slice(16, 17), 16) & 0x3) | 0x8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** Where short names are written behind their namespace, which is nearly always the one before. */
const scratch = Buffer.alloc(16 + 1024);
let written = '';

/** The bytes to be hashed, good until the next call. */
function named(namespace: string, name: string): Buffer {
  if (written !== namespace) {
    scratch.write(namespace.replaceAll('-', ''), 0, 16, 'hex');
    written = namespace;
  }
  // A character of UTF-16 takes three bytes at the most.
  if (16 + 3 * name.length > scratch.length)
    return Buffer.concat([scratch.subarray(0, 16), Buffer.from(name)]);
  return scratch.subarray(0, 16 + scratch.write(name, 16));
}

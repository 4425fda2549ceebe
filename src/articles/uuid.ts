import { hash } from 'node:crypto';

/** The URL namespace of RFC 9562 section 6.6. */
const urlNamespace = '6ba7b811-9dad-11d1-80b4-00c04fd430c8';

/** The UUID of a name in the URL namespace. */
export function urlUuid(name: string): string {
  return nameUuid(urlNamespace, name);
}

/** UUID version 5 (RFC 9562 section 5.5) of a name in a namespace, a UUID too: the same names give the same, always. */
export function nameUuid(namespace: string, name: string): string {
  const space = Buffer.from(namespace.replaceAll('-', ''), 'hex');
  const hex = hash('sha1', Buffer.concat([space, Buffer.from(name)]), 'hex');
  const variant = ((Number.parseInt(hex.slice(16, 17), 16) & 0x3) | 0x8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

import { hash } from 'node:crypto';

/** The URL namespace of RFC 9562 section 6.6. */
const urlNamespace = Buffer.from('6ba7b8119dad11d180b400c04fd430c8', 'hex');

/** UUID version 5 (RFC 9562 section 5.5) of a name in the URL namespace: the same name gives the same UUID, always. */
export function urlUuid(name: string): string {
  const hex = hash('sha1', Buffer.concat([urlNamespace, Buffer.from(name)]), 'hex');
  const variant = ((Number.parseInt(hex.slice(16, 17), 16) & 0x3) | 0x8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

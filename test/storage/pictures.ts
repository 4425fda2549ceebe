/** The smallest files that tell their size, made byte by byte from the formats' own documents. */

const bytes = (...parts: (string | number | readonly number[] | Uint8Array)[]): Buffer =>
  Buffer.concat(
    parts.map((part) =>
      typeof part === 'string'
        ? Buffer.from(part, 'latin1')
        : Buffer.from(typeof part === 'number' ? [part] : part),
    ),
  );

export const be16 = (value: number): number[] => [value >> 8, value & 0xff];
export const be32 = (value: number): number[] => [...be16(value >>> 16), ...be16(value & 0xffff)];
const le16 = (value: number): number[] => [value & 0xff, value >> 8];
const le24 = (value: number): number[] => [value & 0xff, (value >> 8) & 0xff, value >> 16];
const le32 = (value: number): number[] => [...le16(value & 0xffff), ...le16(value >>> 16)];

/** ISO 15948: signature and IHDR. */
export const png = (width: number, height: number): Buffer =>
  bytes('\x89PNG\r\n\x1A\n', be32(13), 'IHDR', be32(width), be32(height), [8, 6, 0, 0, 0], be32(0));

/** GIF89a section 18: logical screen descriptor. */
export const gif = (width: number, height: number): Buffer =>
  bytes('GIF89a', le16(width), le16(height), [0, 0, 0, 0x3b]);

/** ITU-T T.81: a segment with its length. */
export const segment = (marker: number, body: Uint8Array): Buffer =>
  bytes([0xff, marker], be16(body.length + 2), body);

/** SOF0 is baseline, SOF2 progressive. */
export const frame = (marker: number, width: number, height: number): Buffer =>
  segment(marker, bytes(8, be16(height), be16(width), [1, 1, 0x11, 0]));

/** Exif 2.3: an APP1 segment whose only entry is the orientation. */
export const exif = (orientation: number, order: 'II' | 'MM'): Buffer => {
  const u16 = order === 'II' ? le16 : be16;
  const u32 = order === 'II' ? le32 : be32;
  const entry = bytes(u16(0x0112), u16(3), u32(1), u16(orientation), u16(0));
  return segment(0xe1, bytes('Exif\0\0', order, u16(42), u32(8), u16(1), entry, u32(0)));
};

export const jpeg = (...segments: readonly Uint8Array[]): Buffer =>
  bytes([0xff, 0xd8], ...segments, [0xff, 0xda, 0, 2], [0xff, 0xd9]);

const riff = (...chunks: readonly Uint8Array[]): Buffer => {
  const body = bytes('WEBP', ...chunks);
  return bytes('RIFF', le32(body.length), body);
};

const chunk = (name: string, body: Uint8Array): Buffer => bytes(name, le32(body.length), body);

/** RFC 9649 section 2.5: a key frame of VP8 (RFC 6386 section 9.1), with scaling bits set. */
export const webpLossy = (width: number, height: number): Buffer =>
  riff(chunk('VP8 ', bytes([0x10, 2, 0, 0x9d, 0x01, 0x2a], le16(width | 0x4000), le16(height | 0x8000))));

/** RFC 9649 section 2.6 and 3.4. */
export const webpLossless = (width: number, height: number): Buffer =>
  riff(chunk('VP8L', bytes(0x2f, le32(((width - 1) | ((height - 1) << 14)) >>> 0))));

/** RFC 9649 section 2.7. */
export const webpExtended = (width: number, height: number): Buffer =>
  riff(chunk('VP8X', bytes([0, 0, 0, 0], le24(width - 1), le24(height - 1))));

export const box = (type: string, ...body: readonly Uint8Array[]): Buffer => {
  const whole = bytes(...body);
  return bytes(be32(whole.length + 8), type, whole);
};

export const extent = (width: number, height: number): Buffer =>
  box('ispe', bytes(be32(0), be32(width), be32(height)));

/** ISO 23008-12: the properties of a still picture. */
export const avif = (...properties: readonly Uint8Array[]): Buffer =>
  bytes(
    box('ftyp', bytes('avif', be32(0), 'mif1avif')),
    box('meta', bytes(be32(0)), box('hdlr', bytes(be32(0))), box('iprp', box('ipco', ...properties))),
  );

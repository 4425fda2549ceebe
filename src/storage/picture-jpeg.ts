import type { Size } from './picture.ts';

/** ITU-T T.81 annex B: walks the segments up to the frame header (SOF0 to SOF15, so progressive ones too). */
export function measureJpeg(head: Buffer): Size | undefined {
  let isTurned = false;
  let at = 2;
  for (;;) {
    if (head.readUInt8(at) !== 0xff) return undefined;
    const marker = head.readUInt8(at + 1);
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    at += 2;
    if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7)) continue;
    // Scan or end of image before any frame.
    if (marker === 0xda || marker === 0xd9) return undefined;
    const length = head.readUInt16BE(at);
    if (length < 2) return undefined;
    if (marker === 0xe1) isTurned ||= isOnItsSide(head.subarray(at + 2, at + length));
    if (isFrame(marker)) {
      const height = head.readUInt16BE(at + 3);
      const width = head.readUInt16BE(at + 5);
      return isTurned ? { width: height, height: width } : { width, height };
    }
    at += length;
  }
}

/** C4, C8 and CC are tables and a reserved marker. */
const isFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

/** Exif 2.3 section 4.6.4: orientations 5 to 8 are shown turned by a quarter. Damaged Exif turns nothing. */
function isOnItsSide(segment: Buffer): boolean {
  if (segment.toString('latin1', 0, 6) !== 'Exif\0\0') return false;
  const tiff = segment.subarray(6);
  const isLittle = tiff.toString('latin1', 0, 2) === 'II';
  const u16 = (at: number): number => (isLittle ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
  const u32 = (at: number): number => (isLittle ? tiff.readUInt32LE(at) : tiff.readUInt32BE(at));
  try {
    const directory = u32(4);
    for (let entry = 0; entry < u16(directory); entry += 1) {
      const at = directory + 2 + entry * 12;
      if (u16(at) === 0x0112) return u16(at + 8) >= 5 && u16(at + 8) <= 8;
    }
    return false;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

import { measureAvif } from './picture-avif.ts';
import { measureJpeg } from './picture-jpeg.ts';
import { measureSvg } from './picture-svg.ts';

/** What a picture is, by its own bytes. */
export interface Picture {
  /** Media type. */
  readonly type: string;
  /** Pixels as shown; undefined where the header does not tell, as in an SVG without size or in a file cut short. */
  readonly width?: number;
  readonly height?: number;
}

/** True type and size of a JPEG, PNG, GIF, WebP, AVIF or SVG, from the first bytes of its file; undefined for all else. */
export function measure(bytes: Uint8Array): Picture | undefined {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const format = formats.find(({ isOne }) => isOne(head));
  if (format === undefined) return undefined;
  try {
    const size = format.measure(head);
    const isWhole = size !== undefined && size.width > 0 && size.height > 0;
    return isWhole ? { type: format.type, ...size } : { type: format.type };
  } catch (error) {
    // Reading past the end of a header that was cut short.
    if (error instanceof RangeError) return { type: format.type };
    throw error;
  }
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

interface PictureFormat {
  readonly type: string;
  readonly isOne: (head: Buffer) => boolean;
  /** @throws RangeError when the header ends too soon */
  readonly measure: (head: Buffer) => Size | undefined;
}

const words = (head: Buffer, from: number, to: number): string => head.toString('latin1', from, to);

const formats: readonly PictureFormat[] = [
  { type: 'image/jpeg', isOne: (head) => words(head, 0, 3) === '\xFF\xD8\xFF', measure: measureJpeg },
  {
    type: 'image/png',
    isOne: (head) => words(head, 0, 8) === '\x89PNG\r\n\x1A\n',
    measure: (head) =>
      words(head, 12, 16) === 'IHDR'
        ? { width: head.readUInt32BE(16), height: head.readUInt32BE(20) }
        : undefined,
  },
  {
    type: 'image/gif',
    isOne: (head) => /^GIF8[79]a/.test(words(head, 0, 6)),
    measure: (head) => ({ width: head.readUInt16LE(6), height: head.readUInt16LE(8) }),
  },
  {
    type: 'image/webp',
    isOne: (head) => words(head, 0, 4) === 'RIFF' && words(head, 8, 12) === 'WEBP',
    measure: measureWebp,
  },
  {
    type: 'image/avif',
    isOne: (head) =>
      words(head, 4, 8) === 'ftyp' && /avi[fs]/.test(words(head, 8, Math.min(64, head.readUInt32BE(0)))),
    measure: measureAvif,
  },
  {
    type: 'image/svg+xml',
    isOne: (head) => measureSvg(head) !== undefined,
    measure: (head) => {
      const { width = 0, height = 0 } = measureSvg(head) ?? {};
      return { width, height };
    },
  },
];

/** RFC 9649 section 2: the canvas of an extended file, else the one frame. */
function measureWebp(head: Buffer): Size | undefined {
  const chunk = words(head, 12, 16);
  if (chunk === 'VP8X') return { width: head.readUIntLE(24, 3) + 1, height: head.readUIntLE(27, 3) + 1 };
  if (chunk === 'VP8L' && head.readUInt8(20) === 0x2f) {
    const bits = head.readUInt32LE(21);
    return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
  }
  if (chunk === 'VP8 ' && words(head, 23, 26) === '\x9D\x01\x2A') {
    return { width: head.readUInt16LE(26) & 0x3fff, height: head.readUInt16LE(28) & 0x3fff };
  }
  return undefined;
}

import type { Size } from './picture.ts';

/** Boxes that hold the properties of the pictures in a file (ISO 14496-12, ISO 23008-12 section 9.3). */
const way = ['meta', 'iprp', 'ipco'];

/**
 * The largest of the pictures in an AVIF file: the main one, since the others are its thumbnails, tiles or transparency.
 * `irot` turns it by quarters.
 */
export function measureAvif(head: Buffer): Size | undefined {
  let boxes = boxesOf(head);
  for (const name of way) {
    const body = boxes.find(({ type }) => type === name)?.body;
    if (body === undefined) return undefined;
    boxes = boxesOf(name === 'meta' ? body.subarray(4) : body);
  }
  const sizes = boxes
    .filter(({ type }) => type === 'ispe')
    .map(({ body }): Size => ({ width: body.readUInt32BE(4), height: body.readUInt32BE(8) }))
    .sort((a, b) => b.width * b.height - a.width * a.height);
  const [size] = sizes;
  const turn = boxes.find(({ type }) => type === 'irot')?.body.readUInt8(0) ?? 0;
  return size && turn % 2 === 1 ? { width: size.height, height: size.width } : size;
}

interface Box {
  readonly type: string;
  readonly body: Buffer;
}

function boxesOf(bytes: Buffer): readonly Box[] {
  const boxes: Box[] = [];
  let at = 0;
  while (at + 8 <= bytes.length) {
    const short = bytes.readUInt32BE(at);
    const head = short === 1 ? 16 : 8;
    const length = short === 1 ? Number(bytes.readBigUInt64BE(at + 8)) : short || bytes.length - at;
    if (length < head) break;
    boxes.push({
      type: bytes.toString('latin1', at + 4, at + 8),
      body: bytes.subarray(at + head, at + length),
    });
    at += length;
  }
  return boxes;
}

/** Texts that are pieces of few large blocks outside of the heap. */
export interface Texts {
  /** @param address - as `add` gave it */
  read(address: number): string;
}

/** Bytes. A text that is longer has a block of its own. */
const blockSize = 1 << 18;

/** So that addresses are numbers of 32 bits, and the last of those is none. */
const mostBlocks = 2 ** 32 / blockSize - 1;

/** Before each text: its bytes, and whether there are as many as characters. */
const headSize = 4;

/** Texts, each written once and at a known address. None is ever changed. */
export class Blocks implements Texts {
  readonly #blocks: Buffer[] = [];
  /** Bytes used of the last block that is shared, and which one that is. */
  #used = blockSize;
  #open = -1;

  /** @param text - of whole characters: half of a surrogate pair would be lost */
  add(text: string): number {
    const length = Buffer.byteLength(text);
    const isPlain = length === text.length;
    const at = this.#take(headSize + length);
    const block = this.#blockAt(at);
    const from = at % blockSize;
    block.writeUInt32LE(length * 2 + (isPlain ? 1 : 0), from);
    if (isPlain) block.write(text, from + headSize, 'latin1');
    else block.write(text, from + headSize, 'utf8');
    return at;
  }

  read(address: number): string {
    return readFrom(this.#blocks, address);
  }

  /** Bytes that a text takes. */
  sizeOf(address: number): number {
    return headSize + (this.#blockAt(address).readUInt32LE(address % blockSize) >>> 1);
  }

  /** The same texts, whatever is added later. */
  frozen(): Texts {
    const blocks = [...this.#blocks];
    return { read: (address) => readFrom(blocks, address) };
  }

  #blockAt(address: number): Buffer {
    return this.#blocks[Math.floor(address / blockSize)] ?? Buffer.alloc(0);
  }

  #take(size: number): number {
    const isLong = size > blockSize / 4;
    if (isLong || this.#used + size > blockSize) {
      if (this.#blocks.length === mostBlocks) throw new RangeError('more is remembered than 4 GB');
      if (isLong) return (this.#blocks.push(Buffer.allocUnsafeSlow(size)) - 1) * blockSize;
      this.#open = this.#blocks.push(Buffer.allocUnsafeSlow(blockSize)) - 1;
      this.#used = 0;
    }
    this.#used += size;
    return this.#open * blockSize + this.#used - size;
  }
}

function readFrom(blocks: readonly Buffer[], address: number): string {
  const block = blocks[Math.floor(address / blockSize)];
  if (block === undefined) return '';
  const from = (address % blockSize) + headSize;
  const head = block.readUInt32LE(from - headSize);
  const end = from + (head >>> 1);
  return block.toString(head % 2 === 1 ? 'latin1' : 'utf8', from, end);
}

import { mkdir, open, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Chance } from './chance.ts';

/** An article as its writers know it, whatever its file is called. */
export interface Piece {
  /** Is in its title for ever: `Piece 7.` */
  readonly number: number;
  /** Below the folder of articles. */
  file: string;
  /** Stays when the file is renamed; undefined where the name of the file is the slug. */
  readonly slug?: string;
  readonly section: string;
  edits: number;
  /** How often it was deleted and brought back. */
  comebacks: number;
  isThere: boolean;
}

const folders = ['', 'desk/', 'late/'] as const;
const sections = ['World', 'Sport'] as const;
const fewest = 30;

/** People who add, edit, rename, delete and bring back articles, one thing after the other. */
export class Writers {
  readonly #folder: string;
  readonly #chance: Chance;
  readonly pieces: Piece[] = [];
  /** In the order in which they were deleted; none that was brought back. */
  deleted: Piece[] = [];
  done = 0;
  #names = 0;

  constructor(folder: string, chance: Chance) {
    this.#folder = folder;
    this.#chance = chance;
  }

  get there(): readonly Piece[] {
    return this.pieces.filter(({ isThere }) => isThere);
  }

  /** One thing, done to its end. */
  async act(): Promise<void> {
    const roll = this.#chance.whole(100);
    const any = this.#any(this.there);
    this.done += 1;
    if (any === undefined || this.there.length < fewest || roll < 20) return this.#add();
    if (roll < 60) return this.#edit(any);
    if (roll < 78) return this.#rename(any);
    if (roll < 94) return this.#delete(any);
    const gone = this.#any(this.deleted);
    return gone === undefined ? this.#add() : this.#bringBack(gone);
  }

  #any(pieces: readonly Piece[]): Piece | undefined {
    return pieces[this.#chance.whole(pieces.length)];
  }

  #nextFile(): string {
    this.#names += 1;
    return `${this.#chance.pick(folders)}file-${this.#names}.md`;
  }

  async #add(): Promise<void> {
    const number = this.pieces.length + 1;
    const piece: Piece = {
      number,
      file: this.#nextFile(),
      section: this.#chance.pick(sections),
      edits: 0,
      comebacks: 0,
      isThere: true,
      ...(number % 2 === 0 && { slug: `piece-${number}` }),
    };
    await this.#write(piece);
    this.pieces.push(piece);
  }

  async #edit(piece: Piece): Promise<void> {
    piece.edits += 1;
    await this.#write(piece);
  }

  async #rename(piece: Piece): Promise<void> {
    const before = join(this.#folder, piece.file);
    piece.file = this.#nextFile();
    const after = join(this.#folder, piece.file);
    await mkdir(dirname(after), { recursive: true });
    await rename(before, after);
  }

  async #delete(piece: Piece): Promise<void> {
    piece.isThere = false;
    this.deleted.push(piece);
    await rm(join(this.#folder, piece.file));
  }

  async #bringBack(piece: Piece): Promise<void> {
    this.deleted = this.deleted.filter((one) => one !== piece);
    piece.comebacks += 1;
    await this.#write(piece);
    piece.isThere = true;
  }

  /** As editors do it: in the file itself, in two pieces with a pause, or beside it and then in its place. */
  async #write(piece: Piece): Promise<void> {
    const path = join(this.#folder, piece.file);
    await mkdir(dirname(path), { recursive: true });
    const [head, body] = textOf(piece);
    const way = this.#chance.whole(3);
    if (way === 0) return writeFile(path, head + body);
    if (way === 1) {
      const beside = `${path}.tmp`;
      await writeFile(beside, head + body);
      return rename(beside, path);
    }
    const half = body.length >> 1;
    const file = await open(path, 'w');
    await file.writeFile(head + body.slice(0, half));
    await wait(this.#chance.whole(15));
    await file.writeFile(body.slice(half));
    await file.close();
  }
}

/** Where a slug holds, the title may change; elsewhere title and date are all by which a renamed and edited file is known. */
function textOf({ number, slug, section, edits }: Piece): readonly [head: string, body: string] {
  const date = new Date(Date.UTC(2025, 0, 1) + number * 60_000).toISOString();
  const title = slug === undefined ? `Piece ${number}.` : `Piece ${number}. Edition ${edits}`;
  const lines = [
    `title: "${title}"`,
    `date: ${date}`,
    `section: ${section}`,
    `tags: [t${number % 7}]`,
    'author: Ana',
    ...(slug === undefined ? [] : [`slug: ${slug}`]),
  ];
  const paragraphs = Array.from(
    { length: 12 },
    (_, n) => `Paragraph ${n}, edit ${edits}: ${'words '.repeat(40)}`,
  );
  return [`---\n${lines.join('\n')}\n---\n`, `${paragraphs.join('\n\n')}\n`];
}

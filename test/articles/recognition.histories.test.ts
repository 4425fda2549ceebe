import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Fingerprint } from '../../src/articles/identity.ts';
import { type Recognised, type Remembered, recognise } from '../../src/articles/recognition.ts';
import { parseRecord } from '../../src/storage/records.ts';

/** What is told of one piece, whatever becomes of its file. The model knows pieces; the register only ever sees files. */
interface Piece {
  readonly number: number;
  /** Undefined where the name of the file gives it. */
  readonly ownSlug: string | undefined;
  title: string;
  published: number;
  text: string;
  /** By which readers know it. */
  id?: string;
}

const acts = [
  'add',
  'edit',
  'retitle',
  'rewrite',
  'rename',
  'swap',
  'replace',
  'overwrite',
  'rotate',
  'copy',
  'delete',
  'restore',
  'unmount',
  'halves',
  'read',
  'look',
  'restart',
  'crash',
] as const;

const step = fc.record({ act: fc.constantFrom(...acts), at: fc.nat(99), to: fc.nat(99) });
type Step = { act: (typeof acts)[number]; at: number; to: number };

/** Names that meet again and again, in folders, so that some slugs are the same. */
const names = ['1.md', '2.md', '3.md', '4.md', 'x/1.md', 'x/2.md', 'y/1.md', 'y/5.md'];
const baseOf = (name: string): string => name.replace(/^.*\//, '').replace('.md', '');

/** A newsroom at work, a register that follows it, and what must be true of both. */
class Newsroom {
  readonly desk = new Map<string, Piece>();
  readonly #trash = new Set<Piece>();
  /** Whose name a file name is, as readers have been told: the last piece that was seen under it and did not move. */
  readonly #holders = new Map<string, Piece>();
  /** Ids that were ever told. */
  readonly #told = new Set<string>();
  /** Pieces whose text, or whose place, is another since the last reading; both at once, and nobody could know it. */
  readonly #rewritten = new Set<Piece>();
  readonly #moved = new Set<Piece>();
  /** On which there are two pieces already. */
  readonly #days = new Set<number>();
  readonly #journal: string[] = [];
  #register = new Map<string, Remembered>();
  #seen = new Map<string, string>();
  #count = 0;
  #sites = 0;
  readonly #isReversed: boolean;

  constructor(isReversed: boolean) {
    this.#isReversed = isReversed;
  }

  do({ act, at, to }: Step): void {
    const here = [...this.desk.keys()];
    const key = here[at % Math.max(1, here.length)];
    const piece = key === undefined ? undefined : this.desk.get(key);
    const target = names[to % names.length] ?? '';
    const isFree = !this.desk.has(target);
    const other = this.desk.get(target);
    if (act === 'add' && isFree) this.desk.set(target, this.#write(at));
    if (act === 'read') this.#read();
    if (act === 'look') this.#read('changed');
    if (act === 'restart') this.#restart();
    if (act === 'crash') this.#read('all', to);
    if (act === 'unmount') this.#unmount();
    const lost = [...this.#trash][at % Math.max(1, this.#trash.size)];
    if (act === 'restore' && lost !== undefined && isFree) {
      this.#trash.delete(lost);
      this.#put(target, lost);
    }
    if (key === undefined || piece === undefined) return;
    if (act === 'edit' && !(piece.ownSlug === undefined && this.#moved.has(piece))) {
      piece.text = `text ${++this.#count}`;
      if (piece.ownSlug === undefined) this.#rewritten.add(piece);
    }
    if (act === 'retitle' || act === 'rewrite') this.#rewrite(piece, act);
    if (this.#rewritten.has(piece)) return;
    if (act === 'rename' && isFree) this.#move(key, target);
    if (act === 'halves' && isFree) {
      this.desk.delete(key);
      this.#read(to % 2 === 0 ? 'changed' : 'all');
      this.#put(target, piece);
    }
    if (act === 'replace' && isFree) {
      this.#move(key, target);
      // Of two of one day and one name of a file, in two folders, nobody could tell a newcomer from the other, moved.
      const isOfOneDay = to % 3 === 0 && baseOf(key) !== baseOf(target) && !this.#days.has(piece.published);
      this.desk.set(key, this.#write(at, isOfOneDay ? piece.published : undefined));
      if (isOfOneDay) {
        this.#days.add(piece.published);
        this.#read();
      }
    }
    if (act === 'copy' && isFree && !this.#days.has(piece.published))
      this.#copy(key, piece, target, at % 2 === 0);
    if (act === 'delete') {
      this.desk.delete(key);
      this.#trash.add(piece);
    }
    if (other === undefined || other === piece || this.#rewritten.has(other)) return;
    if (act === 'swap') {
      this.#put(key, other);
      this.#put(target, piece);
    }
    if (act === 'overwrite') {
      this.#trash.add(other);
      this.#move(key, target);
    }
    if (act === 'rotate') {
      const third = this.desk.get(names[at % names.length] ?? '');
      const where = names[at % names.length] ?? '';
      if (third === undefined || third === piece || third === other || this.#rewritten.has(third)) return;
      this.#put(key, other);
      this.#put(target, third);
      this.#put(where, piece);
    }
  }

  #write(seed: number, published?: number): Piece {
    this.#count += 1;
    const number = this.#count;
    const ownSlug = seed % 2 === 0 ? `slug-${number}` : undefined;
    const text = `text ${number}`;
    return { number, ownSlug, title: `Title ${number}`, published: published ?? 1000 + number, text };
  }

  #put(name: string, piece: Piece): void {
    this.desk.set(name, piece);
    this.#moved.add(piece);
  }

  #move(from: string, to: string): void {
    const piece = this.desk.get(from);
    if (piece === undefined) return;
    this.desk.delete(from);
    this.#put(to, piece);
  }

  #rewrite(piece: Piece, act: Step['act']): void {
    if (this.#moved.has(piece)) return;
    this.#rewritten.add(piece);
    const number = ++this.#count;
    piece.title = `Title ${number}`;
    piece.text = `text ${number}`;
    if (act === 'rewrite') piece.published = 1000 + number;
  }

  /** The original keeps its id, also when it is edited after it was copied; the copy is rewritten one reading later. */
  #copy(key: string, piece: Piece, target: string, isEdited: boolean): void {
    this.#read();
    if (this.#holders.has(target)) return;
    const copy: Piece = { ...piece, number: ++this.#count };
    delete copy.id;
    this.desk.set(target, copy);
    if (isEdited) piece.text = `text ${++this.#count}`;
    this.#read();
    expect(this.desk.get(key)).toBe(piece);
    this.#rewrite(copy, 'rewrite');
    this.#read('changed');
  }

  #unmount(): void {
    this.#read();
    const away = [...this.desk];
    this.desk.clear();
    this.#read();
    for (const [name, piece] of away) this.desk.set(name, piece);
    this.#read();
  }

  #prints(): Fingerprint[] {
    const prints = [...this.desk].map(([key, { title, ownSlug, published, text }]) => {
      const slug = ownSlug ?? baseOf(key);
      return { key, title, slug, published, digest: JSON.stringify([title, ownSlug, published, text]) };
    });
    return this.#isReversed ? prints.reverse() : prints;
  }

  #restart(): void {
    this.#register = replay(this.#journal);
    this.#seen = new Map();
    this.#sites += 1;
    this.#read();
  }

  /** @param written - how many lines of it reach the disk, after which all begins anew */
  #read(what: 'all' | 'changed' = 'all', written?: number): void {
    const all = this.#prints();
    const asked =
      what === 'all' ? all : all.filter(({ key, digest }) => this.#seen.get(key) !== `${key} ${digest}`);
    const site = `https://${this.#sites}.example`;
    const { ids, changes } = recognise(this.#register, asked, this.desk, site);
    const lines = changes.map((change) => JSON.stringify(change));
    if (written !== undefined) {
      this.#journal.push(...lines.slice(0, written % (lines.length + 1)));
      this.#restart();
      return;
    }
    this.#journal.push(...lines);
    for (const change of changes) take(this.#register, change);
    expect(replay(this.#journal)).toEqual(this.#register);
    this.#seen = new Map(all.map(({ key, digest }) => [key, `${key} ${digest}`]));
    this.#judge(new Map(asked.map(({ key }, index) => [key, ids[index] ?? ''])));
    this.#rewritten.clear();
    this.#moved.clear();
  }

  /** What every piece must be known by. */
  #judge(given: ReadonlyMap<string, string>): void {
    const stored = new Set(this.desk.values());
    const before = new Map(this.#holders);
    for (const [key, piece] of this.desk) {
      const id = given.get(key);
      const holder = before.get(key);
      if (id === undefined) continue;
      if (piece.id !== undefined) expect([key, id]).toEqual([key, piece.id]);
      else if (holder !== undefined && !stored.has(holder)) {
        // What is stored anew under the name of a piece that is nowhere any more is that piece to the register.
        expect([key, id]).toEqual([key, holder.id]);
        delete holder.id;
      } else expect(this.#told).not.toContain(id);
      piece.id = id;
      this.#told.add(id);
    }
    for (const [key, holder] of before) if (stored.has(holder)) this.#holders.delete(key);
    for (const [key, piece] of this.desk) this.#holders.set(key, piece);
    const known = [...stored].map(({ id }) => id);
    expect(new Set(known).size).toBe(this.desk.size);
    expect(new Set([...this.#register.values()].map(({ id }) => id))).toEqual(this.#told);
    expect(this.#register.size).toBe(this.#told.size);
  }
}

function take(register: Map<string, Remembered>, { article, from }: Recognised): void {
  if (from !== undefined) register.delete(from);
  register.set(article.key, article);
}

/** As the journal on disk is read. */
function replay(lines: readonly string[]): Map<string, Remembered> {
  const register = new Map<string, Remembered>();
  for (const line of lines) {
    const record = parseRecord(JSON.parse(line));
    if (record === undefined || !('article' in record)) throw new Error(`${line} is no record`);
    take(register, record);
  }
  return register;
}

it('over any history of a newsroom, read whenever it may be, an id never changes and is never shared', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40, size: 'max' }), fc.boolean(), (steps, isReversed) => {
      const newsroom = new Newsroom(isReversed);
      for (const one of steps) newsroom.do(one);
      newsroom.do({ act: 'read', at: 0, to: 0 });
    }),
    { numRuns: 500 },
  );
});

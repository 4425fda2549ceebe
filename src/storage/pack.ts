import type { Article, Author, Status, Term } from '../articles/article.ts';
import { Column, reals, wholes } from '../articles/column.ts';
import type { Instant } from '../articles/instant.ts';
import type { ReadingContext } from '../articles/reading/reading.ts';
import { Ids } from './ids.ts';
import { Lists } from './lists.ts';
import type { Mentions } from './mentions.ts';
import { Numbers } from './numbers.ts';
import { Rows } from './rows.ts';
import type { Stamp } from './stored.ts';
import { isBare } from './telling.ts';
import { stemOf, Wording } from './wording.ts';

/** An article, and what is remembered of its file. */
export interface Packable {
  /** Without an id as long as that is ''. */
  readonly article: Article;
  readonly stamp: Stamp | undefined;
  readonly context: ReadingContext;
  /** What the revision begins with. */
  readonly digest: string;
  readonly mentions: Mentions;
}

/** What few articles say. */
type Rest = Partial<Pick<Article, 'language' | 'correction' | 'related'>> & {
  readonly mentions?: readonly number[];
};

const statuses: readonly Status[] = ['published', 'draft', 'withdrawn'];
const none: readonly never[] = [];
const nothing: Rest = {};
const several = 1;

/**
 * Articles and what is remembered of their files, in tables of numbers and blocks of text outside of the heap: a quarter
 * of what objects take, and no work for the collector. Rows are numbered, and numbers of removed ones used again.
 */
export class Pack {
  /** The context and the status; key, title, slug, permalink, digest, what follows it in the revision, stamp, rest. */
  readonly #rows = new Rows();
  readonly #wording = new Wording();
  readonly #ids = new Ids();
  /** By row; of `expires`, not a number for none. */
  readonly #published = new Column(reals);
  readonly #updated = new Column(reals);
  readonly #expires = new Column(reals);
  /** By row: 0 for no file that it mentions, `several` where the rest tells which, else the one. */
  readonly #mention = new Column(wholes);
  /** By row: the numbers of its authors, its section (from 1; 0 for none) and its tags. */
  readonly #lists = new Lists();
  readonly #terms = new Numbers<Term>();
  readonly #authors = new Numbers<readonly Author[]>();
  readonly #contexts = new Numbers<ReadingContext>();
  readonly #free: number[] = [];
  /** Of the row that was read last: often it is the next one too. */
  #read = -1;
  #fields: readonly string[] = none;

  get length(): number {
    return this.#rows.length;
  }

  has(row: number): boolean {
    return this.#rows.has(row);
  }

  add({ article, stamp = '', context, digest, mentions }: Packable): number {
    const { key, id, revision, permalink, slug, title, authors, section, tags } = article;
    const { language, status, published, updated, expires, correction, related } = article;
    const one = typeof mentions === 'number' ? mentions >>> 0 : several;
    const rest: Rest = {
      ...(language !== undefined && { language }),
      ...(correction !== undefined && { correction }),
      ...(related.length > 0 && { related }),
      ...(mentions !== undefined && one <= several && { mentions: [mentions].flat() }),
    };
    const text = this.#wording.write([
      this.#wording.shortenName(key),
      title,
      this.#wording.shortenStem(slug, stemOf(key)),
      this.#wording.shortenName(permalink, slug),
      digest,
      revision.slice(digest.length),
      stamp,
      isBare(rest) ? '' : JSON.stringify(rest),
    ]);
    const mark = this.#contexts.of(context) * statuses.length + statuses.indexOf(status);
    const row = this.#free.pop() ?? this.#rows.length;
    if (row === this.#read) this.#read = -1;
    if (row === this.#rows.length) this.#rows.add(mark, text);
    else this.#rows.refill(row, mark, text);
    this.#lists.set(row, [
      this.#authors.of(authors),
      section === undefined ? 0 : this.#terms.of(section) + 1,
      ...tags.map((tag) => this.#terms.of(tag)),
    ]);
    this.#published.set(row, published);
    this.#updated.set(row, updated);
    this.#expires.set(row, expires ?? Number.NaN);
    this.#mention.set(row, mentions === undefined ? 0 : Math.max(one, several));
    if (id !== '') this.#ids.set(row, id);
    return row;
  }

  remove(row: number): void {
    this.#rows.remove(row);
    this.#lists.set(row, none);
    this.#ids.remove(row);
    this.#free.push(row);
    this.#read = -1;
  }

  hasId(row: number): boolean {
    return this.#ids.has(row);
  }

  setId(row: number, id: string): void {
    this.#ids.set(row, id);
  }

  id(row: number): string {
    return this.#ids.at(row);
  }

  /** Without a look at all the others. */
  key(row: number): string {
    if (row === this.#read) return this.#wording.lengthen(this.#fields[0] ?? '');
    return this.#wording.lengthen(this.#wording.readFirst(this.#rows.text(row)));
  }

  title(row: number): string {
    return this.#field(row, 1);
  }

  slug(row: number): string {
    return this.#wording.lengthen(this.#field(row, 2), stemOf(this.key(row)));
  }

  permalink(row: number): string {
    const short = this.#field(row, 3);
    return this.#wording.lengthen(short, short.endsWith('\t') ? this.slug(row) : '');
  }

  digest(row: number): string {
    return this.#field(row, 4);
  }

  revision(row: number): string {
    const digest = this.#field(row, 4);
    const more = this.#field(row, 5);
    return more === '' ? digest : digest + more;
  }

  stamp(row: number): Stamp | undefined {
    return this.#field(row, 6) || undefined;
  }

  authors(row: number): readonly Author[] {
    return this.#authors.at(this.#lists.at(row, 0));
  }

  section(row: number): Term | undefined {
    const number = this.#lists.at(row, 1);
    return number === 0 ? undefined : this.#terms.at(number - 1);
  }

  tags(row: number): readonly Term[] {
    const length = this.#lists.lengthOf(row);
    if (length <= 2) return none;
    const tags: Term[] = [];
    for (let index = 2; index < length; index += 1) tags.push(this.#terms.at(this.#lists.at(row, index)));
    return tags;
  }

  status(row: number): Status {
    return statuses[this.#rows.number(row) % statuses.length] ?? 'draft';
  }

  context(row: number): ReadingContext {
    return this.#contexts.at(Math.floor(this.#rows.number(row) / statuses.length));
  }

  published(row: number): Instant {
    return this.#published.at(row);
  }

  updated(row: number): Instant {
    return this.#updated.at(row);
  }

  expires(row: number): Instant | undefined {
    const expires = this.#expires.at(row);
    return Number.isNaN(expires) ? undefined : expires;
  }

  language(row: number): string | undefined {
    return this.#rest(row).language;
  }

  correction(row: number): string | undefined {
    return this.#rest(row).correction;
  }

  related(row: number): readonly string[] {
    return this.#rest(row).related ?? none;
  }

  mentions(row: number): Mentions {
    const one = this.#mention.at(row);
    if (one !== several) return one === 0 ? undefined : one | 0;
    const { mentions } = this.#rest(row);
    return mentions?.length === 1 ? mentions[0] : mentions;
  }

  #rest(row: number): Rest {
    const written = this.#field(row, 7);
    return written === '' ? nothing : (JSON.parse(written) as Rest);
  }

  #field(row: number, index: number): string {
    if (row !== this.#read) {
      this.#fields = this.#wording.read(this.#rows.text(row));
      this.#read = row;
    }
    return this.#fields[index] ?? '';
  }
}

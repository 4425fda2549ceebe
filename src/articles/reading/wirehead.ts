import { type Entries, type Entry, originOf, type Spot } from './datum.ts';
import { readHeadline } from './headline.ts';
import type { Sheet } from './sheet.ts';
import { parseTimestamp } from './timestamp.ts';
import { isBylineLine, labelled, listItem, type WireLine } from './wirelines.ts';

/** More lines than these between headline and block are no standfirst but a body. */
const mostStandfirst = 4;
/** Without a block of `- ` lines a body may begin at once, so fewer. */
const mostBeforeByline = 2;
const mostUnlabelled = 4;

/** The head of wire copy: what it says of the article, and where the body begins. */
export interface WireHead {
  readonly entries: Entries;
  /** Index of the first line that is not head. */
  readonly end: number;
}

/** Reads headline, standfirst and metadata; the sheet is told of lines that mean nothing here. */
export function readHead(lines: readonly WireLine[], zone: string, sheet: Sheet): WireHead {
  return new Head(lines, zone, sheet).read();
}

class Head {
  readonly #lines: readonly WireLine[];
  readonly #zone: string;
  readonly #sheet: Sheet;
  readonly #entries = new Map<string, Entry>();
  #at = 0;
  /** A prefix tells of a correction, but not yet what was wrong. */
  #corrected: WireLine | undefined;

  constructor(lines: readonly WireLine[], zone: string, sheet: Sheet) {
    this.#lines = lines;
    this.#zone = zone;
    this.#sheet = sheet;
  }

  read(): WireHead {
    this.#readHeadline();
    this.#readCorrectionNote();
    this.#readStandfirst();
    this.#readMetadata();
    const { origin, spot } = this.#corrected === undefined ? {} : placeOf(this.#corrected, 'headline');
    if (origin !== undefined)
      this.#add('correction', 'headline', 'This article has been corrected.', origin, spot);
    return { entries: this.#entries, end: this.#at };
  }

  #add(key: string, name: string, text: string, origin: string, spot: Spot | undefined): void {
    if (text === '' || this.#entries.has(key)) return;
    this.#entries.set(key, { name, datum: { kind: 'text', text, plain: false, spot }, origin, spot });
  }

  #addLabelled(line: WireLine, text: string): boolean {
    const found = labelled(text);
    if (found === undefined) return false;
    const spot = spotIn(line, found.value);
    this.#add(found.key, found.label, found.value, originOf('label', found.label, spot), spot);
    return true;
  }

  /** The next line that is not blank. */
  #next(): WireLine | undefined {
    while (this.#lines[this.#at]?.text === '') this.#at += 1;
    return this.#lines[this.#at];
  }

  /** Header lines and prefixes, up to and with the first line that is a headline. */
  #readHeadline(): void {
    for (let line = this.#next(); line !== undefined; line = this.#next()) {
      // In capitals these are prefixes of agencies, and a headline may follow on the line.
      if (!/^(?:CORRECT|EMBARGO)/.test(line.text) && this.#addLabelled(line, line.text)) {
        this.#at += 1;
        continue;
      }
      const { title, killed, correction, embargo } = readHeadline(line.text, this.#zone);
      const { origin, spot } = placeOf(line, 'headline');
      if (killed) this.#add('status', 'headline', 'withdrawn', origin, spot);
      if (embargo !== undefined)
        this.#add('embargo', 'embargo', embargo || line.text, origin, spotIn(line, embargo));
      if (correction !== undefined) {
        if (correction === '') this.#corrected = line;
        else this.#add('correction', 'headline', correction, origin, spot);
      }
      if (title === '') {
        this.#at += 1;
        continue;
      }
      if (this.#entries.has('title') || listItem(line) !== undefined) return;
      this.#add('title', 'headline', title, origin, spotIn(line, title));
      this.#at += 1;
      return;
    }
  }

  /** `(Corrects spelling of name in paragraph 2)` below a headline that tells of a correction. */
  #readCorrectionNote(): void {
    if (this.#corrected === undefined) return;
    if (this.#entries.has('correction')) {
      this.#corrected = undefined;
      return;
    }
    const line = this.#next();
    const text = /^\((.+)\)$/.exec(line?.text ?? '')?.[1];
    if (line === undefined || text === undefined) return;
    const { origin, spot } = placeOf(line, 'correction');
    this.#add('correction', 'correction', text, origin, spot);
    this.#corrected = undefined;
    this.#at += 1;
  }

  /** The lines up to the metadata, if there is any near enough. */
  #readStandfirst(): void {
    const standfirst: WireLine[] = [];
    for (let index = this.#at; index < this.#lines.length; index++) {
      const line = this.#lines[index];
      if (line === undefined || line.text === '') continue;
      const isList = listItem(line) !== undefined;
      if (isList ? this.#isMetadata(index) : standfirst.length <= mostBeforeByline && isMetadataLine(line)) {
        this.#at = index;
        const [first] = standfirst;
        if (first === undefined) return;
        const { origin, spot } = placeOf(first, 'standfirst');
        this.#add('summary', 'standfirst', standfirst.map(({ text }) => text).join(' '), origin, spot);
        return;
      }
      if (this.#readEmbargo(line, line.text)) continue;
      standfirst.push(line);
      if (isList || standfirst.length > mostStandfirst) return;
    }
  }

  /** A block of `- ` lines is metadata when it says so itself, or when it is short and a body follows. */
  #isMetadata(from: number): boolean {
    let items = 0;
    for (let index = from; index < this.#lines.length; index++) {
      const line = this.#lines[index];
      if (line === undefined || line.text === '') continue;
      const item = listItem(line);
      if (item === undefined) return items <= mostUnlabelled;
      if (labelled(item) !== undefined || this.#isTime(item) || this.#isEmbargo(item)) return true;
      items += 1;
    }
    return false;
  }

  #isEmbargo(text: string): boolean {
    return readHeadline(text, this.#zone).embargo !== undefined;
  }

  /** `EMBARGOED UNTIL …` below the headline: what was read of it must not come out as if it had not been. */
  #readEmbargo(line: WireLine, text: string): boolean {
    const { embargo } = readHeadline(text, this.#zone);
    if (embargo === undefined) return false;
    const { origin } = placeOf(line, 'embargo');
    this.#add('embargo', 'embargo', embargo || text, origin, spotIn(line, embargo));
    return true;
  }

  #isTime(text: string): boolean {
    return 'instant' in parseTimestamp(text, this.#zone, 'local');
  }

  /** Lines with labels, and one block of `- ` lines with or without. */
  #readMetadata(): void {
    let blockIsOver = false;
    let inBlock = false;
    for (let line = this.#next(); line !== undefined; line = this.#next()) {
      const item = listItem(line);
      if (item !== undefined) {
        if (blockIsOver || (!inBlock && !this.#isMetadata(this.#at))) return;
        inBlock = true;
        this.#readItem(line, item);
      } else {
        if (inBlock) blockIsOver = true;
        if (!this.#readLine(line)) return;
      }
      this.#at += 1;
    }
  }

  #readLine(line: WireLine): boolean {
    if (this.#addLabelled(line, line.text) || this.#readEmbargo(line, line.text)) return true;
    if (!isBylineLine(line.text) || this.#entries.has('byline')) return false;
    const { origin, spot } = placeOf(line, 'byline');
    this.#add('byline', 'byline', line.text, origin, spot);
    return true;
  }

  #readItem(line: WireLine, item: string): void {
    if (this.#addLabelled(line, item) || this.#readEmbargo(line, item)) return;
    const spot = spotIn(line, item);
    const add = (key: string, name: string): void =>
      this.#add(key, name, item, `${name} in the block of "- " lines, line ${line.number}`, spot);
    if (isBylineLine(item) && !this.#entries.has('byline')) add('byline', 'byline');
    else if (this.#isTime(item) && !this.#entries.has('date')) add('date', 'date');
    else if (!this.#entries.has('section')) add('section', 'section');
    else if (!this.#entries.has('byline')) add('byline', 'byline');
    else {
      const remedy = 'put a name in front, like `Tags: …`, or leave the line out';
      this.#sheet.warn(spot, `this line of the block is neither section, byline nor date; ${remedy}`);
    }
  }
}

function isMetadataLine(line: WireLine): boolean {
  return labelled(line.text) !== undefined || isBylineLine(line.text);
}

function placeOf(line: WireLine, name: string): { origin: string; spot: Spot } {
  return { origin: `${name}, line ${line.number}`, spot: { line: line.number, column: line.indent + 1 } };
}

function spotIn({ number, text, indent }: WireLine, part: string): Spot {
  return { line: number, column: indent + Math.max(0, text.lastIndexOf(part)) + 1 };
}

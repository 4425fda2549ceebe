import type { Resolve } from './address.ts';
import { aliases, allowed, droppedWhole } from './allowed.ts';
import { type Printed, printAttributes } from './attributes.ts';
import { embedOf } from './embed.ts';
import { escapeAttribute, escapeText } from './markup.ts';
import { isPixel, withAddresses } from './pictures.ts';
import { remaining, roomFor, tableParts, voidElements } from './structure.ts';
import { type Attributes, type Place, type TagHandler, TagReader } from './tags.ts';

export type { Resolve, Use } from './address.ts';

/** Deeper tags are left out and their text is kept: no article needs them, and readers crash on them. */
const deepest = 100;

const loading = new Set(['img', 'source', 'audio', 'video']);
const nothing: Printed = { text: '' };

/**
 * HTML cut to the allow-list and printed anew: every element closed and where HTML has a place for it, every address
 * absolute, all text escaped, so that any browser reads back what is meant here and nothing of it can run.
 * Never throws; takes one pass. Cleaning what is clean changes nothing, as long as `resolve` leaves its own answers alone.
 */
export function cleanHtml(html: string, resolve: Resolve): string {
  const cleaner = new Cleaner(resolve);
  new TagReader(html, cleaner).read();
  return cleaner.finish();
}

class Cleaner implements TagHandler {
  readonly #resolve: Resolve;
  readonly #out: string[] = [];
  /** Open elements, and where in `#out` each begins. */
  readonly #open: string[] = [];
  readonly #begins: number[] = [];
  /** Tags left out although others of their name are printed: their end tags must not end those. */
  readonly #skipped = new Map<string, number>();
  /** The element that is being left out whole, and how often it is nested in itself. */
  #dropped = '';
  #depth = 0;
  /** Where in `#out` ids stand, and the names that links point to. */
  readonly #ids: { readonly at: number; readonly id: string }[] = [];
  readonly #fragments = new Set<string>();

  constructor(resolve: Resolve) {
    this.#resolve = resolve;
  }

  open(name: string, given: Attributes, _place: Place, closed: boolean): void {
    if (this.#dropped !== '') {
      if (name === this.#dropped && !closed) this.#depth += 1;
    } else if (name === 'iframe' || droppedWhole.has(name)) {
      if (name === 'iframe') this.#embed(given);
      if (!closed) {
        this.#dropped = name;
        this.#depth = 1;
      }
    } else {
      this.#element(aliases.get(name) ?? name, given);
    }
  }

  close(name: string): void {
    if (this.#dropped !== '') {
      if (name === this.#dropped && --this.#depth === 0) this.#dropped = '';
      return;
    }
    const tag = aliases.get(name) ?? name;
    if (tag === 'br') this.#element('br', new Map());
    if (!allowed.has(tag) || voidElements.has(tag)) return;
    const skipped = this.#skipped.get(tag) ?? 0;
    if (skipped > 0) {
      this.#skipped.set(tag, skipped - 1);
      return;
    }
    const keep = remaining(tag, this.#open);
    if (tag === 'p' && keep === this.#open.length) this.#separate();
    this.#closeTo(keep);
  }

  text(raw: string): void {
    if (this.#dropped !== '') return;
    const text = escapeText(raw);
    if (text === '') return;
    if (/[^\t\n ]/.test(text)) this.#makeRoom(undefined);
    this.#out.push(text);
  }

  finish(): string {
    this.#closeTo(0);
    for (const { at, id } of this.#ids) if (!this.#fragments.has(id)) this.#out[at] = '';
    return this.#out.join('');
  }

  #element(tag: string, given: Attributes): void {
    if (!allowed.has(tag)) return;
    if (tag === 'img' && isPixel(given)) return;
    if (tag === 'a') this.#skipped.delete(tag);
    const attributes = loading.has(tag) ? withAddresses(given) : given;
    const printed = printAttributes(tag, attributes, this.#resolve);
    if (printed === undefined) {
      // An anchor ends the link before it even when it is no link itself.
      if (tag === 'a') this.#closeTo(roomFor(tag, this.#open)?.keep ?? this.#open.length);
      this.#skip(tag);
    } else if (this.#open.length >= deepest && !voidElements.has(tag)) {
      this.#skip(tag);
    } else if (this.#makeRoom(tag)) {
      this.#print(tag, printed);
    } else {
      if (tableParts.has(tag)) this.#separate();
      this.#skip(tag);
    }
  }

  #embed(given: Attributes): void {
    const embed = embedOf(given, this.#resolve);
    if (embed === undefined) return;
    this.#makeRoom('a');
    const depth = this.#open.length;
    if (!this.#open.includes('p')) this.#print('p', nothing);
    this.#print('a', { text: ` href="${escapeAttribute(embed.href)}"` });
    this.text(embed.text);
    this.#closeTo(depth);
  }

  #skip(tag: string): void {
    if (!voidElements.has(tag)) this.#skipped.set(tag, (this.#skipped.get(tag) ?? 0) + 1);
  }

  #makeRoom(tag: string | undefined): boolean {
    const room = roomFor(tag, this.#open);
    if (room === undefined) return false;
    this.#closeTo(room.keep);
    for (const implied of room.implied) this.#print(implied, nothing);
    return true;
  }

  #print(tag: string, { text, id, fragment }: Printed): void {
    const begin = this.#out.length;
    if (fragment !== undefined) this.#fragments.add(fragment);
    if (id === undefined) {
      this.#out.push(`<${tag}${text}>`);
    } else {
      this.#ids.push({ at: begin + 1, id });
      this.#out.push(`<${tag}`, ` id="${id}"`, `${text}>`);
    }
    if (voidElements.has(tag)) return;
    this.#open.push(tag);
    this.#begins.push(begin);
  }

  #closeTo(keep: number): void {
    while (this.#open.length > keep) {
      const tag = this.#open.pop() ?? '';
      const begin = this.#begins.pop() ?? 0;
      if (tag === 'p' && this.#isBlank(begin)) this.#undo(begin);
      else this.#out.push(`</${tag}>`);
    }
  }

  /** Nothing but white space since the element that begins there. */
  #isBlank(begin: number): boolean {
    const from = this.#ids.at(-1)?.at === begin + 1 ? begin + 3 : begin + 1;
    for (let index = from; index < this.#out.length; index++) {
      if (/\S/.test(this.#out[index] ?? '')) return false;
    }
    return true;
  }

  #undo(begin: number): void {
    this.#out.length = begin;
    if ((this.#ids.at(-1)?.at ?? -1) >= begin) this.#ids.pop();
    this.#separate();
  }

  /** Words on both sides of something left out stay two words. */
  #separate(): void {
    const last = this.#out.at(-1)?.at(-1) ?? '>';
    if (/[^\s>]/.test(last)) this.#out.push('\n');
  }
}

import { Tokenizer } from 'htmlparser2';

export type Attributes = ReadonlyMap<string, string>;

/** What a reader is told, in the order of the text. Names are lower case, entities decoded. */
export interface TagHandler {
  /**
   * `start` and `end` are offsets of the tag itself, in UTF-16 units. Of an attribute given twice the first counts.
   * `closed` tells of a slash before the `>`.
   */
  open(tag: string, attributes: Attributes, place: Place, closed: boolean): void;
  close(tag: string, place: Place): void;
  /** A stretch of text; one paragraph may come in many. */
  text(text: string): void;
}

export interface Place {
  readonly start: number;
  readonly end: number;
}

/** Longer names, and attributes beyond this many, are nobody's: not worth keeping in memory. */
const longestName = 64;
const mostAttributes = 100;

/**
 * Reads HTML tag by tag as the tokenizer of WHATWG HTML section 13.2.5 does, and keeps nothing: no tree, no stack, so
 * that neither depth nor length of a hostile document costs more than one pass over it. What opens must not be
 * expected to close. Comments, CDATA and doctypes are passed over.
 * The one departure: a slash ends `<iframe/>` and `<script/>`, where browsers would swallow the rest of the article.
 */
export class TagReader {
  readonly #html: string;
  readonly #tokenizer: Tokenizer;

  constructor(html: string, handler: TagHandler) {
    this.#html = html;
    let tag = '';
    let start = 0;
    let attribute = '';
    let value = '';
    let attributes = new Map<string, string>();
    const ignore = () => undefined;
    const opened = (end: number, closed: boolean) => {
      handler.open(tag, attributes, { start, end: end + 1 }, closed);
      if (attributes.size > 0) attributes = new Map();
    };
    const name = (from: number, to: number) =>
      html.slice(from, Math.min(to, from + longestName)).toLowerCase();
    this.#tokenizer = new Tokenizer(
      { recognizeSelfClosing: true },
      {
        onopentagname(from, to) {
          start = from - 1;
          tag = name(from, to);
        },
        onattribname(from, to) {
          attribute = name(from, to);
          value = '';
        },
        onattribdata(from, to) {
          value += html.slice(from, to);
        },
        onattribentity(code) {
          value += String.fromCodePoint(code);
        },
        onattribend() {
          if (!attributes.has(attribute) && attributes.size < mostAttributes)
            attributes.set(attribute, value);
        },
        onopentagend: (end) => opened(end, false),
        onselfclosingtag: (end) => opened(end, true),
        onclosetag(from, to) {
          const end = html.indexOf('>', to);
          handler.close(name(from, to), { start: from - 2, end: end < 0 ? html.length : end + 1 });
        },
        ontext: (from, to) => handler.text(html.slice(from, to)),
        ontextentity: (code) => handler.text(String.fromCodePoint(code)),
        oncdata: ignore,
        oncomment: ignore,
        ondeclaration: ignore,
        onprocessinginstruction: ignore,
        onend: ignore,
      },
    );
  }

  read(): void {
    this.#tokenizer.write(this.#html);
    if (this.#tokenizer.running) this.#tokenizer.end();
  }

  /** To be called by the handler: nothing more is read. */
  stop(): void {
    this.#tokenizer.pause();
  }
}

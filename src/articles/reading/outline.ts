import { type Attributes, type Place, type TagHandler, TagReader } from './tags.ts';

/** Something in a page, and where it begins in the text of the file. */
export interface Found<What> {
  readonly what: What;
  readonly offset: number;
}

/** A stretch of the file, in UTF-16 units. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** An element: all of it, and what is between its tags. */
export interface Region {
  readonly tag: string;
  readonly outer: Stretch;
  readonly inner: Stretch;
}

/** Everything in a page that may tell of its article, in the order of the page. */
export interface Outline {
  readonly metas: readonly Found<Attributes>[];
  readonly links: readonly Found<Attributes>[];
  readonly times: readonly Found<Attributes>[];
  /** The text of every `<script type="application/ld+json">`. */
  readonly linkedData: readonly Found<string>[];
  readonly html?: Found<Attributes>;
  readonly title?: Found<string>;
  /** With their text. */
  readonly headlines: readonly (Found<string> & { readonly region: Region })[];
  /** `[itemprop=articleBody]`, `article`, `main`, `body`, `head`: the outermost of each. */
  readonly regions: Readonly<Record<Landmark, readonly Region[]>>;
  /** `nav`, `header`, `footer`, `aside`. */
  readonly furniture: readonly Region[];
}

export type Landmark = 'articleBody' | 'article' | 'main' | 'body' | 'head';

const furnitureTags: ReadonlySet<string> = new Set(['nav', 'header', 'footer', 'aside']);
/** Whose text is wanted: one at a time, for none of them belongs inside another. */
const captured: ReadonlySet<string> = new Set(['script', 'title', 'h1']);
const hidden: ReadonlySet<string> = new Set(['svg', 'math', 'template', 'noscript', 'object', 'iframe']);

/** Reads a page in one pass, whatever its size and depth. What is never closed reaches to the end. */
export function readOutline(html: string): Outline {
  const reader = new OutlineReader(html.length);
  new TagReader(html, reader).read();
  return reader.finish();
}

interface Begun {
  readonly tag: string;
  readonly level: number;
  readonly start: Place;
  readonly done: (region: Region, text: string) => void;
}

class OutlineReader implements TagHandler {
  readonly #length: number;
  readonly #metas: Found<Attributes>[] = [];
  readonly #links: Found<Attributes>[] = [];
  readonly #times: Found<Attributes>[] = [];
  readonly #linkedData: Found<string>[] = [];
  readonly #headlines: (Found<string> & { readonly region: Region })[] = [];
  readonly #furniture: Region[] = [];
  readonly #regions: Record<Landmark, Region[]> = {
    articleBody: [],
    article: [],
    main: [],
    body: [],
    head: [],
  };
  #html: Found<Attributes> | undefined;
  #title: Found<string> | undefined;
  /** How many elements of each name are open: enough to find the end of one without keeping a tree. */
  readonly #levels = new Map<string, number>();
  readonly #begun = new Map<string, Begun>();
  #capture: string[] = [];
  #hidden: string | undefined;

  constructor(length: number) {
    this.#length = length;
  }

  open(tag: string, attributes: Attributes, place: Place, closed: boolean): void {
    const found = { what: attributes, offset: place.start };
    if (tag === 'meta') this.#metas.push(found);
    if (tag === 'link') this.#links.push(found);
    if (tag === 'time') this.#times.push(found);
    if (tag === 'html') this.#html ??= found;
    if (closed) return;
    const level = (this.#levels.get(tag) ?? 0) + 1;
    this.#levels.set(tag, level);
    if (this.#hidden !== undefined) return;
    const begin = (name: string, done: (region: Region, text: string) => void) => {
      if (this.#begun.has(name)) return;
      if (captured.has(name)) this.#capture = [];
      this.#begun.set(name, { tag, level, start: place, done });
    };
    if (hidden.has(tag)) {
      this.#hidden = tag;
      begin('hidden', () => {
        this.#hidden = undefined;
      });
    } else if (tag === 'script') {
      if (!/^\s*application\/ld\+json\b/i.test(attributes.get('type') ?? '')) return;
      begin('script', (_region, what) => this.#linkedData.push({ what, offset: place.end }));
    } else if (tag === 'title') {
      begin('title', (_region, what) => {
        this.#title ??= { what, offset: place.start };
      });
    } else if (tag === 'h1') {
      begin('h1', (region, what) => this.#headlines.push({ what, offset: place.start, region }));
    } else if (furnitureTags.has(tag)) {
      begin('furniture', (region) => this.#furniture.push(region));
    } else if (tag === 'article' || tag === 'main' || tag === 'body' || tag === 'head') {
      begin(tag, (region) => this.#regions[tag].push(region));
    }
    if (isArticleBody(attributes)) begin('articleBody', (region) => this.#regions.articleBody.push(region));
  }

  close(tag: string, place: Place): void {
    const level = this.#levels.get(tag) ?? 0;
    if (level === 0) return;
    this.#levels.set(tag, level - 1);
    for (const [name, begun] of this.#begun) {
      if (begun.tag === tag && begun.level === level) this.#end(name, begun, place);
    }
  }

  text(text: string): void {
    if (this.#hidden === undefined && [...captured].some((name) => this.#begun.has(name)))
      this.#capture.push(text);
  }

  finish(): Outline {
    const end = { start: this.#length, end: this.#length };
    for (const [name, begun] of this.#begun) this.#end(name, begun, end);
    return {
      metas: this.#metas,
      links: this.#links,
      times: this.#times,
      linkedData: this.#linkedData,
      ...(this.#html && { html: this.#html }),
      ...(this.#title && { title: this.#title }),
      headlines: this.#headlines,
      regions: this.#regions,
      furniture: this.#furniture,
    };
  }

  #end(name: string, { tag, start, done }: Begun, close: Place): void {
    this.#begun.delete(name);
    const region = {
      tag,
      outer: { start: start.start, end: close.end },
      inner: { start: start.end, end: close.start },
    };
    done(region, captured.has(name) ? this.#capture.join('') : '');
    if (captured.has(name)) this.#capture = [];
  }
}

function isArticleBody(attributes: Attributes): boolean {
  return attributes.get('itemprop')?.split(/\s+/).includes('articleBody') ?? false;
}

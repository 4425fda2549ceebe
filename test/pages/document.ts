import { Parser } from 'htmlparser2';

export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** Of itself and what is in it. */
  text: string;
  /** Names of what it is in, outermost first. */
  readonly path: readonly string[];
}

export interface Document {
  readonly elements: readonly Element[];
  /** Elements that were not closed where they should have been. */
  readonly unclosed: readonly string[];
  all(...names: string[]): readonly Element[];
  /** The only element of that name. @throws when there is another number of them. */
  only(name: string): Element;
  /** The `content` of a `<meta>` by its name or property. */
  meta(name: string): string | undefined;
}

const voids = new Set(['meta', 'link', 'img', 'br', 'hr', 'wbr']);

/** Reads a page by a parser that shares nothing with what wrote it. */
export function read(page: string): Document {
  const elements: Element[] = [];
  const open: Element[] = [];
  const unclosed: string[] = [];
  const parser = new Parser({
    onopentag(name, attributes) {
      const element = { name, attributes, text: '', path: open.map((outer) => outer.name) };
      elements.push(element);
      open.push(element);
    },
    ontext(text) {
      for (const element of open) element.text += text;
    },
    onclosetag(name, implied) {
      if (implied && !voids.has(name)) unclosed.push(name);
      open.pop();
    },
  });
  parser.end(page);
  const all = (...names: string[]) => elements.filter(({ name }) => names.includes(name));
  return {
    elements,
    unclosed,
    all,
    only(name) {
      const [first, second] = all(name);
      if (first === undefined || second !== undefined)
        throw new Error(`there are ${all(name).length} <${name}>`);
      return first;
    },
    meta(name) {
      const found = all('meta').find(
        ({ attributes }) => attributes.name === name || attributes.property === name,
      );
      return found?.attributes.content;
    },
  };
}

import { SaxesParser } from 'saxes';
import type { Fault } from './former.ts';

/** An element of a feed, with the children that matter. */
export interface Element {
  readonly name: string;
  /** URI of its namespace; '' for none. */
  readonly space: string;
  /** By name as written, with its prefix. */
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly Element[];
  /** All text in it, of a leaf only. */
  readonly text: string;
}

interface Growing extends Element {
  readonly children: Growing[];
  text: string;
}

/** Levels of elements; feeds have five, bodies in XHTML a few dozen. */
const deepest = 200;
/** More is no feed that a reader would have taken. */
const mostElements = 500_000;

/** Elements whose children are looked at. */
const containers: ReadonlySet<string> = new Set(['rss', 'RDF', 'channel', 'feed', 'item', 'entry']);
const leaves: ReadonlySet<string> = new Set([
  ...['id', 'guid', 'link', 'origLink', 'title', 'generator'],
  ...['pubDate', 'date', 'published', 'issued', 'created'],
]);

class Stop extends Error {
  readonly fault: Fault;

  constructor(fault: Fault) {
    super(fault.reason);
    this.fault = fault;
  }
}

/**
 * The root of an XML document (XML 1.0, Namespaces in XML) with those elements of a feed that identify its items. Entities
 * beyond the five of XML are never expanded, nothing is fetched, and depth and number of elements are bounded.
 */
export function readElements(xml: string): { readonly root: Element } | { readonly fault: Fault } {
  const parser = new SaxesParser({ xmlns: true });
  const open: (Growing | undefined)[] = [];
  let root: Growing | undefined;
  let leaf: { readonly element: Growing; readonly depth: number } | undefined;
  let count = 0;
  const stop = (reason: string): never => {
    throw new Stop({ line: parser.line, column: Math.max(1, parser.columnIndex), reason });
  };

  parser.on('error', ({ message }) => {
    const detail = message.replace(/^\d+:\d+: /, '').replace(/\.$/, '');
    stop(
      parser.closed || /^unclosed tag|^unexpected end/.test(detail)
        ? 'ends in the middle: it was cut short, and nothing of it was taken; get it whole and try again'
        : `is not well-formed XML (${detail}); mend that in a copy, and name the copy`,
    );
  });
  parser.on('doctype', (doctype) => {
    if (/<!ENTITY/i.test(doctype)) {
      stop('declares entities of its own in its DOCTYPE, which no feed needs; delete the DOCTYPE in a copy');
    }
  });
  parser.on('opentag', ({ local, uri, attributes }) => {
    if (open.length >= deepest)
      stop(`has elements inside each other more than ${deepest} deep, so it is no feed`);
    const parent = open.at(-1);
    const isKept =
      open.length === 0 ||
      (parent !== undefined && containers.has(parent.name) && (containers.has(local) || leaves.has(local)));
    if (!isKept) {
      open.push(undefined);
      return;
    }
    count += 1;
    if (count > mostElements)
      stop(`has more than ${mostElements} elements that name items, so it is no feed`);
    const values = Object.values(attributes).map(({ name, value }) => [name, value] as const);
    const element: Growing = { name: local, space: uri, attributes: new Map(values), children: [], text: '' };
    if (parent === undefined) root = element;
    else parent.children.push(element);
    open.push(element);
    if (!containers.has(local)) leaf ??= { element, depth: open.length };
  });
  const collect = (text: string) => {
    if (leaf !== undefined) leaf.element.text += text;
  };
  parser.on('text', collect);
  parser.on('cdata', collect);
  parser.on('closetag', () => {
    if (leaf?.depth === open.length) leaf = undefined;
    open.pop();
  });

  try {
    parser.write(xml).close();
  } catch (error) {
    if (error instanceof Stop) return { fault: error.fault };
    throw error;
  }
  return root === undefined ? { fault: { reason: 'holds no element, so it is no feed' } } : { root };
}

/** The first child of a name in one of these namespaces. */
export function childOf(element: Element, name: string, spaces: readonly string[]): Element | undefined {
  return element.children.find((child) => child.name === name && spaces.includes(child.space));
}

/** Its text without white space around it; undefined for none. */
export function textIn(element: Element | undefined): string | undefined {
  return element?.text.trim() || undefined;
}

import { SaxesParser, type SaxesTagPlain } from 'saxes';

/** What a feed of any format says, as far as it must never be taken back. */
export interface Told {
  /** Number of each piece in it, with its id. */
  readonly ids: ReadonlyMap<number, string>;
  /** Ids of what was taken back. */
  readonly gone: readonly string[];
  /** Address of the page of its archive before this one. */
  readonly previous?: string;
}

/** @throws an Error when the document is not whole. */
export function readDocument(topic: string, text: string): Told {
  if (topic.endsWith('.json')) return readJson(text);
  if (topic.endsWith('.xml') || topic.endsWith('.opml')) return readXml(text);
  if (!/<\/html>\s*$/.test(text)) throw new Error('a page without its end');
  return { ids: new Map(), gone: [] };
}

function readJson(text: string): Told {
  const { items } = JSON.parse(text) as { items: { id: string; title: string }[] };
  const numbered = items.flatMap(({ id, title }): [number, string][] => [[numberOf(title), id]]);
  return { ids: new Map(numbered), gone: [] };
}

function readXml(text: string): Told {
  const ids = new Map<number, string>();
  const gone: string[] = [];
  let previous: string | undefined;
  let entry: { id?: string; title?: string } | undefined;
  let words = '';
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }: SaxesTagPlain) => {
    words = '';
    if (name === 'entry' || name === 'item') entry = {};
    if (name === 'at:deleted-entry') gone.push(attributes.ref ?? '');
    if (/^(atom:)?link$/.test(name) && attributes.rel === 'prev-archive') previous = attributes.href;
  });
  const add = (more: string): void => {
    words += more;
  };
  parser.on('text', add);
  parser.on('cdata', add);
  parser.on('closetag', ({ name }) => {
    if (entry === undefined) return;
    if (name === 'id' || name === 'guid') entry.id ??= words;
    if (name === 'title') entry.title ??= words;
    if (name !== 'entry' && name !== 'item') return;
    ids.set(numberOf(entry.title ?? ''), entry.id ?? '');
    entry = undefined;
  });
  parser.write(text).close();
  return { ids, gone, ...(previous !== undefined && { previous }) };
}

function numberOf(title: string): number {
  const number = /^Piece (\d+)\./.exec(title)?.[1];
  if (number === undefined) throw new Error(`no piece was ever called “${title}”`);
  return Number(number);
}

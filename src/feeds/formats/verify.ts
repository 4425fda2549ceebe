import { SaxesParser } from 'saxes';
import type { Feed, FormatName } from '../feed.ts';
import { profileFor } from '../profiles/profiles.ts';

/**
 * Reads a document back as a stranger would, before anyone else does.
 * @returns what is wrong with it, or undefined: it is well-formed XML with every prefix declared (or JSON), and holds
 *   the entries of the feed, each once and in order, under their ids.
 */
export function verify(format: FormatName, text: string, feed: Feed): string | undefined {
  try {
    const ids = format === 'json' ? jsonIds(text) : xmlIds(text, format === 'rss' ? 'guid' : 'id');
    const wanted = wantedIds(format, feed);
    if (ids.length !== wanted.length) return `it holds ${ids.length} entries instead of ${wanted.length}`;
    const wrong = ids.findIndex((id, index) => id !== wanted[index]);
    return wrong === -1
      ? undefined
      : `entry ${wrong + 1} has the id ${ids[wrong]} instead of ${wanted[wrong]}`;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** RSS for a partner that wants to be told of them ends with what was taken back. */
function wantedIds(format: FormatName, { definition, entries, withdrawn }: Feed): string[] {
  const tells = format === 'rss' && profileFor(definition.profile).deleted !== undefined;
  return [...entries, ...(tells ? withdrawn : [])].map(({ id }) => id);
}

function jsonIds(text: string): unknown[] {
  const { items } = JSON.parse(text) as { items: { id: unknown }[] };
  return items.map(({ id }) => id);
}

/** Ids of items or entries: the elements of that name on the level below them. */
function xmlIds(text: string, name: string): string[] {
  const parser = new SaxesParser({ xmlns: true });
  const ids: string[] = [];
  const open: string[] = [];
  let id = '';
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', (tag) => {
    open.push(tag.name);
    id = '';
  });
  const collect = (chars: string) => {
    if (open.at(-1) === name) id += chars;
  };
  parser.on('text', collect);
  parser.on('cdata', collect);
  parser.on('closetag', () => {
    const parent = open.at(-2);
    if (open.pop() === name && (parent === 'item' || parent === 'entry')) ids.push(id);
  });
  parser.write(text).close();
  return ids;
}

/** The same for a document without entries: OPML. */
export function verifyXml(text: string): string | undefined {
  try {
    xmlIds(text, '');
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

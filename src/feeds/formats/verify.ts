import { SaxesParser } from 'saxes';
import { finish, type Steps } from '../../articles/steps.ts';
import type { Feed, FormatName, Fragment, Pieces } from '../feed.ts';
import { profileFor } from '../profiles/profiles.ts';

/**
 * Reads a document back as a stranger would, before anyone else does. Every piece is read once: well-formed pieces between
 * which nothing is open make a well-formed whole (XML 1.0 section 2.1: each is content on its own).
 * @returns what is wrong with it, or undefined: it is well-formed XML with every prefix declared (or JSON), and holds
 *   the entries of the feed, each once and in order, under their ids.
 */
export function verify(format: FormatName, pieces: Pieces, feed: Feed): string | undefined {
  try {
    const { fragments } = pieces;
    const { entries } = feed;
    if (fragments.length !== entries.length)
      return `it holds ${fragments.length} entries instead of ${entries.length}`;
    return (
      compare(frameIds(format, pieces), wantedOfFrame(format, feed)) ??
      first(fragments, (fragment, nth) => verifyFragment(format, fragment, pieces.shell, entries[nth]?.id))
    );
  } catch (error) {
    return reasonOf(error);
  }
}

/** Fragments that were read back, with the words around them and the id that was found. */
const sound = new WeakMap<Fragment, { readonly shell: string; readonly id: string }>();

function verifyFragment(
  format: FormatName,
  fragment: Fragment,
  [before, after]: Pieces['shell'],
  id = '',
): string | undefined {
  const known = sound.get(fragment);
  if (known?.shell === before && known.id === id) return undefined;
  const fault = compare(idsIn(format, before + fragment.bytes.toString('utf8') + after), [id]);
  if (fault === undefined) sound.set(fragment, { shell: before, id });
  return fault;
}

function first<T>(
  items: readonly T[],
  test: (item: T, nth: number) => string | undefined,
): string | undefined {
  for (const [nth, item] of items.entries()) {
    const fault = test(item, nth);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function compare(ids: readonly unknown[], wanted: readonly unknown[]): string | undefined {
  if (ids.length !== wanted.length) return `it holds ${ids.length} entries instead of ${wanted.length}`;
  return first(ids, (id, nth) =>
    id === wanted[nth] ? undefined : `an entry has the id ${id} instead of ${wanted[nth]}`,
  );
}

/** An entry without anything in the place of all, to be found where entries belong. */
const probe = 'urn:courant:probe';
const probes: Readonly<Record<FormatName, string>> = {
  rss: `<item><guid>${probe}</guid></item>`,
  atom: `<entry><id>${probe}</id></entry>`,
  json: JSON.stringify({ id: probe }),
};

const frameIds = (format: FormatName, { head, tail }: Pieces): readonly unknown[] =>
  idsIn(format, head + probes[format] + tail);

/** RSS for a partner that wants to be told of them ends with what was taken back. */
function wantedOfFrame(format: FormatName, { definition, withdrawn }: Feed): readonly string[] {
  const tells = format === 'rss' && profileFor(definition.profile).deleted !== undefined;
  return [probe, ...(tells ? withdrawn : []).map(({ id }) => id)];
}

/** Ids of the entries of a document, in their order. @throws when it is not well-formed */
export function idsIn(format: FormatName, text: string): readonly unknown[] {
  return format === 'json' ? jsonIds(text) : finish(xmlIds(text, format === 'rss' ? 'guid' : 'id'));
}

function jsonIds(text: string): readonly unknown[] {
  const { items } = JSON.parse(text) as { items: { id: unknown }[] };
  return items.map(({ id }) => id);
}

/** Characters that are read at a stretch. */
const pieceLength = 16_384;

/** Ids of items or entries: the elements of that name on the level below them. */
function* xmlIds(text: string, name: string): Steps<readonly string[]> {
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
  for (let at = 0; at < text.length; at += pieceLength) {
    if (at > 0) yield;
    parser.write(text.slice(at, at + pieceLength));
  }
  parser.close();
  return ids;
}

/** The same for a document without entries: OPML. */
export function* verifyXml(text: string): Steps<string | undefined> {
  try {
    yield* xmlIds(text, '');
    return undefined;
  } catch (error) {
    return reasonOf(error);
  }
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

import { readByline } from './byline.ts';
import { type Datum, type Entries, type Entry, nameKey } from './datum.ts';
import type { NamedAuthor } from './reading.ts';
import { find, inside, kindOf, readText, spotOf, textOf } from './scalars.ts';
import type { Sheet } from './sheet.ts';

const names = ['authors', 'author', 'byline', 'by', 'creator', 'creators', 'writer', 'contributors'];

/** Names under which text may name several people: `author: Jane Roe, MD` is one. */
const plural = new Set(['authors', 'byline', 'by', 'creators', 'contributors']);

const nameNames = ['name', 'title', 'displayname', 'fullname', 'id'];
const urlNames = ['url', 'website', 'homepage', 'uri', 'link', 'href', 'web'];

export function readAuthors(entries: Entries, sheet: Sheet): void {
  const params = entries.get('params')?.datum;
  const inner = params?.kind === 'map' ? find(params.entries, names) : undefined;
  const entry = find(entries, names) ?? inner;
  if (entry === undefined) return;
  const authors = authorsOf(entry, sheet);
  if (authors.length > 0) sheet.put('authors', authors, entry.origin);
}

function authorsOf(entry: Entry, sheet: Sheet): readonly NamedAuthor[] {
  const { datum } = entry;
  if (datum.kind === 'text') {
    const text = readText(entry, sheet, 'a name');
    if (text === undefined) return [];
    const key = nameKey(entry.name.replace(/^.*\./, ''));
    return plural.has(key) ? readByline(text).map(({ name }) => named(name)) : [named(text)];
  }
  const items = datum.kind === 'list' ? datum.items : [datum];
  return items.flatMap((item) => {
    const author = authorOf(item);
    if (author === undefined) {
      const what = item.kind === 'text' ? 'empty' : `a ${kindOf(item)}`;
      sheet.warn(
        item.spot ?? spotOf(entry),
        `an author in "${entry.name}" is ${what}, but should be a name, or name and url`,
      );
    }
    return author === undefined ? [] : [author];
  });
}

function authorOf(datum: Datum): NamedAuthor | undefined {
  if (datum.kind === 'text') {
    const name = textOf(datum);
    return name === undefined ? undefined : named(name);
  }
  const name = textOf(inside(datum, nameNames));
  const url = textOf(inside(datum, urlNames));
  return name === undefined ? undefined : { ...named(name), ...(url === undefined ? {} : { url }) };
}

/** Without a mail address behind it, which was never meant to be published to every reader of a feed. */
function named(name: string): NamedAuthor {
  return { name: name.replace(/<[^<>@\s]*@[^<>\s]*>$/, '').trim() || name };
}

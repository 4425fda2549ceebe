import type { Datum, Entries, Entry } from './datum.ts';
import type { Tool } from './reading.ts';
import { find, inside, kindOf, readText, spotOf, textOf } from './scalars.ts';
import type { Sheet } from './sheet.ts';
import { cleanText } from './text.ts';

const sectionNames = ['section', 'articlesection', 'rubric', 'channel'];
/** In the singular, text is one name whatever is in it. */
const categoryNames = ['categories', 'category'];
const tagNames = ['tags', 'tag', 'keywords', 'topics', 'subjects'];

/** The section, or else the first category; tags, and before them the categories that remain. */
export function readSubjects(entries: Entries, sheet: Sheet, tool: Tool | undefined): void {
  const section = find(entries, sectionNames);
  const categories = find(entries, categoryNames);
  const tags = find(entries, tagNames);
  const given = section === undefined ? undefined : sectionOf(section, sheet);
  if (section !== undefined) sheet.put('section', given, section.origin);
  const named = categories === undefined ? [] : namesOf(categories, sheet, tool);
  if (given === undefined && categories !== undefined) sheet.put('section', named[0], categories.origin);
  const others = given === undefined ? named.slice(1) : named.filter((name) => name !== given);
  const all = [...new Set([...others, ...(tags === undefined ? [] : namesOf(tags, sheet, tool))])];
  if (all.length === 0) return;
  const origins = [others.length > 0 ? categories?.origin : undefined, tags?.origin];
  sheet.put('tags', all, origins.filter((origin) => origin !== undefined).join('; '));
}

function sectionOf(entry: Entry, sheet: Sheet): string | undefined {
  const { datum } = entry;
  if (datum.kind === 'list') return datum.items.map(nameOf).find((name) => name !== undefined);
  return nameOf(datum) ?? readText(entry, sheet, 'the name of one section');
}

/**
 * Names of a list, or of text: after each comma another one. In Jekyll spaces part names too, unless the key is in the
 * singular: `tags: climate europe`.
 */
function namesOf(entry: Entry, sheet: Sheet, tool: Tool | undefined): readonly string[] {
  const { datum, name } = entry;
  const key = name.toLowerCase();
  if (datum.kind === 'list') {
    return datum.items.flatMap((item) => {
      const found = nameOf(item);
      if (found === undefined && item.kind !== 'text') {
        sheet.warn(
          item.spot ?? spotOf(entry),
          `"${name}" has a ${kindOf(item)} in it, but should be a list of names`,
        );
      }
      return found === undefined ? [] : [found];
    });
  }
  const single = nameOf(datum);
  if (datum.kind === 'map' && single !== undefined) return [single];
  const text = readText(entry, sheet, 'a list of names');
  if (text === undefined) return [];
  if (key === 'category' || key === 'tag') return [text];
  const separator = text.includes(',') || tool !== 'jekyll' || key === 'keywords' ? /[,;]/ : /\s+/;
  return text
    .split(separator)
    .map((part) => cleanText(part).replace(/^#(?=\p{L})/u, ''))
    .filter((part) => part !== '');
}

/** `true` in a list is a name like any other. */
function nameOf(datum: Datum): string | undefined {
  if (datum.kind === 'text') return cleanText(datum.text) || undefined;
  return textOf(inside(datum, ['name', 'title', 'label', 'slug']));
}

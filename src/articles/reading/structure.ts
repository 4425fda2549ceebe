/**
 * The rules by which an HTML parser puts into order what tags say (WHATWG HTML section 13.2.6), as far as they concern
 * the elements that articles may use. What is printed by them is read back by any browser as the same tree.
 */

const set = (words: string): ReadonlySet<string> => new Set(words.split(' '));

export const voidElements = set('br hr img col source track wbr');

/** They end an open paragraph. */
const blocks = set(
  'address article aside blockquote details div dl figcaption figure h2 h3 h4 h5 h6 hr ol p pre section summary table ul ' +
    'li dd dt',
);
const headings = set('h2 h3 h4 h5 h6');
const sections = set('thead tbody tfoot');
const cells = set('td th caption');
export const tableParts = set('caption colgroup col thead tbody tfoot tr td th');
/** Between these only parts of the table may stand. */
const tableInside = set('table thead tbody tfoot tr colgroup');
const formatting = set('a b code em i s small strong u');
const special = new Set([...blocks, ...tableParts, 'table']);
const parents: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['source', set('picture audio video')],
  ['track', set('audio video')],
]);

/** Open elements, outermost first. */
export type Open = readonly string[];

/** What has to happen before a tag can be printed: how many of the open elements remain, and what is opened for it. */
export interface Room {
  readonly keep: number;
  readonly implied: readonly string[];
}

/** Makes room for text that is more than white space, or for an element; undefined: there is no place for it. */
export function roomFor(tag: string | undefined, open: Open): Room | undefined {
  const top = open.at(-1) ?? '';
  if (tag !== undefined) {
    if (tableParts.has(tag)) return roomInTable(tag, open);
    if (tag === 'rt' || tag === 'rp') return roomInRuby(open);
    const wanted = parents.get(tag);
    if (wanted !== undefined) return wanted.has(top) ? { keep: open.length, implied: [] } : undefined;
  }
  if (tableInside.has(top)) {
    if (tag === 'table') return { keep: open.lastIndexOf('table'), implied: [] };
    const cell = roomInTable('td', open);
    return cell && { keep: cell.keep, implied: [...cell.implied, 'td'] };
  }
  return { keep: tag === undefined ? open.length : closedBefore(tag, open), implied: [] };
}

function closedBefore(tag: string, open: Open): number {
  const from = scope(open);
  if (tag === 'a') {
    const link = open.indexOf('a', from);
    return link < 0 ? open.length : link;
  }
  if (!blocks.has(tag)) return open.length;
  let keep = open.length;
  if (tag === 'li' || tag === 'dd' || tag === 'dt') {
    const alike = tag === 'li' ? ['li'] : ['dd', 'dt'];
    for (let index = open.length - 1; index >= from; index--) {
      const name = open[index] ?? '';
      if (alike.includes(name)) keep = index;
      if (alike.includes(name) || (special.has(name) && !['address', 'div', 'p'].includes(name))) break;
    }
  }
  const paragraph = open.indexOf('p', from);
  if (paragraph >= 0 && paragraph < keep) keep = paragraph;
  return headings.has(tag) && headings.has(open[keep - 1] ?? '') ? keep - 1 : keep;
}

function roomInRuby(open: Open): Room | undefined {
  if (open.indexOf('ruby', scope(open)) < 0) return undefined;
  let keep = open.length;
  while (['rt', 'rp', 'p', 'li', 'dd', 'dt'].includes(open[keep - 1] ?? '')) keep -= 1;
  return { keep, implied: [] };
}

function roomInTable(tag: string, open: Open): Room | undefined {
  const table = open.lastIndexOf('table');
  if (table < 0) return undefined;
  const below = open[table + 1] ?? '';
  const inSection = sections.has(below);
  const base = inSection ? table + 2 : table + 1;
  if (tag === 'col') return { keep: below === 'colgroup' ? table + 2 : table + 1, implied: [] };
  if (tag === 'tr') return { keep: base, implied: [] };
  if (tag === 'td' || tag === 'th') {
    return open[base] === 'tr' ? { keep: base + 1, implied: [] } : { keep: base, implied: ['tr'] };
  }
  return { keep: table + 1, implied: [] };
}

/** How many of the open elements remain after `</tag>`; all of them when it closes none. */
export function remaining(tag: string, open: Open): number {
  const ends = headings.has(tag) ? headings : undefined;
  for (let index = open.length - 1; index >= 0; index--) {
    const name = open[index] ?? '';
    if (name === tag || ends?.has(name)) return index;
    if (name === 'table' || (cells.has(name) && !tableParts.has(tag) && tag !== 'table')) break;
    if (tag === 'li' && (name === 'ul' || name === 'ol')) break;
    if (special.has(name) && !special.has(tag) && !formatting.has(tag)) break;
  }
  return open.length;
}

/** Where the innermost cell begins, out of which nothing reaches. */
function scope(open: Open): number {
  for (let index = open.length - 1; index >= 0; index--) {
    const name = open[index] ?? '';
    if (name === 'table' || cells.has(name)) return index + 1;
  }
  return 0;
}

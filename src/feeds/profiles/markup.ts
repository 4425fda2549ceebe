import { type Attributes, TagReader } from '../../articles/reading/tags.ts';
import { element, escapeText } from '../formats/xml.ts';

/** The HTML that a partner takes. */
export interface Markup {
  /** Elements, each with its attributes. What is not named goes, and what it holds stays. */
  readonly keep: ReadonlyMap<string, readonly string[]>;
  /** Elements that become others. */
  readonly instead: ReadonlyMap<string, string>;
  /** Pixels of the widest picture: the sizes of wider ones are scaled down. */
  readonly widest?: number;
}

const empty: ReadonlySet<string> = new Set(['br', 'col', 'hr', 'img', 'source', 'track', 'wbr']);
const players: ReadonlySet<string> = new Set(['audio', 'video']);

/**
 * Clean HTML, cut to what a partner takes. A recording becomes a link to it, a drawing (SVG) its words, a link to
 * elsewhere than http, https or mailto its words.
 */
export function cutMarkup(html: string, { keep, instead, widest }: Markup): string {
  const out: string[] = [];
  /** Of each open element: how it was printed, '' for what went. */
  const open: string[] = [];
  let player: { readonly depth: number; linked: boolean } | undefined;

  const link = (src: string | undefined): void => {
    if (player === undefined || player.linked || src === undefined) return;
    player.linked = true;
    out.push(element('a', { href: src }, nameOf(src)));
  };
  const start = (tag: string, given: Attributes): string => {
    const name = instead.get(tag) ?? tag;
    const attributes = keep.get(name);
    if (attributes === undefined) return '';
    if (name === 'a' && !/^(?:https?|mailto):/i.test(given.get('href') ?? '')) return '';
    if (name === 'img' && /\.svg(?:[?#]|$)/i.test(given.get('src') ?? '')) {
      out.push(escapeText(given.get('alt') ?? ''));
      return '';
    }
    const kept = name === 'img' ? scale(given, widest) : given;
    const some = Object.fromEntries(attributes.map((attribute) => [attribute, kept.get(attribute)]));
    out.push(element(name, some).replace('/>', '>'));
    return name;
  };

  new TagReader(html, {
    open(tag, given) {
      if (player !== undefined) link(tag === 'source' ? given.get('src') : undefined);
      if (players.has(tag) && player === undefined) {
        player = { depth: open.length, linked: false };
        link(given.get('src'));
      }
      const printed = player === undefined ? start(tag, given) : '';
      if (!empty.has(tag)) open.push(printed);
    },
    close() {
      const printed = open.pop() ?? '';
      if (printed !== '') out.push(`</${printed}>`);
      if (player?.depth === open.length) player = undefined;
    },
    text(text) {
      if (player === undefined) out.push(escapeText(text));
    },
  }).read();
  return out.join('');
}

function scale(given: Attributes, widest: number | undefined): Attributes {
  const width = Number(given.get('width'));
  const height = Number(given.get('height'));
  if (widest === undefined || !(width > widest)) return given;
  const scaled = new Map(given).set('width', String(widest));
  if (height > 0) scaled.set('height', String(Math.round((height * widest) / width)));
  return scaled;
}

/** The last part of an address, as people read it. */
function nameOf(address: string): string {
  const part = new URL(address).pathname.split('/').findLast((name) => name !== '') ?? address;
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** Names in a line, as keys of elements without attributes. */
export function plainElements(names: string): [string, readonly string[]][] {
  return names.split(' ').map((name) => [name, []]);
}

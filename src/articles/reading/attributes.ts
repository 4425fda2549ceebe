import { type Resolve, safeAddress } from './address.ts';
import { type AttributeRule, allowed } from './allowed.ts';
import { escapeAttribute } from './markup.ts';
import { firstOfSrcset, safeSrcset } from './srcset.ts';
import type { Attributes } from './tags.ts';

/** An element's attributes as they are printed. */
export interface Printed {
  /** Empty, or with a space in front. */
  readonly text: string;
  /** Not part of `text`: whether it is printed depends on the links of the whole body. */
  readonly id?: string;
  /** The name in the page that the element links to. */
  readonly fragment?: string;
}

const none: Printed = { text: '' };

/** Without one of these an element does nothing. */
const needed: Readonly<Record<string, readonly string[]>> = {
  a: ['href'],
  img: ['src'],
  source: ['src', 'srcset'],
  track: ['src'],
};

/** Names of footnotes and headings; never one that a script of the page around the article could take for its own. */
const harmlessId = /^(?=.*[\d:.-])[a-z_][\w:.-]{0,99}$/i;

/** What is allowed of the attributes of an allowed element, or undefined when the element makes no sense with that. */
export function printAttributes(tag: string, given: Attributes, resolve: Resolve): Printed | undefined {
  const player = tag === 'audio' || tag === 'video';
  if (given.size === 0 && !(tag in needed) && !player) return none;
  const values = new Map<string, string>();
  const rules = allowed.get(tag);
  let id: string | undefined;
  for (const [name, raw] of given) {
    const rule = rules?.get(name === 'name' && tag === 'a' ? 'id' : name);
    if (rule === 'id') id ??= harmlessId.test(raw) ? raw : undefined;
    else if (rule !== undefined) keep(values, name, apply(rule, raw, resolve));
  }
  if (tag === 'img' && !values.has('src')) {
    keep(values, 'src', firstOfSrcset(values.get('srcset') ?? ''));
  }
  if (tag in needed && !needed[tag]?.some((name) => values.has(name))) return undefined;
  // Without them nobody could start it: what starts by itself is cut.
  if (player) values.set('controls', '');
  let text = '';
  for (const [name, value] of values) text += ` ${name}="${escapeAttribute(value)}"`;
  const fragment = tag === 'a' ? values.get('href')?.split('#', 2)[1] : undefined;
  return { text, ...(id !== undefined && { id }), ...(fragment !== undefined && { fragment }) };
}

function keep(values: Map<string, string>, name: string, value: string | undefined): void {
  if (value !== undefined) values.set(name, value);
}

function apply(rule: Exclude<AttributeRule, 'id'>, raw: string, resolve: Resolve): string | undefined {
  switch (rule) {
    case 'link':
    case 'media':
      return safeAddress(raw, rule, resolve);
    case 'srcset':
      return safeSrcset(raw, resolve);
    case 'flag':
      return '';
    default:
      return rule(raw);
  }
}

import type { Attributes } from './tags.ts';

/** Where scripts that load pictures late keep the true addresses (lazysizes, WP Rocket, Jetpack, lozad, a3). */
const lateAddress = ['data-src', 'data-lazy-src', 'data-original', 'data-lazy'];
const lateSet = ['data-srcset', 'data-lazy-srcset', 'data-original-set'];

/**
 * The attributes with the addresses that a script would have set: of anything that loads, where `src` is missing or a
 * placeholder that loads nothing.
 */
export function withAddresses(attributes: Attributes): Attributes {
  const source = attributes.get('src');
  const set = attributes.get('srcset');
  if (source !== undefined && !isPlaceholder(source) && set !== undefined && !isPlaceholder(set)) {
    return attributes;
  }
  const settled = new Map(attributes);
  if (set === undefined || isPlaceholder(set)) replace(settled, 'srcset', first(attributes, lateSet));
  if (source === undefined || isPlaceholder(source)) replace(settled, 'src', first(attributes, lateAddress));
  return settled;
}

/** A picture or frame that nobody can see, there to count readers. */
export function isPixel(attributes: Attributes): boolean {
  return [attributes.get('width'), attributes.get('height')].every((size) =>
    /^\s*[01](px)?\s*$/i.test(size ?? ''),
  );
}

function isPlaceholder(address: string): boolean {
  return /^\s*($|data:|blob:|about:|javascript:)/i.test(address);
}

function first(attributes: Attributes, names: readonly string[]): string | undefined {
  for (const name of names) {
    const value = attributes.get(name);
    if (value !== undefined && !isPlaceholder(value)) return value;
  }
  return undefined;
}

function replace(attributes: Map<string, string>, name: string, value: string | undefined): void {
  if (value === undefined) attributes.delete(name);
  else attributes.set(name, value);
}

/** Spoken forms of signs that tell names apart (`C`, `C++`, `C#`). */
const spoken: Readonly<Record<string, string>> = { '+': 'plus', '#': 'sharp', '&': '-and-', '@': '-at-' };

/** Most names: the rest of `slugify` would leave them as they are, and takes ten times as long to find that out. */
const simple = /^[A-Za-z0-9]+(?:[ -][A-Za-z0-9]+)*$/;

/**
 * A name as it stands in an address: lower case, letters and digits of any script, `-` between words.
 * Empty when the name has no letter or digit.
 */
export function slugify(name: string): string {
  if (simple.test(name)) return name.toLowerCase().replaceAll(' ', '-');
  return name
    .normalize('NFC')
    .toLowerCase()
    .replace(/[+#&@]/g, (sign) => spoken[sign] ?? '')
    .replace(/['’]/g, '')
    .replace(/[^\p{L}\p{M}\p{N}._~-]+/gu, '-')
    .replace(/-{2,}/g, '-')
    .replace(/^[-.]+|[-.]+$/g, '');
}

/**
 * What stands in the address of a section, a tag or an author. A name without a letter or digit gets a number made of
 * its characters, the same at every start.
 */
export function termSlug(name: string): string {
  const slug = slugify(name);
  if (slug !== '') return slug;
  return [...name.normalize('NFC')].map((character) => character.codePointAt(0)?.toString(16)).join('-');
}

/** Authors are known by their names; two of one name share a feed. */
export function authorSlug(name: string): string {
  return termSlug(name);
}

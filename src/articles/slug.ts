/** Spoken forms of signs that tell names apart (`C`, `C++`, `C#`). */
const spoken: Readonly<Record<string, string>> = { '+': 'plus', '#': 'sharp', '&': '-and-', '@': '-at-' };

/**
 * A name as it stands in an address: lower case, letters and digits of any script, `-` between words.
 * Empty when the name has no letter or digit.
 */
export function slugify(name: string): string {
  return name
    .normalize('NFC')
    .toLowerCase()
    .replace(/[+#&@]/g, (sign) => spoken[sign] ?? '')
    .replace(/['’]/g, '')
    .replace(/[^\p{L}\p{M}\p{N}._~-]+/gu, '-')
    .replace(/-{2,}/g, '-')
    .replace(/^[-.]+|[-.]+$/g, '');
}

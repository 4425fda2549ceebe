/** What an address is for: a link to follow, or a picture or recording to load. */
export type Use = 'link' | 'media';

/** Makes an address absolute (http, https, and for links mailto and tel); undefined: leave it out. */
export type Resolve = (address: string, use: Use) => string | undefined;

const schemes: Readonly<Record<Use, readonly string[]>> = {
  link: ['http', 'https', 'mailto', 'tel'],
  media: ['http', 'https'],
};

/** Long enough for any true address; longer ones only cost readers memory. */
const longest = 8192;

/**
 * The address as a browser would take it (WHATWG URL section 4.4: surrounding space and control characters, and tabs
 * and line ends anywhere, do not count), made absolute by `resolve`. Undefined for every scheme but those that `use`
 * allows, checked on the way in and again on what `resolve` answers.
 */
export function safeAddress(raw: string, use: Use, resolve: Resolve): string | undefined {
  // More than a browser would strip: control characters in the middle and characters that nobody sees.
  const address = raw.replace(/[\u0000-\u001f\u007f-\u009f\u200b\u2060\ufeff\ufffe\uffff]/g, '').trim();
  if (address === '' || address.length > longest || !allowed(address, use, true)) return undefined;
  const absolute = resolve(address.toWellFormed(), use)?.replaceAll(' ', '%20');
  if (absolute === undefined || /[\u0000-\u0020\u007f-\u009f]/.test(absolute)) return undefined;
  return absolute.length <= longest && allowed(absolute, use, false) ? absolute.toWellFormed() : undefined;
}

function allowed(address: string, use: Use, relative: boolean): boolean {
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(address)?.[1];
  return scheme === undefined ? relative : schemes[use].includes(scheme.toLowerCase());
}

import type { Size } from './picture.ts';

/** Width and height of an SVG in CSS pixels, or the proportions of its viewBox; undefined when it is no SVG. */
export function measureSvg(head: Buffer): Partial<Size> | undefined {
  const tag = rootTag(head.toString('utf8', 0, 65_536));
  if (tag === undefined) return undefined;
  const width = pixels(attribute(tag, 'width'));
  const height = pixels(attribute(tag, 'height'));
  if (width !== undefined && height !== undefined) return { width, height };
  const [, , across = 0, down = 0] = (attribute(tag, 'viewBox') ?? '')
    .trim()
    .split(/[\s,]+/)
    .map(Number);
  if (!(across > 0 && down > 0)) return {};
  if (width !== undefined) return { width, height: Math.round((width * down) / across) };
  if (height !== undefined) return { width: Math.round((height * across) / down), height };
  return { width: Math.round(across), height: Math.round(down) };
}

/** The attributes of `<svg …>` when that is the first element. */
function rootTag(text: string): string | undefined {
  let rest = text.replace(/^\uFEFF/, '').trimStart();
  while (rest.startsWith('<?') || rest.startsWith('<!')) {
    const end = endOfAside(rest);
    if (end === undefined) return undefined;
    rest = rest.slice(end).trimStart();
  }
  return /^<(?:[a-z]+:)?svg(?=[\s/>])([^>]*)>/i.exec(rest)?.[1];
}

/** Where a declaration, comment or document type that stands at the beginning ends. */
function endOfAside(text: string): number | undefined {
  const close = text.startsWith('<?')
    ? '?>'
    : text.startsWith('<!--')
      ? '-->'
      : /^[^>]*\[/.test(text)
        ? ']>'
        : '>';
  const at = text.indexOf(close);
  return at < 0 ? undefined : at + close.length;
}

function attribute(tag: string, name: string): string | undefined {
  return new RegExp(`(?:^|\\s)${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(tag)?.slice(1).find(Boolean);
}

function pixels(length: string | undefined): number | undefined {
  const number = /^\s*(\d*\.?\d+)(?:px)?\s*$/.exec(length ?? '')?.[1];
  return number === undefined ? undefined : Math.round(Number(number));
}

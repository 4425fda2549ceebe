/** A document as text. */
export interface Decoded {
  readonly text: string;
  /** Some of its bytes mean nothing in its encoding; U+FFFD stands for each. */
  readonly isDamaged: boolean;
  /** In small letters: `utf-8`. */
  readonly charset: string;
}

/**
 * The text of a feed: by its byte order mark, else by what its XML declaration or its `Content-Type` says (RFC 7303,
 * section 3), else UTF-8. Servers say `iso-8859-1` of everything, so that bytes which are UTF-8 are read as that.
 */
export function decodeDocument(bytes: Uint8Array, contentType: string | undefined): Decoded {
  const told = [charsetOfMark(bytes), charsetOfDeclaration(bytes), charsetOfType(contentType)];
  const [said = 'utf-8'] = told.filter((label) => label !== undefined).map(canonical);
  if (/^(?:utf-8|windows-1252)$/.test(said)) {
    const unicode = attempt('utf-8', bytes);
    if (unicode !== undefined) return { text: unicode, isDamaged: false, charset: 'utf-8' };
  }
  const text = attempt(said, bytes);
  if (text !== undefined) return { text, isDamaged: false, charset: said };
  return { text: new TextDecoder(said).decode(bytes), isDamaged: true, charset: said };
}

function attempt(charset: string, bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder(charset, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** A byte order mark, or the first two characters of XML in UTF-16 without one. */
function charsetOfMark(bytes: Uint8Array): string | undefined {
  const head = Buffer.from(bytes.subarray(0, 4)).toString('hex');
  if (head.startsWith('efbbbf')) return 'utf-8';
  if (head.startsWith('fffe') || head === '3c003f00') return 'utf-16le';
  return head.startsWith('feff') || head === '003c003f' ? 'utf-16be' : undefined;
}

function charsetOfDeclaration(bytes: Uint8Array): string | undefined {
  const head = Buffer.from(bytes.subarray(0, 400)).toString('latin1');
  const label = /^\s*<\?xml\s[^>]*?\bencoding\s*=\s*["']([^"']+)["']/.exec(head)?.[1];
  // What says in single bytes that it is UTF-16 is not.
  return label !== undefined && /^(?:utf-?16|ucs-?[24]|utf-?32)/i.test(label) ? undefined : label;
}

function charsetOfType(contentType: string | undefined): string | undefined {
  return /;\s*charset\s*=\s*"?([^\s";]+)/i.exec(contentType ?? '')?.[1];
}

/** Of a name that nobody knows, UTF-8: it is likelier than any other. */
function canonical(label: string): string {
  try {
    return new TextDecoder(label).encoding;
  } catch {
    return 'utf-8';
  }
}

import type { Problem } from '../articles/problem.ts';

/** Text, and what was odd about its bytes; without text there is an `error` among the problems. */
export interface Decoded {
  /** Without BOM, line ends as `\n`. */
  readonly text?: string;
  readonly problems: readonly Problem[];
}

/**
 * Bytes of a stored file as text: by its byte order mark (UTF-8, UTF-16), else by the `<meta charset>` of an HTML page
 * (HTML Standard, 13.2.3.2), else UTF-8, else Windows-1252 with a warning that names the first byte that is no UTF-8.
 */
export function decode(bytes: Buffer, file: string): Decoded {
  const problems: Problem[] = [];
  const warn = (reason: string, place = {}): void => {
    problems.push({ file, ...place, reason, severity: 'warning' });
  };
  const text = unify(
    decodeMarked(bytes, warn) ?? decodeDeclared(bytes, file, warn) ?? decodeGuessed(bytes, warn),
  );
  const nul = text.indexOf('\0');
  if (nul < 0) return { text, problems };
  const reason =
    'is not text (it holds NUL bytes); save it as UTF-8 text, or give it the extension of what it is';
  return { problems: [{ file, ...placeOf(text, nul), reason, severity: 'error' }] };
}

type Warn = (reason: string, place?: { line: number; column: number }) => void;

/** Looked for first: nearly no text has them, and looking is many times as fast as replacing. */
function unify(text: string): string {
  const bare = text.startsWith('\uFEFF') ? text.replace(/^\uFEFF+/, '') : text;
  return bare.includes('\r') ? bare.replace(/\r\n?/g, '\n') : bare;
}

function decodeMarked(bytes: Buffer, warn: Warn): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  const isMarked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  return isMarked ? decodeGuessed(bytes.subarray(3), warn) : undefined;
}

/** Labels that mean Windows-1252 or UTF-8 are left to `decodeGuessed` where the bytes show that they are UTF-8. */
function decodeDeclared(bytes: Buffer, file: string, warn: Warn): string | undefined {
  if (!/\.x?html?$/i.test(file)) return undefined;
  const head = bytes.toString('latin1', 0, 1024);
  const label = /<meta\b[^>]*?\bcharset\s*=\s*["']?\s*([^\s"'/>;]+)/i.exec(head)?.[1]?.toLowerCase();
  if (label === undefined || /^utf-?(?:8|16)/.test(label)) return undefined;
  if (/^(?:windows-1252|cp1252|iso-?8859-1|latin-?1|l1|us-ascii|ascii)$/.test(label)) {
    return decodeWestern(bytes);
  }
  try {
    const text = new TextDecoder(label).decode(bytes);
    if (text.includes('\uFFFD')) warn(`says that it is ${label}, but not all of it is; save it as UTF-8`);
    return text;
  } catch {
    warn(`says that it is "${label}", an encoding that nobody knows; save it as UTF-8`);
    return undefined;
  }
}

function decodeGuessed(bytes: Buffer, warn: Warn): string {
  const text = bytes.toString('utf8');
  const bad = findBadCharacter(text, bytes);
  if (bad === undefined) return text;
  warn(
    'is not UTF-8 from here on, and was read as Windows-1252; save it as UTF-8',
    placeOf(unify(text.slice(0, bad)), Number.POSITIVE_INFINITY),
  );
  return decodeWestern(bytes);
}

/** Where the first replacement character stands that is not in the bytes themselves. */
function findBadCharacter(text: string, bytes: Buffer): number | undefined {
  let from = 0;
  let offset = 0;
  for (let at = text.indexOf('\uFFFD'); at >= 0; at = text.indexOf('\uFFFD', from)) {
    offset += Buffer.byteLength(text.slice(from, at));
    if (bytes.toString('hex', offset, offset + 3) !== 'efbfbd') return at;
    offset += 3;
    from = at + 1;
  }
  return undefined;
}

function placeOf(text: string, index: number): { line: number; column: number } {
  const before = text.slice(0, index);
  const start = before.lastIndexOf('\n') + 1;
  return { line: before.split('\n').length, column: before.length - start + 1 };
}

/** 0x80 to 0x9F of Windows-1252 (Encoding Standard, index windows-1252); Node's own decoder had them wrong for a while. */
const western = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ';

function decodeWestern(bytes: Buffer): string {
  return bytes
    .toString('latin1')
    .replace(/[\u0080-\u009F]/g, (sign) => western[sign.charCodeAt(0) - 0x80] ?? sign);
}

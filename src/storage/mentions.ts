import { crc32 } from 'node:zlib';
import { bodyHtml } from '../articles/reading/body.ts';
import type { Body, Reading } from '../articles/reading/reading.ts';
import { parseAddress } from './address.ts';
import { mediaEndings, mediaTypeOf } from './media-types.ts';

/**
 * The stored files that an article may show, each as a mark of the path by which it names the file; undefined for none.
 * As small as can be: there may be a hundred thousand of them. Marks may be of more than what is shown, and two paths
 * may have one mark; what is shown is never without.
 */
export type Mentions = number | readonly number[] | undefined;

/** A path with more steps up is marked without them. */
const mostSteps = 8;
/** No file system has deeper folders that anybody keeps pictures in; the bound is for askers. */
const deepest = 64;

/** Addresses that are what they seem, whatever stands around them: `](p.png)`, `](p.png "Title")`, `="p.png"`. */
const plainly = /\]\(([\w./-]+)(?: "[^"\n]*")?\)|="([\w./-]+)"/g;
const elsewhere = /\bhttps?:\/\/[^\s"'<>()[\]]+/g;
/** What addresses lose before anybody follows them: see `safeAddress`. */
const dropped = '[\\u0000-\\u001f\\u007f-\\u009f\\u200b\\u2060\\ufeff\\ufffe\\uffff]*';
/** Where the name of a stored file may end in a text. */
const ending = `\\.${dropped}(?:${mediaEndings.map((letters) => [...letters].join(dropped)).join('|')})`;
const endingHere = new RegExp(ending, 'iy');
const beginnings: ReadonlySet<string> = new Set(mediaEndings.map((letters) => letters.charAt(0)));
/** A letter, a digit, a dot or a `%` that is written as something else. */
const disguised =
  /&(?:period|percnt|fjlig);|&#(?:0*(?:37|46|4[89]|5[0-7]|6[5-9]|[78]\d|90|9[7-9]|1[01]\d|12[0-2])(?!\d)|x0*(?:2[5e]|3\d|[46][1-9a-f]|[57][\da])(?![\da-f]))|%(?:2e|3\d|[46][1-9a-f]|[57][\da])/i;
/** As Courant itself writes the address of a stored file: what was copied from a page. */
const own = /\/media\/[0-9a-f]{16}\/(.+)$/s;

/** Renders the body only where its text does not tell at a glance. */
export function mentionsOf({ fields, body }: Reading): Mentions {
  const marks = new Set<number>();
  const add = (address: string): void => {
    const path = pathIn(address);
    if (path !== undefined) marks.add(markOf(path));
  };
  if (fields.image !== undefined) add(fields.image.src);
  for (const { src } of fields.enclosures ?? []) add(src);
  addBody(body, add);
  return marks.size > 1 ? [...marks] : [...marks][0];
}

function addBody(body: Body, add: (address: string) => void): void {
  const { text } = body;
  // Letters that are looked for alone are found many times as fast.
  const isDisguised = (text.includes('&') || text.includes('%')) && disguised.test(text);
  const isOdd = isDisguised || (text.includes('/media/') && own.test(text));
  if (!isOdd && !mayNameFile(text)) return;
  const simple: string[] = [];
  const rest = text.replace(plainly, (_, link?: string, attribute?: string) => {
    simple.push(link ?? attribute ?? '');
    return ' ';
  });
  if (isOdd || mayNameFile(rest.replace(elsewhere, ' '))) {
    bodyHtml(body, (address) => {
      add(address);
      return 'https://example.org/';
    });
  } else {
    for (const address of simple) add(address);
  }
}

/** Whether `ending` is anywhere in a text, in a part of the time: nearly no dot of a sentence is followed by a letter. */
function mayNameFile(text: string): boolean {
  for (let dot = text.indexOf('.'); dot !== -1; dot = text.indexOf('.', dot + 1)) {
    const next = text.charAt(dot + 1);
    if (next === ' ' || (/[a-z]/i.test(next) && !beginnings.has(next.toLowerCase()))) continue;
    endingHere.lastIndex = dot;
    if (endingHere.test(text)) return true;
  }
  return false;
}

/** The path of a stored file by an address, in the one spelling that is marked. */
function pathIn(address: string): string | undefined {
  const written = parseAddress(address);
  if (written.kind === 'none') return undefined;
  const path = written.kind === 'path' ? written.path : pathOf(written.url);
  if (mediaTypeOf(path) === undefined) return undefined;
  const key = own.exec(path)?.[1];
  if (key !== undefined) return ownPath(simplify(key));
  return written.kind === 'path' ? spelling(simplify(path)) : undefined;
}

const ownPath = (key: string): string => `media:${key}`;
const farPath = (path: string): string => `far:${path}`;

function spelling(path: string): string {
  const steps = /^\/?((?:\.\.\/)*)/.exec(path)?.[1] ?? '';
  return steps.length > 3 * mostSteps ? farPath(path.replace(/^\/?(?:\.\.\/)*/, '')) : path;
}

/** Without what leads nowhere, so that equal paths from equal places are equal. */
function simplify(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else parts.push(part);
  }
  return `${path.startsWith('/') ? '/' : ''}${parts.join('/')}`.normalize('NFC');
}

/**
 * Every way in which an article may name the file at a key, by its mark: a path from where the article lies, or undefined
 * where the mark does not tell from where.
 */
export function spellingsOf(key: string): ReadonlyMap<number, string | undefined> {
  const parts = key.split('/');
  const spellings = new Map<number, string | undefined>([[markOf(ownPath(key)), undefined]]);
  if (parts.length > deepest) return spellings;
  for (const index of parts.keys()) {
    const path = parts.slice(index).join('/');
    spellings.set(markOf(farPath(path)), undefined);
    for (let steps = 0; steps <= mostSteps; steps += 1) {
      const climbing = '../'.repeat(steps) + path;
      for (const written of [climbing, `/${climbing}`]) spellings.set(markOf(written), written);
    }
  }
  return spellings;
}

/** The same number in every process; small enough to be held without an object. */
const markOf = (path: string): number => crc32(path) | 0;

function pathOf(url: string): string {
  const written = URL.canParse(url) ? parseAddress(new URL(url).pathname) : undefined;
  return written?.kind === 'path' ? written.path : '';
}

import type { MarkedExtension, Token, TokenizerThis, Tokens } from 'marked';
import { escapeText } from './markup.ts';

/** How often a label is met; past that, somebody plays. */
const mostReferences = 10_000;
const longestLabel = 100;

const definition = new RegExp(`^ {0,3}\\[\\^([^\\]\\s]{1,${longestLabel}})\\]:[ \\t]*(.*)`);
const reference = new RegExp(`^\\[\\^([^\\]\\s]{1,${longestLabel}})\\](?!:)`);

/**
 * Footnotes as GitHub, kramdown, Goldmark and Astro have them: `text[^1]`, and below it `[^1]: the note`, which may go on
 * in indented paragraphs. Notes stand at the end in the order in which they are first named; those that nobody names
 * are left out, as those tools do, and a `[^1]` without a note stays as it is typed.
 *
 * @param walk - visits all tokens, in order.
 */
export function footnotes(walk: (tokens: Token[], visit: (token: Token) => void) => void): MarkedExtension {
  return {
    extensions: [
      { name: 'footnote', level: 'block', tokenizer: readNote, renderer: () => '' },
      {
        name: 'footnoteRef',
        level: 'inline',
        tokenizer: readReference,
        renderer: ({ raw, number, first }) => (number === undefined ? escapeText(raw) : mark(number, first)),
      },
      {
        name: 'footnoteList',
        renderer({ tokens }) {
          return `<hr>\n<ol>\n${this.parser.parse(tokens ?? [])}</ol>\n`;
        },
      },
      {
        name: 'footnoteItem',
        renderer({ tokens, number }) {
          const back = `<a href="#fnref-${number}">↩</a>`;
          return `<li id="fn-${number}">\n${this.parser.parse(tokens ?? [])}<p>${back}</p>\n</li>\n`;
        },
      },
    ],
    hooks: {
      processAllTokens(tokens) {
        const list = number(tokens, walk);
        return list === undefined ? tokens : [...tokens, list];
      },
    },
  };
}

function mark(number: number, first: boolean): string {
  // In brackets, lest the number pass for a part of the word where nothing is raised.
  return `<sup${first ? ` id="fnref-${number}"` : ''}><a href="#fn-${number}">[${number}]</a></sup>`;
}

function readNote(this: TokenizerThis, src: string): Tokens.Generic | undefined {
  const [head, label, first = ''] = definition.exec(src) ?? [];
  // One note in another on one line would nest without end.
  if (head === undefined || label === undefined || definition.test(first)) return undefined;
  const lines = [first];
  let raw = head;
  let blank = '';
  for (let rest = src.slice(raw.length); rest.startsWith('\n'); rest = src.slice(raw.length + blank.length)) {
    const [line = ''] = /^\n.*/.exec(rest) ?? [];
    const text = line.slice(1);
    const isIndented = /^(?: {2}|\t)/.test(text);
    if (text.trim() === '') {
      blank += line;
      continue;
    }
    if (!isIndented && (blank !== '' || definition.test(text))) break;
    lines.push(...blank.split('\n').slice(1), text.replace(/^(?: {1,4}|\t)/, ''));
    raw += blank + line;
    blank = '';
  }
  const name = keyOf(label);
  this.lexer.tokens.links[name] ??= { href: '', title: undefined };
  return { type: 'footnote', raw, label: name, tokens: this.lexer.blockTokens(lines.join('\n'), []) };
}

function readReference(this: TokenizerThis, src: string): Tokens.Generic | undefined {
  const [raw, label = ''] = reference.exec(src) ?? [];
  if (raw === undefined || !Object.hasOwn(this.lexer.tokens.links, keyOf(label))) return undefined;
  return { type: 'footnoteRef', raw, label: keyOf(label) };
}

/** Where the lexer keeps what may be named before it is defined; addresses have no `^` in front. */
const keyOf = (label: string): string => `^${label.toLowerCase()}`;

/** Numbers the references, and makes the list of the notes that they name. */
function number(
  tokens: Token[],
  walk: (tokens: Token[], visit: (token: Token) => void) => void,
): Tokens.Generic | undefined {
  const notes = new Map<string, Tokens.Generic>();
  const references: Tokens.Generic[] = [];
  walk(tokens, (token) => {
    const generic: Tokens.Generic = token;
    if (token.type === 'footnote' && !notes.has(generic.label)) notes.set(generic.label, generic);
    else if (token.type === 'footnoteRef' && references.length < mostReferences) references.push(generic);
  });
  const named = new Map<string, Tokens.Generic>();
  for (const one of references) {
    const note = notes.get(one.label);
    if (note === undefined) continue;
    one.first = !named.has(one.label);
    if (one.first) {
      const item = { type: 'footnoteItem', raw: '', tokens: note.tokens ?? [], number: named.size + 1 };
      named.set(one.label, item);
    }
    one.number = named.get(one.label)?.number;
  }
  return named.size === 0 ? undefined : { type: 'footnoteList', raw: '', tokens: [...named.values()] };
}

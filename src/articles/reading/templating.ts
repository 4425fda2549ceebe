import type { Spot } from './datum.ts';
import { Dropped } from './dropped.ts';
import { liquidOutput, liquidTag } from './liquid.ts';
import { escapeText } from './markup.ts';
import { component, moduleStatement } from './mdx.ts';
import { CodeFinder } from './protected.ts';
import { shortcode } from './shortcodes.ts';

/** What a body may have in it that another tool would have run. */
export interface Dialect {
  readonly markdown: boolean;
  /** Tags of Liquid and shortcodes of Hugo: `{% … %}`, `{{< … >}}`. */
  readonly tags: boolean;
  /** `{{ … }}`, which elsewhere is text. */
  readonly output: boolean;
  readonly mdx: boolean;
}

/** A body without what was to be run; its lines have the numbers they had. */
export interface Stripped {
  readonly text: string;
  readonly dropped: readonly { readonly spot: Spot; readonly reason: string }[];
}

/** Leaves out what other tools would have run, and tells of each kind once. Code that is shown stays as it is. */
export function dropTemplates(text: string, firstLine: number, dialect: Dialect): Stripped {
  if (!(text.includes('{') && /\{[%{/]/.test(text)) && !dialect.mdx) return { text, dropped: [] };
  return new Template(text, firstLine).strip(dialect);
}

/** A body on its way: what the readers of tags work on. */
export class Template {
  readonly text: string;
  readonly #out: string[] = [];
  readonly #dropped: Dropped;
  readonly #unclosed = new Set<string>();
  /** By closing sign, where it stands next. */
  readonly #next = new Map<string, number>();
  /** Up to here the text has been taken over or dropped. */
  #done = 0;

  constructor(text: string, firstLine: number) {
    this.text = text;
    this.#dropped = new Dropped(text, firstLine);
  }

  strip(dialect: Dialect): Stripped {
    const { text } = this;
    const code = new CodeFinder(text);
    const signs = /[`~]+|\{[%{/]|<|^(?:import|export)\b/gm;
    for (let match = signs.exec(text); match !== null; match = signs.exec(text)) {
      const start = match.index;
      const [found] = match;
      let end = start + found.length;
      if (/^[`~]/.test(found)) {
        if (dialect.markdown) end = this.#keepCode(code.markdown(start), start, dialect);
      } else if (found === '<') {
        const name = dialect.markdown ? undefined : /^<(pre|code)\b/i.exec(text.slice(start, start + 6))?.[1];
        if (name !== undefined) end = code.html(start, name.toLowerCase());
        else if (dialect.mdx && component(this, start)) end = this.#done;
      } else if (this.#tag(found, start, dialect)) {
        end = this.#done;
      }
      signs.lastIndex = Math.max(end, start + 1);
    }
    this.#out.push(text.slice(this.#done));
    return { text: this.#out.join(''), dropped: this.#dropped.problems() };
  }

  #tag(found: string, start: number, dialect: Dialect): boolean {
    if (/^[ie]/.test(found)) return dialect.mdx && moduleStatement(this, start);
    if (found === '{/') return dialect.mdx && comment(this, start, '{/*', '*/}');
    if (found === '{%') return dialect.tags && liquidTag(this, start);
    if (dialect.tags && this.text.startsWith('{{/*', start)) return comment(this, start, '{{/*', '*/}}');
    const third = this.text[start + 2];
    if (third === '<' || (third === '%' && this.text[start + 3] !== '}'))
      return dialect.tags && shortcode(this, start);
    return dialect.output && liquidOutput(this, start);
  }

  /** Jekyll runs what stands in fences too, which is why people write `raw` around what they want to show. */
  #keepCode({ end, fenced }: { end: number; fenced: boolean }, start: number, { output }: Dialect): number {
    if (!fenced || !output) return end;
    for (const marker of this.text.slice(start, end).matchAll(/\{%-?\s*(?:end)?raw\s*-?%\}/g)) {
      this.replace(start + marker.index, start + marker.index + marker[0].length);
    }
    return end;
  }

  /** Behind the sign that closes the tag at `start`; undefined where another begins before, or none closes it. */
  close(opener: string, closer: string, start: number): number | undefined {
    const from = start + opener.length;
    let end = this.#next.get(closer) ?? -1;
    if (end < from) {
      end = this.text.indexOf(closer, from);
      this.#next.set(closer, end === -1 ? Number.POSITIVE_INFINITY : end);
    }
    if (end === -1 || end === Number.POSITIVE_INFINITY) return undefined;
    const another = this.text.slice(from, Math.min(end, from + 100_000)).indexOf(opener);
    return another === -1 ? end + closer.length : undefined;
  }

  /** Puts `text` in the place of what is there, and line ends where that had more of them. */
  replace(start: number, end: number, text = ''): void {
    const missing = linesIn(this.text.slice(start, end)) - linesIn(text);
    this.#out.push(this.text.slice(this.#done, start), text, '\n'.repeat(Math.max(0, missing)));
    this.#done = end;
  }

  report(kind: string, remedy: string, offset: number): void {
    this.#dropped.add(kind, remedy, offset);
  }

  isUnclosed(name: string): boolean {
    return this.#unclosed.has(name);
  }

  noteUnclosed(name: string): void {
    this.#unclosed.add(name);
  }

  /** Code to be shown, fit for Markdown as for HTML. */
  code(content: string, language: string | undefined): string {
    const named = language === undefined ? '' : ` class="language-${language.replace(/[^\w+#-]/g, '')}"`;
    // The line end behind the opening tag belongs to the tag.
    return `<pre><code${named}>${escapeText(content.replace(/^\n/, ''))}</code></pre>`;
  }
}

/** A remark of Hugo or MDX goes without a word. */
function comment(template: Template, start: number, opener: string, closer: string): boolean {
  const end = template.close(opener, closer, start);
  if (end !== undefined) template.replace(start, end);
  return end !== undefined;
}

function linesIn(text: string): number {
  return text.split('\n').length - 1;
}

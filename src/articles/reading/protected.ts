/** Code in Markdown or HTML, which is shown and never run: told where it begins, tells where it ends. */
export class CodeFinder {
  readonly #text: string;
  #lowerCase: string | undefined;
  /** End of the paragraph that was looked at last; a span of code cannot go beyond. */
  #paragraphEnd = -1;

  constructor(text: string) {
    this.#text = text;
  }

  /** For a run of "`" or "~" at `start`: the offset behind the code that it begins, or behind the run itself. */
  markdown(start: number): { readonly end: number; readonly fenced: boolean } {
    const sign = this.#text[start];
    let runEnd = start;
    while (this.#text[runEnd] === sign) runEnd += 1;
    const length = runEnd - start;
    if (length >= 3 && this.#isFirstOnLine(start)) {
      return { end: this.#fenceEnd(runEnd, sign ?? '', length), fenced: true };
    }
    return { end: sign === '`' ? this.#spanEnd(runEnd, length) : runEnd, fenced: false };
  }

  /** For `<pre` or `<code` at `start`: the offset behind its end tag, or behind its name. */
  html(start: number, name: string): number {
    this.#lowerCase ??= this.#text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
    const end = this.#lowerCase.indexOf(`</${name}`, start);
    return end === -1 ? start + name.length + 1 : end;
  }

  /** Quotes and list items may be in front. */
  #isFirstOnLine(start: number): boolean {
    const before = this.#text.slice(Math.max(0, start - 200), start);
    const line = before.slice(before.lastIndexOf('\n') + 1);
    return line.length < 200 && /^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*$/.test(line);
  }

  /** CommonMark 4.5: at least as many of the same sign, alone on their line; else the end of the text. */
  #fenceEnd(from: number, sign: string, length: number): number {
    const closing = /^[ \t>]*(`{3,}|~{3,})[ \t]*$/gm;
    closing.lastIndex = Math.max(from, this.#text.indexOf('\n', from));
    for (let match = closing.exec(this.#text); match !== null; match = closing.exec(this.#text)) {
      const run = match[1] ?? '';
      if (run.startsWith(sign) && run.length >= length) return match.index + match[0].length;
    }
    return this.#text.length;
  }

  /** CommonMark 6.1: as many backticks, in the same paragraph; else there is no code. */
  #spanEnd(from: number, length: number): number {
    if (this.#paragraphEnd < from) {
      const blank = /\n[ \t]*(?=\n)/g;
      blank.lastIndex = from;
      this.#paragraphEnd = blank.exec(this.#text)?.index ?? this.#text.length;
    }
    const runs = /`+/g;
    runs.lastIndex = from;
    for (let match = runs.exec(this.#text); match !== null; match = runs.exec(this.#text)) {
      if (match.index >= this.#paragraphEnd) break;
      if (match[0].length === length) return match.index + length;
    }
    return from;
  }
}

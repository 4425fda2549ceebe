const special: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Markup that is known to be clean. Only `html` and `raw` make it, so that no plain string is ever taken for it. */
export class Html {
  readonly #markup: string;

  constructor(markup: string) {
    this.#markup = markup;
  }

  toString(): string {
    return this.#markup;
  }
}

/** What can stand in a template: text, which is escaped, markup, lists of either, and nothing at all. */
export type Value = string | number | Html | undefined | readonly Value[];

/** Text as it stands in an element or between the double quotes of an attribute (WHATWG HTML section 13.3). */
export function escapeText(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => special[sign] ?? sign);
}

/** Template tag: what is written is markup, what is filled in is text unless it is `Html`; attributes go in double quotes. */
export function html(strings: TemplateStringsArray, ...values: readonly Value[]): Html {
  return new Html(strings.reduce((before, string, index) => before + print(values[index - 1]) + string));
}

/** Takes a string for markup. For what was cleaned elsewhere, and for nothing else. */
export function raw(markup: string): Html {
  return new Html(markup);
}

/** ` name="value"`, or nothing where there is no value. */
export function attribute(name: string, value: string | number | undefined): Html | undefined {
  return value === undefined ? undefined : html`${raw(` ${name}=`)}"${value}"`;
}

function print(value: Value): string {
  if (value === undefined) return '';
  if (typeof value === 'string') return escapeText(value);
  if (typeof value === 'number' || value instanceof Html) return String(value);
  return value.map(print).join('');
}

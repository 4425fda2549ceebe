import type { Template } from './templating.ts';

const remedy = 'only Hugo can run it, so write out what it stands for, as Markdown or HTML';

/** A shortcode of Hugo at `start`: `{{< … >}}` or `{{% … %}}`. What stands between a pair of them is kept. */
export function shortcode(template: Template, start: number): boolean {
  const sign = template.text[start + 2];
  const [opener, closer] = sign === '<' ? ['{{<', '>}}'] : ['{{%', '%}}'];
  const end = template.close(opener, closer, start);
  if (end === undefined) return false;
  const inner = template.text.slice(start + 3, end - 3).trim();
  // A shortcode between `/*` and `*/` is shown as it is: documentation of shortcodes has them.
  const shown = /^\/\*(.*)\*\/$/s.exec(inner)?.[1];
  if (shown !== undefined) {
    template.replace(start, end, `${opener}${shown}${closer}`);
    return true;
  }
  const name = /^[^\s/"'`]+/.exec(inner)?.[0];
  if (name === 'highlight' && highlighted(template, start, end, inner)) return true;
  if (name !== undefined)
    template.report(`the shortcode ${opener} ${name.slice(0, 40)} ${closer}`, remedy, start);
  template.replace(start, end);
  return true;
}

/** Code between `highlight` and `/highlight`, which is there to be shown. */
function highlighted(template: Template, start: number, end: number, inner: string): boolean {
  if (template.isUnclosed('/highlight')) return false;
  const ending = /\{\{[<%]\s*\/\s*highlight\s*[>%]\}\}/g;
  ending.lastIndex = end;
  const match = ending.exec(template.text);
  if (match === null) {
    template.noteUnclosed('/highlight');
    return false;
  }
  const language = /^highlight\s+"?([\w+#-]+)/.exec(inner)?.[1];
  const code = template.code(template.text.slice(end, match.index), language);
  template.replace(start, match.index + match[0].length, code);
  return true;
}

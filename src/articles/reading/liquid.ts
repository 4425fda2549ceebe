import type { Template } from './templating.ts';

const remedy = 'only Jekyll and Eleventy can run it, so write out what it stands for';
/** They end, part or name something and stand for nothing by themselves. */
const silent = /^(?:end\w*|else|elsif|elseif|when|assign|capture|comment|raw)$/;

/** A Liquid tag at `start`: `{% … %}`. What `raw` and `highlight` hold is kept, what `comment` holds is not. */
export function liquidTag(template: Template, start: number): boolean {
  const end = template.close('{%', '%}', start);
  if (end === undefined) return false;
  const inner = template.text
    .slice(start + 2, end - 2)
    .replace(/^-|-$/g, '')
    .trim();
  const name = /^[\w-]*/.exec(inner)?.[0] ?? '';
  const tail = /^(?:raw|verbatim|comment|highlight)$/.test(name) ? endOf(template, name, end) : undefined;
  if (tail === undefined) {
    if (!silent.test(name)) template.report(`the Liquid tag {% ${name} %}`, remedy, start);
    template.replace(start, end, isDefinition(template.text, start, end) ? '<>' : '');
    return true;
  }
  const content = template.text.slice(end, tail.start);
  if (name === 'comment') template.replace(start, tail.end);
  else if (name === 'highlight') {
    template.replace(start, tail.end, template.code(content, /^\w+\s+([\w+#-]+)/.exec(inner)?.[1]));
  } else {
    template.replace(start, end);
    template.replace(tail.start, tail.end);
  }
  return true;
}

/** `[name]: {% link … %}`: without any address, every `[text][name]` would be shown with its brackets. */
function isDefinition(text: string, start: number, end: number): boolean {
  const before = text.slice(Math.max(text.lastIndexOf('\n', start - 1) + 1, start - 300), start);
  return (
    /^ {0,3}\[[^\]]+\]:[ \t]*(?:\{\{[^{}]*\}\})?$/.test(before) &&
    /^[ \t]*(?:\n|$)/.test(text.slice(end, end + 100))
  );
}

function endOf(template: Template, name: string, from: number): { start: number; end: number } | undefined {
  if (template.isUnclosed(name)) return undefined;
  const ending = new RegExp(`\\{%-?\\s*end${name}\\s*-?%\\}`, 'g');
  ending.lastIndex = from;
  const match = ending.exec(template.text);
  if (match === null) {
    template.noteUnclosed(name);
    return undefined;
  }
  return { start: match.index, end: match.index + match[0].length };
}

/** Liquid output at `start`: `{{ … }}`. A text in quotes stands for itself, and the base of a site for nothing. */
export function liquidOutput(template: Template, start: number): boolean {
  const end = template.close('{{', '}}', start);
  if (end === undefined) return false;
  const inner = template.text
    .slice(start + 2, end - 2)
    .replace(/^-|-$/g, '')
    .trim();
  const literal = /^(["'])([^"'\n]*)\1\s*(?:\|\s*(?:relative_url|absolute_url|url)\s*)?$/.exec(inner)?.[2];
  if (literal === undefined && !/^site\.(?:baseurl|url)\b[^|]*$/.test(inner)) {
    const shown = inner.replace(/\s+/g, ' ').slice(0, 40);
    template.report(`the Liquid output {{ ${shown} }}`, remedy, start);
  }
  template.replace(start, end, literal);
  return true;
}

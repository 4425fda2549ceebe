import type { Template } from './templating.ts';

const remedy = 'Courant runs no programs, so write out what it shows, as Markdown or HTML';
const longestTag = 2000;
const longestStatement = 20_000;
const longestLine = 500;
const statement =
  /(?:import\s*(?:["']|[\w*{][^\n]*?\bfrom\b|\{|\w[^\n]*\{\s*$)|export\s+(?:default|const|let|var|function|class|async|\{|\*))/my;

/** A statement of JavaScript at the beginning of a line: `import … from`, `export …`; as long as its brackets are open. */
export function moduleStatement(template: Template, start: number): boolean {
  const { text } = template;
  statement.lastIndex = start;
  if (!statement.test(text)) return false;
  let depth = 0;
  let end = start;
  const longest = template.isUnclosed('module') ? longestLine : longestStatement;
  for (; end < text.length && end - start < longest; end++) {
    const sign = text[end] ?? '';
    if ('([{'.includes(sign)) depth += 1;
    else if (')]}'.includes(sign)) depth -= 1;
    else if (sign === '\n' && depth <= 0) break;
  }
  // Brackets that never close tell of a text that is no program: only its first line goes.
  if (depth > 0) {
    template.noteUnclosed('module');
    end = text.indexOf('\n', start);
  }
  if (end === -1) end = text.length;
  const word = text.startsWith('import', start) ? 'import' : 'export';
  template.report(`the statement "${word}"`, remedy, start);
  template.replace(start, end);
  return true;
}

/** A component at `start`: `<Chart data={…} />`, `<Note>`, `</Note>`, `<>`. What stands between a pair of them is kept. */
export function component(template: Template, start: number): boolean {
  const match = /^<(\/?)(?:([A-Z][\w.]*)(?=[\s/>])|(?=>))/.exec(template.text.slice(start, start + 100));
  if (match === null) return false;
  const end = tagEnd(template.text, start + match[0].length);
  if (end === undefined) return false;
  if (match[1] === '' && match[2] !== undefined) {
    template.report(`the component <${match[2]}>`, remedy, start);
  }
  template.replace(start, end);
  return true;
}

/** Behind the `>` that is in neither quotes nor braces. */
function tagEnd(text: string, from: number): number | undefined {
  let depth = 0;
  let quote = '';
  for (let index = from; index < text.length && index - from < longestTag; index++) {
    const sign = text[index] ?? '';
    if (quote !== '') {
      if (sign === quote) quote = '';
    } else if (sign === '"' || sign === "'" || sign === '`') quote = sign;
    else if (sign === '{') depth += 1;
    else if (sign === '}') depth -= 1;
    else if (sign === '>' && depth <= 0) return index + 1;
  }
  return undefined;
}

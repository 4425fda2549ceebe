import { deepestNesting } from './notation.ts';

/**
 * Is YAML nested so deeply that its parser might run out of stack? That ends the process rather than throw when it
 * happens inside a regular expression, so it has to be known before. Brackets in quotes count too: an upper bound.
 */
export function isTooDeep(text: string): boolean {
  const indents: number[] = [];
  let brackets = 0;
  for (const line of text.split('\n')) {
    const indent = line.length - line.trimStart().length;
    if (indent === line.length) continue;
    while ((indents.at(-1) ?? -1) >= indent) indents.pop();
    indents.push(indent);
    const compact = /^(?:[-?:][ \t]+)*/.exec(line.slice(indent))?.[0] ?? '';
    const steps = compact.match(/[-?:]/g)?.length ?? 0;
    for (const sign of line) {
      if (sign === '[' || sign === '{') brackets += 1;
      else if (sign === ']' || sign === '}') brackets = Math.max(0, brackets - 1);
      if (brackets > deepestNesting) return true;
    }
    if (indents.length + steps > deepestNesting) return true;
  }
  return false;
}

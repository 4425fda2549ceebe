/** Quotes in lists in quotes … as deep as any reader shows them; a parser runs out of stack at some hundreds. */
const deepestBlocks = 50;
/** Emphasis inside emphasis, and marks of emphasis in one paragraph: each level reads the whole paragraph again. */
const deepestEmphasis = 50;
const mostMarks = 10_000;
/** In what looks like code, where `*p` is no emphasis; bounded all the same, for looks may deceive. */
const deepestInCode = 400;

/** Does Markdown nest so deeply that parsing it would take too long, or end the process for want of stack? */
export function isTooDeep(text: string): boolean {
  let depth = 0;
  let marks = 0;
  let fence = '';
  for (const line of text.split('\n')) {
    if (blockDepth(line) > deepestBlocks) return true;
    // A paragraph ends at a blank line, and a row of a table is parsed for itself.
    if (line.trim() === '' || line.trimStart().startsWith('|')) [depth, marks] = [0, 0];
    const run = /^[ \t>]*(?:[-+*][ \t]+)?(`{3,}(?=[^`]*$)|~{3,})/.exec(line)?.[1] ?? '';
    if (fence === '') fence = run;
    else if (run.startsWith(fence)) fence = '';
    const deepest = fence !== '' || /^(?: {4}|\t)/.test(line) ? deepestInCode : deepestEmphasis;
    for (const { 0: mark, index } of line.matchAll(/[*_~]+/g)) {
      const after = isText(line[index + mark.length]);
      const before = isText(line[index - 1]);
      if (after !== before) depth = Math.max(0, depth + (after ? 1 : -1));
      marks += 1;
      if (depth > deepest || marks > mostMarks) return true;
    }
  }
  return false;
}

const isText = (sign: string | undefined): boolean => sign !== undefined && !/[\s*_~]/.test(sign);

/** Quotes and lists that begin on one line, and by how much it is indented: four columns are at most two levels. */
function blockDepth(line: string): number {
  const step = /[ \t]*(?:>|(?:[-+*]|\d{1,9}[.)])(?=[ \t]|$))/y;
  let depth = 0;
  for (let match = step.exec(line); match !== null && depth <= deepestBlocks; match = step.exec(line)) {
    depth += 1 + Math.floor((match[0].length - 1) / 4);
  }
  return depth;
}

import type { YAMLError } from 'yaml';

/** As much of a line as is looked at for a remedy. */
const longestLine = 500;

/** What is wrong with YAML, for someone who never heard the word "mapping", and what to do about it. */
export function reasonOf(error: YAMLError, text: string): string {
  const offset = error.pos[0];
  const begin = text.lastIndexOf('\n', offset - 1) + 1;
  const end = text.indexOf('\n', begin);
  const line = text.slice(begin, Math.min(begin + longestLine, end === -1 ? text.length : end));
  const [, name = '', value = ''] = /^[\s-]*([\w-]+)\s*:\s+(.*?)\s*$/.exec(line) ?? [];
  switch (error.code) {
    case 'BLOCK_AS_IMPLICIT_KEY':
      if (name !== '' && value.includes(':') && !/^["'|>&*![{]/.test(value)) {
        return `the value of "${name}" has a colon in it, so put quotes around it: ${name}: ${quoted(value)}`;
      }
      return 'a second `name: value` stands on this line; put quotes around a value that has a colon in it';
    case 'BAD_SCALAR_START':
      return `a value cannot begin with "${text[offset] ?? ''}", so put quotes around it`;
    case 'DUPLICATE_KEY': {
      const twice = /^[\s-]*([^:]+):/.exec(line)?.[1]?.trim() ?? '';
      return `"${twice}" stands here a second time; keep one of the two`;
    }
    case 'TAB_AS_INDENT':
      return 'a tab stands at the beginning of this line, where YAML wants spaces';
    case 'MISSING_CHAR':
      return `${lowerFirst(error.message)}, so add what is missing, or put quotes around the whole value`;
    case 'UNEXPECTED_TOKEN':
      if (/^(["']).*\1.*\S/.test(value)) {
        return `text goes on after the closing quote of "${name}"; put quotes around the whole value, and write '' for ' inside it`;
      }
      return 'this line does not fit the lines before it; check its indentation, quotes and brackets';
    case 'BAD_INDENT':
      return 'this line does not fit the lines before it; check its indentation, and that every [ and { is closed';
    default:
      return `${lowerFirst(error.message)}; check this line, or put quotes around its value`;
  }
}

function quoted(value: string): string {
  const short = value.length > 60 ? `${value.slice(0, 60)}…` : value;
  return `"${short.replace(/["\\]/g, (sign) => `\\${sign}`)}"`;
}

function lowerFirst(text: string): string {
  return text.slice(0, 1).toLowerCase() + text.slice(1);
}

/** One exchange: a title, the bytes as they go over the wire, and the status codes that must come back. */
export type Row = readonly [title: string, bytes: Buffer, statuses: readonly number[]];

/** Stands in everything a stranger makes up, so that whatever is told back can be found in the answer. */
export const canary = 'zqxjk';

/** A request in these lines, on a connection of its own unless they tell otherwise. */
export function requestOf(line: string, fields: readonly string[] = []): string {
  const has = (name: string): boolean => fields.some((field) => field.startsWith(`${name}:`));
  const host = has('Host') ? [] : ['Host: paper.example'];
  const connection = has('Connection') ? [] : ['Connection: close'];
  return [line, ...host, ...connection, ...fields, '', ''].join('\r\n');
}

export function get(target: string): string {
  return requestOf(`GET ${target} HTTP/1.1`);
}

/** One byte a character, as a socket sends what nobody has encoded. */
export function row(title: string, text: string | Buffer, statuses: readonly number[]): Row {
  return [title, typeof text === 'string' ? Buffer.from(text, 'latin1') : text, statuses];
}

/** As a title of a test: short, and without what the runner would replace. */
export function shown(text: string): string {
  const short = text.length > 60 ? `${text.slice(0, 40)}… (${text.length})` : text;
  return short.replaceAll('%', '%%');
}

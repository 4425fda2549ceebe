/**
 * Writes the fields of a row as one text, and reads them again. Paths that many rows share, and their folders, are held
 * once, and stand in the text as numbers; what follows from another field is not written.
 */
export class Wording {
  readonly #shared: string[] = [];
  /** Each with its number, as that is written. */
  readonly #numbers = new Map<string, string>();
  /** The folder that was shortened last: often it is the next one too. */
  #folder = '';
  #number = '';

  /** Fields on a line each; as JSON after a return, where that would not be told apart again. */
  write(fields: readonly string[]): string {
    const text = fields.join('\n');
    let ends = 0;
    for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) ends += 1;
    const isPlain = ends === fields.length - 1 && !text.startsWith('\r') && text.isWellFormed();
    return isPlain ? text : `\r${JSON.stringify(fields)}`;
  }

  read(text: string): readonly string[] {
    return text.startsWith('\r') ? (JSON.parse(text.slice(1)) as string[]) : text.split('\n');
  }

  /** The first of them alone. */
  readFirst(text: string): string {
    if (text.startsWith('\r')) return this.read(text)[0] ?? '';
    const end = text.indexOf('\n');
    return end === -1 ? text : text.slice(0, end);
  }

  /** A path that many rows have. */
  shorten(path: string): string {
    return this.#numberOf(path) ?? marked(path);
  }

  /** A path whose folder many rows have. @param stem - a name that it may end with */
  shortenName(path: string, stem = ''): string {
    const end = path.lastIndexOf('/', path.length - 2) + 1;
    const number = end === 0 || path.includes('\t') ? undefined : this.#numberOfFolder(path, end);
    if (number === undefined) return marked(path);
    const name = path.slice(end);
    return `${number}/${name === stem ? '\t' : name}`;
  }

  /** A name that may be the stem. */
  shortenStem(name: string, stem: string): string {
    return name === stem ? '\t' : marked(name);
  }

  lengthen(short: string, stem = ''): string {
    if (!short.startsWith('\t')) return short;
    if (short.length === 1) return stem;
    const slash = short.indexOf('/');
    if (slash === 1) return short.slice(2);
    if (slash === -1) return this.#sharedAt(short.slice(1));
    const name = short.slice(slash + 1);
    return this.#sharedAt(short.slice(1, slash)) + (name === '\t' ? stem : name);
  }

  #numberOfFolder(path: string, end: number): string | undefined {
    if (this.#folder.length === end && path.startsWith(this.#folder)) return this.#number;
    const folder = path.slice(0, end);
    const number = this.#numberOf(folder);
    if (number === undefined) return undefined;
    this.#folder = folder;
    this.#number = number;
    return number;
  }

  #numberOf(path: string): string | undefined {
    const known = this.#numbers.get(path);
    if (known !== undefined || this.#shared.length >= most || path.includes('\t')) return known;
    const number = `\t${(this.#shared.push(path) - 1).toString(36)}`;
    this.#numbers.set(path, number);
    return number;
  }

  #sharedAt(number: string): string {
    return this.#shared[Number.parseInt(number, 36)] ?? '';
  }
}

/** Paths that are held once: where every article has a folder of its own, that saves nothing. */
const most = 50_000;

/** What begins with a tab is shortened. */
const marked = (text: string): string => (text.startsWith('\t') ? `\t/${text}` : text);

/** The name of a file without folder and ending. */
export function stemOf(key: string): string {
  const start = key.lastIndexOf('/') + 1;
  const end = key.lastIndexOf('.');
  return end > start ? key.slice(start, end) : key.slice(start);
}

/** JSON (RFC 8259) that knows where it stood. Of members with one name the last counts, as with JSON.parse. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;

export type JsonObject = ReadonlyMap<string, Member>;

export interface Member {
  readonly value: Json;
  /** Of its name in the text, in UTF-16 units. */
  readonly offset: number;
}

/** The value, or the offset at which the text stops being JSON. */
export type JsonTree = { readonly value: Json } | { readonly fault: number };

const space = /[ \t\n\r]*/y;
const name = /"[^"\\\u0000-\u001f]*(?:\\(?:["\\/bfnrt]|u[\da-fA-F]{4})[^"\\\u0000-\u001f]*)*/y;
const bare = /(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w.+-])/y;

type Container =
  | { readonly items: Json[] }
  | { readonly members: Map<string, Member>; name: string; offset: number };

/** Without recursion, so that no depth of nesting is too deep. */
export function readJson(text: string): JsonTree {
  const open: Container[] = [];
  let at = 0;
  const fault = () => ({ fault: at });
  const skip = () => {
    space.lastIndex = at;
    space.exec(text);
    at = space.lastIndex;
  };
  const string = (): string | undefined => {
    name.lastIndex = at;
    const begun = name.exec(text);
    if (begun === null) return undefined;
    const start = at;
    at = name.lastIndex;
    if (text[at] !== '"') return undefined;
    at += 1;
    return String(JSON.parse(text.slice(start, at)));
  };
  /** Up to the colon; false when there is no name. */
  const member = (object: Container): boolean => {
    skip();
    const offset = at;
    const key = string();
    if (key === undefined || 'items' in object) return false;
    skip();
    if (text[at] !== ':') return false;
    at += 1;
    object.name = key;
    object.offset = offset;
    return true;
  };

  for (;;) {
    skip();
    let value: Json | undefined;
    const sign = text[at];
    if (sign === '{' || sign === '[') {
      at += 1;
      skip();
      const empty = text[at] === (sign === '{' ? '}' : ']');
      const container: Container = sign === '[' ? { items: [] } : { members: new Map(), name: '', offset: 0 };
      if (!empty) {
        open.push(container);
        if (sign === '{' && !member(container)) return fault();
        continue;
      }
      at += 1;
      value = contentOf(container);
    } else if (sign === '"') {
      value = string();
      if (value === undefined) return fault();
    } else {
      bare.lastIndex = at;
      const word = bare.exec(text)?.[0];
      if (word === undefined) return fault();
      at = bare.lastIndex;
      value = JSON.parse(word) as number | boolean | null;
    }
    for (;;) {
      const container = open.at(-1);
      skip();
      if (container === undefined) return at === text.length ? { value } : fault();
      if ('items' in container) container.items.push(value);
      else container.members.set(container.name, { value, offset: container.offset });
      if (text[at] === ',') {
        at += 1;
        if (!('items' in container) && !member(container)) return fault();
        break;
      }
      if (text[at] !== ('items' in container ? ']' : '}')) return fault();
      at += 1;
      value = contentOf(container);
      open.pop();
    }
  }
}

function contentOf(container: Container): Json {
  return 'items' in container ? container.items : container.members;
}

export function isObject(value: Json | undefined): value is JsonObject {
  return value instanceof Map;
}

export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

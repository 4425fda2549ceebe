import { isList, isObject, type Json, type JsonObject, readJson } from './jsontree.ts';
import type { Found } from './outline.ts';
import type { PageSheet } from './pagesheet.ts';

/** The article that a page describes in JSON-LD. */
export interface LinkedArticle {
  readonly node: JsonObject;
  /** Where the text of the script begins that holds a node. */
  readonly offsetOf: (node: JsonObject) => number;
  /** A value in place of a reference (`{"@id": …}`) to it. */
  readonly follow: (value: Json | undefined) => Json | undefined;
}

/** schema.org Article and everything below it, with or without a prefix. */
const articleType =
  /^(?:https?:\/\/schema\.org\/|schema:)?(?:[A-Za-z]*Article|BlogPosting|LiveBlogPosting|SocialMediaPosting|DiscussionForumPosting|Report|APIReference)$/;

/** Articles below these are other ones. */
const elsewhere: ReadonlySet<string> = new Set([
  'about',
  'backstory',
  'citation',
  'comment',
  'isBasedOn',
  'itemListElement',
  'liveBlogUpdate',
  'mentions',
  'relatedLink',
]);

const mostNodes = 20_000;

/** Finds it in lists, in `@graph` and inside other things; the outermost that has a date, else the outermost. */
export function findLinkedArticle(
  scripts: readonly Found<string>[],
  sheet: PageSheet,
): LinkedArticle | undefined {
  const offsets = new Map<JsonObject, number>();
  const named = new Map<string, JsonObject>();
  const articles: JsonObject[] = [];
  const queue: { readonly value: Json; readonly offset: number }[] = [];
  for (const { what, offset } of scripts) {
    const read = readJson(withoutWrapping(what));
    if ('value' in read) queue.push({ value: read.value, offset });
    else if (what.trim() !== '') {
      sheet.warn(
        sheet.spotAt(offset + read.fault),
        'this JSON-LD is not JSON, so nothing in it counts; check quotes, commas and brackets near here',
      );
    }
  }
  for (let index = 0; index < queue.length && index < mostNodes; index++) {
    const { value, offset } = queue[index] ?? { value: null, offset: 0 };
    if (isList(value)) for (const item of value) queue.push({ value: item, offset });
    if (!isObject(value)) continue;
    offsets.set(value, offset);
    const id = value.get('@id')?.value;
    if (typeof id === 'string' && value.size > (named.get(id)?.size ?? 1)) named.set(id, value);
    if (isArticle(value)) articles.push(value);
    for (const [key, member] of value) {
      if (!elsewhere.has(key) && typeof member.value === 'object')
        queue.push({ value: member.value, offset });
    }
  }
  const node = articles.find((article) => article.has('datePublished')) ?? articles[0];
  if (node === undefined) return undefined;
  return {
    node,
    offsetOf: (found) => offsets.get(found) ?? 0,
    follow(value) {
      if (!isObject(value)) return value;
      const id = value.get('@id')?.value;
      const referred = typeof id === 'string' ? named.get(id) : undefined;
      return referred === undefined || referred === value ? value : new Map([...referred, ...value]);
    },
  };
}

function isArticle(node: JsonObject): boolean {
  const type = node.get('@type')?.value;
  const types = isList(type) ? type : [type];
  return types.some((name) => typeof name === 'string' && articleType.test(name));
}

/** Comments and CDATA around JSON were for browsers of long ago; space in their place keeps every offset. */
function withoutWrapping(script: string): string {
  const blank = (found: string) => ' '.repeat(found.length);
  return script
    .replace(/^\s*(?:\/\/|\/\*)?\s*(?:<!--|<!\[CDATA\[)(?:\s*\*\/)?/, blank)
    .replace(/(?:\/\/|\/\*)?\s*(?:-->|\]\]>)(?:\s*\*\/)?\s*$/, blank)
    .replace(/;\s*$/, blank);
}

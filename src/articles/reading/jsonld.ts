import { isList, isObject, type Json, type JsonObject } from './jsontree.ts';
import { findLinkedArticle, type LinkedArticle } from './linkeddata.ts';
import type { Found } from './outline.ts';
import { listOf, type PageSheet, pixelsOf, plainText, webAddress } from './pagesheet.ts';
import type { NamedAuthor, NamedImage } from './reading.ts';

/** What JSON-LD says besides fields. */
export interface Terms {
  /** Not everybody may read the body (`isAccessibleForFree`: schema.org, Google Search Central on paywalls). */
  readonly paid: boolean;
}

/** Takes what the JSON-LD of a page says of its article. */
export function takeJsonLd(scripts: readonly Found<string>[], sheet: PageSheet): Terms {
  const article = findLinkedArticle(scripts, sheet);
  if (article === undefined) return { paid: false };
  const { node } = article;
  const place = (key: string): [string, number] => [
    `JSON-LD ${key}`,
    article.offsetOf(node) + (node.get(key)?.offset ?? 0),
  ];
  const first = (key: string) => textOf(article.follow(node.get(key)?.value));
  sheet.takeText('title', first('headline'), ...place('headline'));
  sheet.takeText('title', first('name'), ...place('name'));
  sheet.takeText('summary', first('description'), ...place('description'));
  sheet.takeDate('date', first('datePublished'), ...place('datePublished'));
  sheet.takeDate('updated', first('dateModified'), ...place('dateModified'));
  sheet.takeDate('expires', first('expires'), ...place('expires'));
  sheet.takeText('section', first('articleSection'), ...place('articleSection'));
  sheet.take('authors', filled(all(article, 'author').flatMap(authorOf)), ...place('author'));
  sheet.take('tags', filled(tagsOf(all(article, 'keywords'))), ...place('keywords'));
  sheet.take('image', all(article, 'image').flatMap(imageOf)[0], ...place('image'));
  sheet.takeLanguage(languageOf(article.follow(node.get('inLanguage')?.value)), ...place('inLanguage'));
  sheet.takeAddress(first('url'), ...place('url'));
  sheet.takeAddress(addressOf(node.get('mainEntityOfPage')?.value), ...place('mainEntityOfPage'));
  return {
    paid: /^(?:https?:\/\/schema\.org\/)?false$/i.test(String(node.get('isAccessibleForFree')?.value).trim()),
  };
}

function all({ node, follow }: LinkedArticle, key: string): readonly Json[] {
  const value = node.get(key)?.value;
  const values = isList(value) ? value : [value];
  return values.map(follow).filter((item) => item !== undefined);
}

/** Text, or the first of a list, or what a `{"@value": …}` holds, or the name of a thing. */
function textOf(value: Json | undefined): string | undefined {
  if (typeof value === 'string') return value.trim() === '' ? undefined : value;
  if (typeof value === 'number') return String(value);
  if (isList(value)) return textOf(value.find((item) => !isList(item)));
  if (!isObject(value)) return undefined;
  const inner = value.get('@value')?.value ?? value.get('name')?.value;
  return typeof inner === 'string' ? inner : undefined;
}

function authorOf(value: Json): readonly NamedAuthor[] {
  const name = plainText(textOf(value));
  // An address alone names nobody.
  if (name === undefined || webAddress(name) !== undefined) return [];
  const url = isObject(value) ? webAddress(textOf(value.get('url')?.value)) : undefined;
  return [url === undefined ? { name } : { name, url }];
}

function tagsOf(keywords: readonly Json[]): readonly string[] {
  // In a list each is one; a text is a list in itself.
  const tags =
    keywords.length === 1
      ? listOf(textOf(keywords[0]) ?? '')
      : keywords.map((word) => plainText(textOf(word)));
  return [...new Set(tags.filter((tag) => tag !== undefined))];
}

function imageOf(value: Json): readonly NamedImage[] {
  if (typeof value === 'string') return value.trim() === '' ? [] : [{ src: value.trim() }];
  if (!isObject(value)) return [];
  const get = (key: string) => plainText(textOf(value.get(key)?.value));
  const src = get('url') ?? get('contentUrl') ?? webAddress(get('@id'));
  if (src === undefined) return [];
  return [
    {
      src,
      caption: get('caption'),
      credit: get('creditText') ?? get('creator') ?? get('author'),
      type: get('encodingFormat'),
      width: lengthOf(value, 'width'),
      height: lengthOf(value, 'height'),
    },
  ];
}

/** `1200`, `"1200px"`, or a QuantitativeValue. */
function lengthOf(image: JsonObject, key: string): number | undefined {
  const value = image.get(key)?.value;
  const inner = isObject(value) ? value.get('value')?.value : value;
  return pixelsOf(typeof inner === 'number' || typeof inner === 'string' ? String(inner) : undefined);
}

function languageOf(value: Json | undefined): string | undefined {
  if (!isObject(value)) return textOf(value);
  return textOf(value.get('alternateName')?.value) ?? textOf(value);
}

function addressOf(value: Json | undefined): string | undefined {
  return isObject(value)
    ? (textOf(value.get('@id')?.value) ?? textOf(value.get('url')?.value))
    : textOf(value);
}

function filled<Item>(items: readonly Item[]): readonly Item[] | undefined {
  return items.length === 0 ? undefined : items;
}

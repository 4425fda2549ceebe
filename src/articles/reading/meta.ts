import type { Found, Outline } from './outline.ts';
import { listOf, type PageSheet, pixelsOf, plainText, webAddress } from './pagesheet.ts';
import type { NamedAuthor, NamedImage } from './reading.ts';
import type { Attributes } from './tags.ts';

interface Meta {
  readonly name: string;
  readonly content: string;
  readonly offset: number;
}

const dateNames = [
  'date',
  'pubdate',
  'publish-date',
  'publication_date',
  'dc.date',
  'dc.date.issued',
  'dcterms.issued',
  'dcterms.created',
  'parsely-pub-date',
  'sailthru.date',
  'datepublished',
];
const updateNames = ['last-modified', 'lastmod', 'revised', 'dcterms.modified', 'datemodified'];
const authorNames = [
  'author',
  'article:author_name',
  'byl',
  'dc.creator',
  'parsely-author',
  'sailthru.author',
];

/** Takes what Open Graph, `article:` and other meta tags, `<link rel=canonical>` and `<html lang>` say, in that order. */
export function takeMeta({ metas, links, html }: Outline, sheet: PageSheet): void {
  const known = metas.map(metaOf).filter((meta) => meta !== undefined);
  const all = (name: string) => known.filter((meta) => meta.name === name);
  const take = (names: readonly string[], put: (content: string, source: string, offset: number) => void) => {
    for (const name of names) {
      const meta = all(name)[0];
      if (meta !== undefined) put(meta.content, sourceOf(name), meta.offset);
    }
  };
  take(['article:published_time', 'og:published_time', 'og:article:published_time'], (...found) =>
    sheet.takeDate('date', ...found),
  );
  take(['article:modified_time', 'og:updated_time'], (...found) => sheet.takeDate('updated', ...found));
  take(['article:expiration_time'], (...found) => sheet.takeDate('expires', ...found));
  take(['article:section'], (...found) => sheet.takeText('section', ...found));
  takeTags(all('article:tag'), sheet);
  takeAuthors(all('article:author'), sheet);
  take(['og:title', 'twitter:title'], (...found) => sheet.takeText('title', ...found));
  take(['og:description'], (...found) => sheet.takeText('summary', ...found));
  takeImage(known, sheet);
  take(['og:url'], (...found) => sheet.takeAddress(...found));
  take(['og:locale'], (...found) => sheet.takeLanguage(...found));
  for (const name of authorNames) takeAuthors(all(name), sheet);
  take(['description', 'twitter:description', 'dc.description'], (...found) =>
    sheet.takeText('summary', ...found),
  );
  take(dateNames, (...found) => sheet.takeDate('date', ...found));
  take(updateNames, (...found) => sheet.takeDate('updated', ...found));
  for (const name of ['news_keywords', 'keywords']) takeTags(all(name), sheet);
  const canonical = links.find(({ what }) => /(?:^|\s)canonical(?:\s|$)/i.test(what.get('rel') ?? ''));
  if (canonical !== undefined) {
    sheet.takeAddress(canonical.what.get('href'), '<link rel="canonical">', canonical.offset);
  }
  if (html !== undefined)
    sheet.takeLanguage(html.what.get('lang') ?? html.what.get('xml:lang'), '<html lang>', html.offset);
  take(['content-language'], (...found) => sheet.takeLanguage(...found));
}

/** The name of the whole publication, as a page tells it. */
export function siteNameOf({ metas }: Outline): string | undefined {
  return plainText(metas.map(metaOf).find((meta) => meta?.name === 'og:site_name')?.content);
}

function metaOf({ what, offset }: Found<Attributes>): Meta | undefined {
  const content = what.get('content')?.trim();
  const name = what.get('property') ?? what.get('name') ?? what.get('itemprop') ?? what.get('http-equiv');
  return content === undefined || content === '' || name === undefined
    ? undefined
    : { name: name.trim().toLowerCase(), content, offset };
}

/** Open Graph is known by its names alone. */
function sourceOf(name: string): string {
  return /^(?:og|article|twitter):/.test(name) ? name : `meta ${name}`;
}

function takeTags(metas: readonly Meta[], sheet: PageSheet): void {
  const [first] = metas;
  const tags = [...new Set(metas.flatMap(({ content }) => listOf(content)))];
  if (first !== undefined && tags.length > 0) sheet.take('tags', tags, sourceOf(first.name), first.offset);
}

/** One a tag. An address, which `article:author` may be, names nobody. */
function takeAuthors(metas: readonly Meta[], sheet: PageSheet): void {
  const [first] = metas;
  const names = metas.map(({ content }) => plainText(content)).filter((name) => name !== undefined);
  const people = [...new Set(names)].filter((name) => webAddress(name) === undefined);
  const authors: readonly NamedAuthor[] = people.map((name) => ({ name }));
  if (first !== undefined && authors.length > 0)
    sheet.take('authors', authors, sourceOf(first.name), first.offset);
}

/** The first picture, with what is said of it before the next one. */
function takeImage(metas: readonly Meta[], sheet: PageSheet): void {
  const names = ['og:image', 'og:image:url', 'og:image:secure_url', 'twitter:image', 'twitter:image:src'];
  const found = names
    .map((name) => metas.find((meta) => meta.name === name))
    .find((meta) => meta !== undefined);
  if (found === undefined) return;
  const isGraph = found.name.startsWith('og:');
  const next = metas.findIndex((meta) => meta.name === 'og:image' && meta.offset > found.offset);
  const own = next < 0 ? metas : metas.slice(0, next);
  const detail = (name: string) =>
    own.find((meta) => meta.name === `${isGraph ? 'og' : 'twitter'}:image:${name}`)?.content;
  const image: NamedImage = {
    src: found.content,
    alt: plainText(detail('alt')),
    type: plainText(detail('type')),
    width: pixelsOf(detail('width')),
    height: pixelsOf(detail('height')),
  };
  const known = sheet.fields.image;
  // JSON-LD has no place for what a picture shows; Open Graph may tell it of the same one.
  if (known?.src === image.src) sheet.fields.image = { ...image, ...defined(known) };
  else sheet.take('image', image, sourceOf(found.name), found.offset);
}

function defined(image: NamedImage): NamedImage {
  const told = Object.entries(image).filter(([, value]) => value !== undefined);
  return { ...Object.fromEntries(told), src: image.src };
}

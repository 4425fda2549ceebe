import { type Author, Feed, type FeedOptions, type Item } from 'feed';

/**
 * The only file that knows npm `feed`. The library writes whole documents and nothing can be added to their roots or, in
 * Atom, to their entries. So it is asked for two small documents, one without items and one with a single item, and both
 * are cut where they are sure to be cut: the frame at its last closing tag, the item out of a frame whose words are fixed
 * and hold no markup. What the library lacks is then added inside the cuts, and equal items are never written twice.
 */

/** The words of a feed that the library writes. Plain text, absolute addresses. */
export interface Channel {
  readonly id: string;
  readonly title: string;
  readonly link: string;
  readonly description: string;
  readonly updated: Date;
  readonly language: string;
  readonly ttl: number;
  readonly copyright?: string;
  readonly image?: string;
  readonly icon?: string;
}

/** The words of an item that the library writes. */
export interface Words {
  readonly id: string;
  readonly title: string;
  readonly link: string;
  readonly summary: string;
  readonly html?: string;
  readonly published: Date;
  readonly updated: Date;
  readonly authors: Author[];
}

/** A document cut open where items belong. */
export interface Frame {
  /** Up to the root's start tag. */
  readonly prolog: string;
  /** The root's start tag as the library wrote it. */
  readonly root: string;
  /** From there to where items begin. */
  readonly head: string;
  /** From there to the end. */
  readonly tail: string;
}

const generator = 'Courant';

/** Between the halves of a `]]>`: forbidden in articles (a noncharacter), so it never stands in their text. */
const seam = '\ufdd0';

/** The library writes text in CDATA, where `]]>` cannot stand; it is taken apart over two sections. */
function protect(text: string): string {
  return text.replaceAll(']]>', `]]${seam}>`);
}

function unprotect(xml: string): string {
  return xml.replaceAll(seam, ']]><![CDATA[');
}

/** The library undoes one `&amp;` in what it escapes itself, so that each ampersand goes in as a reference. */
function ampersands(text: string): string {
  return text.replaceAll('&', '&amp;');
}

function options(channel: Channel): FeedOptions {
  return {
    id: ampersands(channel.id),
    title: ampersands(channel.title),
    link: channel.link,
    description: ampersands(channel.description),
    updated: channel.updated,
    language: channel.language,
    ttl: channel.ttl,
    copyright: ampersands(channel.copyright ?? ''),
    image: channel.image === undefined ? undefined : ampersands(channel.image),
    favicon: channel.icon === undefined ? undefined : ampersands(channel.icon),
    generator,
  };
}

function cut(document: string, rootName: string, closing: string): Frame {
  const start = document.indexOf(`<${rootName} `);
  const head = document.indexOf('>', start) + 1;
  const tail = document.lastIndexOf(closing);
  return {
    prolog: document.slice(0, start),
    root: document.slice(start, head),
    head: document.slice(head, tail).trimEnd(),
    tail: document.slice(tail),
  };
}

/** RSS 2.0 without items. */
export function rssFrame(channel: Channel): Frame {
  return cut(new Feed(options(channel)).rss2(), 'rss', '</channel>');
}

/** Atom 1.0 without entries. */
export function atomFrame(channel: Channel): Frame {
  return cut(new Feed(options(channel)).atom1(), 'feed', '</feed>');
}

/** JSON Feed without items, as the library has it: version 1.0. */
export function jsonFrame(channel: Channel): Record<string, unknown> {
  const { id, title, link, description, updated, image } = channel;
  const feed = new Feed({ id, title, link, description, updated, image, copyright: '', generator });
  return JSON.parse(feed.json1()) as Record<string, unknown>;
}

/** A frame whose words are fixed; and for Atom, those of an item that are replaced. */
const stub = { id: 'urn:frame', title: 'frame' };
const stubFrame = { ...stub, link: 'https://frame.invalid/', copyright: '', updated: new Date(0) };

function single(words: Words, authors: boolean): Feed {
  const feed = new Feed(stubFrame);
  const item: Item = {
    id: words.id,
    title: words.title,
    link: words.link,
    description: words.summary,
    content: words.html,
    date: words.updated,
    published: words.published,
    author: authors && words.authors.length > 0 ? words.authors : undefined,
  };
  feed.addItem(item);
  return feed;
}

function protectedWords(words: Words): Words {
  return {
    ...words,
    title: protect(words.title),
    summary: protect(words.summary),
    html: words.html === undefined ? undefined : protect(words.html),
    authors: words.authors.map(({ name, link }) => ({ name: ampersands(name ?? ''), link })),
  };
}

function cutItem(document: string, name: string): string {
  const closing = `</${name}>`;
  return unprotect(
    document.slice(document.indexOf(`<${name}>`), document.lastIndexOf(closing) + closing.length),
  );
}

/** One `<item>`; authors are left out, for RSS wants e-mail addresses there. */
export function rssItem(words: Words): string {
  return cutItem(single({ ...protectedWords(words), id: ampersands(words.id) }, false).rss2(), 'item');
}

/**
 * One `<entry>` without title, summary and id, to be given by the caller: the library marks all text as HTML, which
 * programs that show it as it stands show with its escapes, and sends ids through `new URL`, which rewrites some.
 */
export function atomEntry(words: Words): string {
  const entry = cutItem(single({ ...protectedWords(words), ...stub, summary: '' }, true).atom1(), 'entry');
  return entry.replace(/^<entry>[\s\S]*?<\/id>/, '<entry>');
}

/** One item of a JSON Feed, as the library has it: first author only. */
export function jsonItem(words: Words): Record<string, unknown> {
  const document = JSON.parse(single(words, true).json1()) as { items: Record<string, unknown>[] };
  return document.items[0] ?? {};
}

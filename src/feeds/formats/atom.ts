import { rfc3339 } from '../../articles/instant.ts';
import type { Site } from '../../articles/site.ts';
import {
  type Entry,
  type Feed,
  type Format,
  type Fragment,
  fragmentOf,
  type Pieces,
  type Tombstone,
} from '../feed.ts';
import { composeBody } from './body.ts';
import { historyLinks, historyNamespace } from './history.ts';
import { mediaElements } from './media.ts';
import { atomEntry, atomFrame } from './writer.ts';
import { element } from './xml.ts';

/** Atom 1.0 (RFC 4287) with Media RSS. */
export const atom: Format = {
  name: 'atom',
  file: 'atom.xml',
  mediaType: 'application/atom+xml',
  write: writeAtom,
};

const entries = new WeakMap<Entry, Fragment>();

function writeAtom(feed: Feed): Pieces {
  const { definition, site, links } = feed;
  const frame = atomFrame({
    // The pages of an archive belong to the feed and share its id.
    id: (links.current ?? links.self).atom,
    title: definition.title,
    link: definition.page,
    description: definition.description,
    updated: new Date(feed.updated),
    language: definition.language ?? site.language,
    ttl: feed.ttl,
    copyright: site.copyright,
    image: site.logo ?? site.image,
    icon: site.icon,
  });
  const root = element('feed', {
    xmlns: 'http://www.w3.org/2005/Atom',
    'xmlns:media': 'http://search.yahoo.com/mrss/',
    'xml:lang': definition.language ?? site.language,
  }).replace('/>', '>');
  const before = [
    frame.prolog,
    `<?xml-stylesheet type="text/css" href="${links.stylesheet}"?>\n`,
    root,
    frame.head,
    ...feedElements(feed).map((line) => `\n    ${line}`),
  ];
  return {
    head: before.join(''),
    fragments: feed.entries.map((entry) => remember(entry, site)),
    between: '',
    tail: `\n${frame.tail}\n`,
    shell: [root, '</feed>'],
  };
}

/** RFC 4287, 4.1.1: a feed whose entries may lack an author names one itself. */
function feedElements(feed: Feed): string[] {
  const { site } = feed;
  return [
    element('author', {}, [element('name', {}, site.title), element('uri', {}, `${site.url}/`)]),
    ...historyLinks(feed, 'atom').map(({ rel, href }) =>
      element('link', { rel, type: atom.mediaType, href }),
    ),
    ...(feed.archive ? [element('fh:archive', { 'xmlns:fh': historyNamespace })] : []),
    ...feed.withdrawn.map(tombstone),
  ];
}

function remember(entry: Entry, site: Site): Fragment {
  const known = entries.get(entry) ?? fragmentOf(`\n    ${writeEntry(entry, site)}`);
  entries.set(entry, known);
  return known;
}

function writeEntry(entry: Entry, site: Site): string {
  const written = atomEntry({
    id: entry.id,
    title: entry.title,
    summary: entry.summary,
    link: entry.permalink,
    html: entry.html === undefined ? undefined : composeBody(entry, entry.html, site.language),
    published: new Date(entry.published),
    updated: new Date(entry.updated),
    authors: entry.authors.map(({ name, url }) => ({ name, link: url })),
  });
  const lines = [...categories(entry), ...enclosureLinks(entry), ...mediaElements(entry)];
  const first = [
    element('id', {}, entry.id),
    element('title', {}, entry.title),
    ...(entry.summary === '' ? [] : [element('summary', {}, entry.summary)]),
  ];
  const start = entry.foreign ? `<entry xml:lang="${entry.language}">` : '<entry>';
  return written
    .replace(/^<entry>/, () => start + first.map((line) => `\n        ${line}`).join(''))
    .replace(/\s*<\/entry>$/, () => `${lines.map((line) => `\n        ${line}`).join('')}\n    </entry>`);
}

/** RFC 6721: what was in the feed and was taken back. */
function tombstone({ id, at, reason }: Tombstone): string {
  const comment = reason === undefined ? [] : [element('at:comment', {}, reason)];
  const attributes = { 'xmlns:at': 'http://purl.org/atompub/tombstones/1.0', ref: id, when: rfc3339(at) };
  return element('at:deleted-entry', attributes, comment);
}

/** RFC 4287, 4.2.2; a section and a tag of one name are told apart by their scheme. */
function categories({ section, tags, schemes }: Entry): string[] {
  const lines = tags.map(({ name, slug }) =>
    element('category', { term: slug, label: name, scheme: schemes.tags }),
  );
  if (section !== undefined) {
    const { name, slug } = section;
    lines.unshift(element('category', { term: slug, label: name, scheme: schemes.sections }));
  }
  return lines;
}

function enclosureLinks({ enclosures, image }: Entry): string[] {
  const links = enclosures.map(({ url, type, length, title }) =>
    element('link', { rel: 'enclosure', href: url, type, length, title }),
  );
  if (image?.type !== undefined) {
    links.push(
      element('link', { rel: 'enclosure', href: image.url, type: image.type, length: image.length }),
    );
  }
  return links;
}

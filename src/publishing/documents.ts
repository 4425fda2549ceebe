import type { Instant } from '../articles/instant.ts';
import { nextStale, writeNewsSitemap } from '../feeds/formats/newssitemap.ts';
import { opmlType, writeOpml } from '../feeds/formats/opml.ts';
import {
  articlesHere,
  sitemapPages,
  sitemapType,
  writeSitemap,
  writeSitemapIndex,
} from '../feeds/formats/sitemap.ts';
import { verifyXml } from '../feeds/formats/verify.ts';
import type { EditionRegister } from './editions.ts';
import { printText, Unreadable } from './print.ts';
import type { Representation } from './representation.ts';
import type { Snapshot } from './snapshot.ts';

/** An XML document of the whole site that is no feed: the list of all feeds, the sitemaps. */
interface SiteDocument {
  readonly mediaType: string;
  readonly write: () => string;
}

/** All that there are at a snapshot, by topic. */
function documentsOf(snapshot: Snapshot): ReadonlyMap<string, SiteDocument> {
  const { site, catalogue, out, now } = snapshot;
  const here = articlesHere(out, site);
  const pages = sitemapPages(here);
  const sitemap = (write: () => string): SiteDocument => ({ mediaType: sitemapType, write });
  const documents = new Map<string, SiteDocument>([
    ['/feeds.opml', { mediaType: opmlType, write: () => writeOpml(site, catalogue.definitions.values()) }],
    ['/news-sitemap.xml', sitemap(() => writeNewsSitemap(out, site, now))],
    ['/sitemap.xml', sitemap(() => (pages.length > 1 ? writeSitemapIndex(pages, site) : writeSitemap(here)))],
  ]);
  if (pages.length > 1) {
    for (const [page, articles] of pages.entries()) {
      documents.set(
        `/sitemap-${page + 1}.xml`,
        sitemap(() => writeSitemap(articles)),
      );
    }
  }
  return documents;
}

/** The address of any of them, so that nothing has to be made of articles to know that a topic is none. */
const shape = /^\/(?:feeds\.opml|(?:news-)?sitemap\.xml|sitemap-[1-9]\d*\.xml)$/;

/** Topics of all documents. */
export function documentTopics(snapshot: Snapshot): Iterable<string> {
  return documentsOf(snapshot).keys();
}

/**
 * The document at a topic, read back before it is served; undefined when there is none.
 * Rejects with Unreadable when it is no well-formed XML.
 */
export function printDocument(
  topic: string,
  snapshot: Snapshot,
  register: EditionRegister,
  now: Instant,
): Promise<Representation> | undefined {
  const document = shape.test(topic) ? documentsOf(snapshot).get(topic) : undefined;
  return document && print(topic, document, register, now);
}

async function print(
  topic: string,
  { mediaType, write }: SiteDocument,
  register: EditionRegister,
  now: Instant,
): Promise<Representation> {
  const text = write();
  const fault = verifyXml(text);
  if (fault !== undefined) throw new Unreadable(`${topic} is not well-formed: ${fault}`);
  return printText(topic, `${mediaType}; charset=utf-8`, text, undefined, register, now);
}

/** The instant after that of the snapshot at which a document changes by itself. */
export function nextDocumentChange({ out, site, now }: Snapshot): Instant | undefined {
  return nextStale(out, site, now);
}

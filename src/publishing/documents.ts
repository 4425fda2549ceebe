import type { Instant } from '../articles/instant.ts';
import { finish, type Steps } from '../articles/steps.ts';
import type { Clock } from '../clock.ts';
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
import { inBreaths } from './breaths.ts';
import type { EditionRegister } from './editions.ts';
import { printText, Unreadable } from './print.ts';
import type { Representation } from './representation.ts';
import type { Snapshot } from './snapshot.ts';

/** An XML document of the whole site that is no feed: the list of all feeds, the sitemaps. */
interface SiteDocument {
  readonly mediaType: string;
  /** In steps: there may be a hundred thousand addresses in it. Undefined when there is no such document after all. */
  readonly write: () => Steps<string | undefined>;
}

/** By its topic; undefined where there is none by the look of it, so that nothing has to be made to know that. */
function documentAt(topic: string, snapshot: Snapshot): SiteDocument | undefined {
  const { site, catalogue, out, now } = snapshot;
  const sitemap = (write: SiteDocument['write']): SiteDocument => ({ mediaType: sitemapType, write });
  if (topic === '/feeds.opml')
    return { mediaType: opmlType, write: () => writeOpml(site, catalogue.definitions.values()) };
  if (topic === '/sitemap.xml') return sitemap(() => writeWhole(snapshot));
  if (topic === '/news-sitemap.xml') return sitemap(() => writeNewsSitemap(out, site, now));
  const [, page] = /^\/sitemap-([1-9]\d*)\.xml$/.exec(topic) ?? [];
  return page === undefined ? undefined : sitemap(() => writePage(snapshot, Number(page)));
}

function* writeWhole(snapshot: Snapshot): Steps<string> {
  const pages = yield* pagesAt(snapshot);
  return pages.length > 1
    ? yield* writeSitemapIndex(pages, snapshot.site)
    : yield* writeSitemap(pages[0] ?? []);
}

function* writePage(snapshot: Snapshot, page: number): Steps<string | undefined> {
  const pages = yield* pagesAt(snapshot);
  const articles = pages.length > 1 ? pages[page - 1] : undefined;
  return articles && (yield* writeSitemap(articles));
}

const cut = new WeakMap<Snapshot, ReturnType<typeof sitemapPages>>();

/** The pages of a snapshot's sitemap, cut once. */
function* pagesAt(snapshot: Snapshot): Steps<ReturnType<typeof sitemapPages>> {
  const known = cut.get(snapshot);
  if (known !== undefined) return known;
  const pages = sitemapPages(yield* articlesHere(snapshot.out, snapshot.site));
  cut.set(snapshot, pages);
  return pages;
}

/** Topics of all documents. */
export function documentTopics(snapshot: Snapshot): Iterable<string> {
  const { length } = finish(pagesAt(snapshot));
  const pages = length > 1 ? Array.from({ length }, (_, page) => `/sitemap-${page + 1}.xml`) : [];
  return ['/feeds.opml', '/news-sitemap.xml', '/sitemap.xml', ...pages];
}

/**
 * The document at a topic, read back before it is served; undefined, perhaps only in the end, when there is none.
 * Rejects with Unreadable when it is no well-formed XML.
 */
export function printDocument(
  topic: string,
  snapshot: Snapshot,
  register: EditionRegister,
  clock: Clock,
): Promise<Representation | undefined> | undefined {
  const document = documentAt(topic, snapshot);
  return document && print(topic, document, register, clock);
}

async function print(
  topic: string,
  { mediaType, write }: SiteDocument,
  register: EditionRegister,
  clock: Clock,
): Promise<Representation | undefined> {
  const text = await inBreaths(write());
  if (text === undefined) return undefined;
  const fault = await inBreaths(verifyXml(text));
  if (fault !== undefined) throw new Unreadable(`${topic} is not well-formed: ${fault}`);
  return printText(topic, `${mediaType}; charset=utf-8`, text, undefined, register, clock());
}

/** The instant after that of the snapshot at which a document changes by itself. */
export function nextDocumentChange({ out, site, now }: Snapshot): Instant | undefined {
  return nextStale(out, site, now);
}

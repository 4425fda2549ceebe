import { complete } from './complete.ts';
import { takeJsonLd } from './jsonld.ts';
import { escapeText } from './markup.ts';
import { siteNameOf, takeMeta } from './meta.ts';
import { type Outline, readOutline } from './outline.ts';
import { cutBody } from './pagebody.ts';
import { PageSheet, plainText } from './pagesheet.ts';
import type { Body, Reading, ReadingContext, SourceFile } from './reading.ts';

/** Longer is no headline but an `<h1>` that was never closed. */
const longestHeadline = 500;

/**
 * Reads a web page, whole or a piece of one: what JSON-LD says of the article, else Open Graph, else other meta tags,
 * else what a person would see: the title, the headline, the first `<time>`. Whether search engines may list the page
 * (`robots`) is no matter. An article that is not free to read keeps only its summary.
 */
export function readPage(file: SourceFile, context: ReadingContext): Reading {
  const outline = readOutline(file.text);
  const sheet = new PageSheet(file, context);
  const { paid } = takeJsonLd(outline.linkedData, sheet);
  takeMeta(outline, sheet);
  takeTitle(outline, sheet);
  takeTime(outline, sheet);
  sheet.settleDate();
  complete(sheet, context);
  demand(sheet);
  const body = paid ? summaryAlone(sheet) : bodyOf(file, outline, sheet);
  return { fields: sheet.fields, origins: sheet.origins, body, problems: sheet.problems };
}

/** `<title>` without the name of the site at its end, else the headline on the page. */
function takeTitle(outline: Outline, sheet: PageSheet): void {
  const { title, headlines } = outline;
  const headline = headlines.find(({ what }) => what.trim() !== '' && what.length <= longestHeadline);
  if (title !== undefined) {
    const whole = plainText(title.what) ?? '';
    const site = siteNameOf(outline);
    const bare = headOf(whole, headline && plainText(headline.what)) ?? beforeTail(whole, site) ?? whole;
    sheet.takeText('title', bare, '<title>', title.offset);
  }
  if (headline !== undefined) sheet.takeText('title', headline.what, '<h1>', headline.offset);
}

const divider = '[-–—|·•:»]';

/** The headline of the page, if `title` is that and then something else, which can only be the name of the site. */
function headOf(title: string, headline: string | undefined): string | undefined {
  if (headline === undefined || !title.startsWith(headline)) return undefined;
  return new RegExp(`^\\s+${divider}\\s`).test(title.slice(headline.length)) ? headline : undefined;
}

function beforeTail(title: string, site: string | undefined): string | undefined {
  if (site === undefined || !title.endsWith(site)) return undefined;
  return new RegExp(`^(.*\\S)\\s+${divider}\\s*$`).exec(title.slice(0, -site.length))?.[1];
}

/** The time that says it is the date, else the first inside the article, else the first. */
function takeTime({ times, regions }: Outline, sheet: PageSheet): void {
  const [article] = regions.article;
  const dated = times.filter(({ what }) => (what.get('datetime') ?? '').trim() !== '');
  const marked = (name: string) =>
    dated.find(({ what }) => what.get('itemprop')?.split(/\s+/).includes(name));
  const inside = dated.find(
    ({ offset }) => article !== undefined && offset >= article.inner.start && offset < article.inner.end,
  );
  const published =
    marked('datePublished') ?? dated.find(({ what }) => what.has('pubdate')) ?? inside ?? dated[0];
  if (published !== undefined) {
    sheet.takeDate('date', published.what.get('datetime'), '<time>', published.offset);
  }
  const updated = marked('dateModified');
  if (updated !== undefined)
    sheet.takeDate('updated', updated.what.get('datetime'), '<time>', updated.offset);
}

/** A draft may lack anything. */
function demand(sheet: PageSheet): void {
  const { status, title, date, embargo } = sheet.fields;
  if ((status ?? 'published') !== 'published') return;
  const top = { line: 1, column: 1 };
  if (title === undefined) sheet.error(top, 'the page has no title; add a <title> or an <h1>');
  if (date === undefined && embargo === undefined && !sheet.failed.has('date')) {
    const remedy = '<meta property="article:published_time" content="2025-05-04T10:39:00+03:00">';
    sheet.error(top, `the page has no date; add ${remedy}`);
  }
}

function bodyOf({ text }: SourceFile, outline: Outline, sheet: PageSheet): Body {
  const shown = outline.headlines.find(
    ({ what }) => same(what, sheet.fields.title) || same(what, outline.title?.what),
  );
  const cutting = cutBody(text, outline, shown?.region);
  return { format: 'html', text: cutting.text, line: sheet.spotAt(cutting.offset).line + cutting.line };
}

/** All that those who have not paid may see, wherever the whole body may stand in the page. */
function summaryAlone({ fields: { summary } }: PageSheet): Body {
  return { format: 'html', text: summary === undefined ? '' : `<p>${escapeText(summary)}</p>`, line: 1 };
}

function same(shown: string, title: string | undefined): boolean {
  const fold = (text: string | undefined) => plainText(text)?.toLowerCase();
  return title !== undefined && fold(shown) !== undefined && fold(shown) === fold(title);
}

import type { Landmark, Outline, Region, Stretch } from './outline.ts';

/** A stretch of the file with parts of it left out. */
export interface Cutting {
  /** As written; of what is left out only the line ends remain, so that every line keeps its number. */
  readonly text: string;
  /** Where the stretch begins, in UTF-16 units, and on which of its lines `text` does, from 0. */
  readonly offset: number;
  readonly line: number;
}

/** What stands around an article in its page. Inside `article`, an `aside` belongs to the story. */
const around: Readonly<Record<Landmark | 'file', readonly string[]>> = {
  articleBody: ['nav'],
  article: ['nav', 'header', 'footer'],
  main: ['nav', 'header', 'footer', 'aside'],
  body: ['nav', 'header', 'footer', 'aside'],
  head: [],
  file: ['nav', 'header', 'footer', 'aside'],
};

/**
 * The body of the article in a page: every `[itemprop=articleBody]`, else the longest `article`, else `main`, else all of
 * the body; without what stands around it there and without `headline`, which every reader shows above.
 */
export function cutBody(html: string, outline: Outline, headline: Region | undefined): Cutting {
  const { landmark, stretches } = findBody(html, outline);
  const out = [
    ...outline.furniture.filter(({ tag }) => around[landmark].includes(tag)).map(({ outer }) => outer),
    ...(landmark === 'file' ? outline.regions.head.map(({ outer }) => outer) : []),
    ...(headline === undefined ? [] : [headline.outer]),
  ].sort((a, b) => a.start - b.start);
  let text = '';
  let end = stretches[0]?.start ?? 0;
  for (const stretch of stretches) {
    text += linesOf(html, end, stretch.start);
    end = stretch.start;
    for (const { start, end: after } of out) {
      if (start < end || after > stretch.end) continue;
      text += html.slice(end, start) + linesOf(html, start, after);
      end = after;
    }
    text += html.slice(end, stretch.end);
    end = stretch.end;
  }
  const lead = text.slice(0, text.length - text.trimStart().length);
  return { text: text.trim(), offset: stretches[0]?.start ?? 0, line: lead.split('\n').length - 1 };
}

function findBody(
  html: string,
  { regions }: Outline,
): { landmark: Landmark | 'file'; stretches: readonly Stretch[] } {
  const bodies = regions.articleBody.map(({ inner }) => inner);
  if (bodies.length > 0) return { landmark: 'articleBody', stretches: bodies };
  for (const landmark of ['article', 'main', 'body'] as const) {
    const [longest] = regions[landmark]
      .map(({ inner }) => inner)
      .sort((a, b) => b.end - b.start - (a.end - a.start));
    if (longest !== undefined) return { landmark, stretches: [longest] };
  }
  return { landmark: 'file', stretches: [{ start: 0, end: html.length }] };
}

function linesOf(html: string, start: number, end: number): string {
  return html.slice(start, end).replace(/[^\n]+/g, '');
}

import type { Article } from '../articles/article.ts';
import { authorTerm } from '../articles/byline.ts';
import type { Instant } from '../articles/instant.ts';

/** A rule that picks articles. Every part that is given must hold; lists mean any of them. Terms and authors by slug. */
export interface Selection {
  readonly sections?: readonly string[];
  readonly tags?: readonly string[];
  readonly authors?: readonly string[];
  /** BCP 47 ranges: `en` also picks `en-GB`. */
  readonly languages?: readonly string[];
  /** Hours since publication at the most. */
  readonly hours?: number;
  readonly not?: Omit<Selection, 'hours' | 'not'>;
}

const hour = 3_600_000;

/** Why a selection passes an article by, in words for people; undefined when it picks it. */
export function mismatch(
  selection: Selection,
  article: Article,
  siteLanguage: string,
  now: Instant,
): string | undefined {
  const { sections, tags, authors, languages, hours, not } = selection;
  const its = facts(article, siteLanguage);
  if (sections !== undefined && !meet(sections, its.sections))
    return `its section is not ${either(sections)}`;
  if (tags !== undefined && !meet(tags, its.tags)) return `it has no tag ${either(tags)}`;
  if (authors !== undefined && !meet(authors, its.authors)) return `it is not by ${either(authors)}`;
  if (languages !== undefined && !speaks(languages, its.language)) return `it is not in ${either(languages)}`;
  if (hours !== undefined && article.published < now - hours * hour) return `it is older than ${hours} hours`;
  if (not === undefined) return undefined;
  if (not.sections !== undefined && meet(not.sections, its.sections))
    return `section ${either(not.sections)} is excluded`;
  if (not.tags !== undefined && meet(not.tags, its.tags)) return `tag ${either(not.tags)} is excluded`;
  if (not.authors !== undefined && meet(not.authors, its.authors))
    return `author ${either(not.authors)} is excluded`;
  if (not.languages !== undefined && speaks(not.languages, its.language)) {
    return `language ${either(not.languages)} is excluded`;
  }
  return undefined;
}

function facts({ section, tags, authors, language }: Article, siteLanguage: string) {
  return {
    sections: section === undefined ? [] : [section.slug],
    tags: tags.map(({ slug }) => slug),
    authors: authors.map((author) => authorTerm(author).slug),
    language: language ?? siteLanguage,
  };
}

function meet(wanted: readonly string[], present: readonly string[]): boolean {
  return wanted.some((slug) => present.includes(slug));
}

/** Basic filtering, RFC 4647 section 3.3.1. */
export function speaks(ranges: readonly string[], language: string): boolean {
  const tag = language.toLowerCase();
  return ranges.some((range) => tag === range.toLowerCase() || tag.startsWith(`${range.toLowerCase()}-`));
}

function either(names: readonly string[]): string {
  return names.join(' or ');
}

/** The instant after `now` at which the age of one of these makes a selection drop it. */
export function nextDrop(
  selection: Selection,
  articles: readonly Article[],
  now: Instant,
): Instant | undefined {
  if (selection.hours === undefined) return undefined;
  const oldest = articles.at(-1);
  return oldest === undefined ? undefined : Math.max(oldest.published + selection.hours * hour + 1, now + 1);
}

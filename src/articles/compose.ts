import { createHash } from 'node:crypto';
import type { Article, Author, Status, Term } from './article.ts';
import { findPermalink } from './permalink.ts';
import type { Problem } from './problem.ts';
import type { Fields, Reading } from './reading/reading.ts';
import type { Site } from './site.ts';
import { slugify } from './slug.ts';

/** What a reading is to be completed with. */
export interface Composition {
  /** See Article.key. */
  readonly key: string;
  /** See Article.revision. */
  readonly revision: string;
  readonly site: Site;
  /** Pattern of permalinks, as in the settings. */
  readonly permalink: string;
  /** Section by its folder, for articles that name none. */
  readonly section?: string;
}

/** Everything of an article but its id. */
export type Draft = Omit<Article, 'id'>;

export interface Composed {
  /** Undefined when the problems allow none, and for a draft that has no date or title yet. */
  readonly article?: Draft;
  /** The id that the file itself gives, if that is an absolute URI: kept byte for byte. */
  readonly id?: string;
  /**
   * Under which name the register of ids knows the article: its key, or an id of its own that is no URI (`id: 4711`),
   * so that this still names the article wherever its file goes.
   */
  readonly name: string;
  /** Those of the reading, and what turned up here. */
  readonly problems: readonly Problem[];
}

/** Completes what was read to an article, or tells why there is none. Pure: equal files give equal articles. */
export function compose(reading: Reading, composition: Composition): Composed {
  const { fields, origins } = reading;
  const { key, revision, site } = composition;
  const problems: Problem[] = [...reading.problems];
  const tell = (reason: string, severity: Problem['severity'], field?: keyof Fields): void => {
    const line = lineOf(field && origins[field]);
    problems.push({ file: key, ...(line === undefined ? {} : { line }), reason, severity });
  };
  const id = fields.id !== undefined && isUri(fields.id) ? fields.id : undefined;
  const name = fields.id === undefined || id !== undefined ? key : `id:${fields.id}`;
  const nothing = (): Composed => ({
    problems: problems.map((problem) => withhold(problem, key, fields)),
    name,
    ...(id === undefined ? {} : { id }),
  });
  if (hasError(problems)) return nothing();

  const status = statusOf(key, fields.status);
  const { title } = fields;
  const first = fields.date ?? fields.embargo;
  if (title === undefined || first === undefined) {
    if (status !== 'published') return nothing();
    if (title === undefined) tell('has no title; give it one, as `title: …` or as its first line', 'error');
    if (first === undefined)
      tell('has no date; say when it is published, as `date: 2025-05-04 10:39`', 'error');
    return nothing();
  }

  const published = Math.max(first, fields.embargo ?? first);
  if (fields.expires !== undefined && fields.expires <= published) {
    tell(
      'expires before it is published, so nobody will ever see it; correct one of the two',
      'warning',
      'expires',
    );
  }
  const slug = slugOf(key, fields.slug);
  const section = termsOf([fields.section ?? composition.section ?? ''])[0];
  const parts = { slug, section: section?.slug, title, key, published };
  const found = findPermalink(fields.permalink, composition.permalink, parts, site);
  if ('wrong' in found) {
    tell(`its permalink ${found.wrong}; give it another permalink or slug`, 'error', 'permalink');
    return nothing();
  }
  const article: Draft = {
    key,
    revision,
    permalink: found.permalink,
    slug,
    title,
    authors: authorsOf(fields, site),
    section,
    tags: termsOf(fields.tags ?? []),
    language: fields.language,
    status,
    published,
    updated: Math.max(fields.updated ?? published, published),
    expires: fields.expires,
    correction: fields.correction,
    related: fields.related ?? [],
  };
  return { ...nothing(), article };
}

/** The first instant that there is (ECMA-262, 21.4.1.1): unlike infinity, JSON has it. */
const earliest = -8.64e15;

/** What is wrong with an article tells of it, by its file at the least: so never to the world before it is out. */
function withhold(problem: Problem, key: string, { status, date, embargo, expires }: Fields): Problem {
  if (statusOf(key, status) !== 'published') return { ...problem, unpublished: true };
  const from = Math.max(date ?? earliest, embargo ?? earliest);
  return { ...problem, out: { from, until: expires } };
}

export const hasError = (problems: readonly Problem[]): boolean =>
  problems.some(({ severity }) => severity === 'error');

/** The line that an origin names (`front matter "date", line 3`). */
export function lineOf(origin: string | undefined): number | undefined {
  const line = /\bline (\d+)\b/.exec(origin ?? '')?.[1];
  return line === undefined ? undefined : Number(line);
}

/** RFC 3986 section 4.3, as far as it takes to tell `tag:example.org,2025:1` from `4711`. */
function isUri(id: string): boolean {
  return /^[a-z][a-z0-9+.-]*:[^\s<>"{}|\\^`]+$/i.test(id) && URL.canParse(id);
}

/** What lies in `_drafts` is a draft whatever it says of itself, as in Jekyll. */
function statusOf(key: string, status: Status = 'published'): Status {
  return status === 'published' && /(?:^|\/)_drafts\//.test(key) ? 'draft' : status;
}

/** The article's own, else the name of its file without date and extension; an `index` file is named by its folder. */
function slugOf(key: string, own: string | undefined): string {
  const path = key.replace(/\.[^./]+$/, '');
  const name = path.replace(/\/index$/, '').replace(/^.*\//s, '');
  const undated = name.replace(/^\d{4}-\d{2}-\d{2}[-_ ]+/, '');
  return [own ?? '', undated, name].map(slugify).find(isTelling) ?? shortHash(key);
}

const isTelling = (slug: string): boolean => /[a-z0-9]/.test(slug) || /[\p{L}\p{N}]/u.test(slug);

const shortHash = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 10);

/** A name without letters or digits gets a hash for a slug. */
export function termOf(name: string): Term {
  const slug = slugify(name);
  return { name, slug: isTelling(slug) ? slug : shortHash(name.normalize('NFC')) };
}

/** Names of equal slug are one term, told as it was named first. */
function termsOf(names: readonly string[]): readonly Term[] {
  const terms = new Map<string, Term>();
  for (const name of names.map((name) => name.trim())) {
    if (name === '') continue;
    const term = termOf(name);
    if (!terms.has(term.slug)) terms.set(term.slug, term);
  }
  return [...terms.values()];
}

function authorsOf(fields: Fields, site: Site): readonly Author[] {
  const authors = new Map<string, Author>();
  for (const { name, url } of fields.authors ?? []) {
    if (!authors.has(name)) authors.set(name, url === undefined ? { name } : { name, url });
  }
  return authors.size > 0 ? [...authors.values()] : site.authors;
}

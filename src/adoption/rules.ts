import type { Article } from '../articles/article.ts';
import { slugify } from '../articles/slug.ts';
import type { Trace } from '../articles/trace.ts';
import type { FormerItem } from '../feeds/formats/reading/former.ts';
import { below, type Place, placeOf } from './place.ts';

/** How an item was known to be an article. */
export type Manner = 'id' | 'address' | 'former address' | 'slug' | 'headline and day' | 'headline';

/** What a mark of an item and a mark of an article that are equal are worth. */
export interface Rule {
  readonly by: Manner;
  /** Of several items with one mark, the first is believed to be the article; else none is. */
  readonly isSure: boolean;
  /** What must be so besides: nothing, headline or day are not both another, the day is the same. */
  readonly agreement: 'none' | 'no contradiction' | 'day';
  marksOfItem(item: FormerItem): readonly string[];
  marksOfArticle(trace: Trace): readonly string[];
}

/** Front pages of the former and of the present site, whose own paths stand before those of all articles. */
export interface Home {
  readonly former?: string;
  readonly present: string;
}

/** The surest first. */
export function rules(home: Home): readonly Rule[] {
  const formerBase = pathOf(home.former);
  const presentBase = pathOf(home.present);
  const permalink = ({ article }: Trace) => [article.permalink];
  const other = ({ addresses }: Trace) => addresses;
  const wholes = ({ addresses }: FormerItem) => wholePlaces(addresses);
  const paths = ({ addresses }: FormerItem) => withoutBase(places(addresses), formerBase);
  const exact = { isSure: true, agreement: 'none', marksOfItem: wholes } as const;
  const loose = { isSure: false, agreement: 'no contradiction', marksOfItem: paths } as const;
  const wholesOf = (of: (trace: Trace) => readonly string[]) => (trace: Trace) => wholePlaces(of(trace));
  const pathsOf = (of: (trace: Trace) => readonly string[]) => (trace: Trace) =>
    withoutBase(places(of(trace)), presentBase);
  return [
    {
      by: 'id',
      isSure: true,
      agreement: 'none',
      marksOfItem: ({ id }) => [id],
      marksOfArticle: ({ article, written }) =>
        written === undefined ? [article.id] : [article.id, written],
    },
    { by: 'address', ...exact, marksOfArticle: wholesOf(permalink) },
    { by: 'former address', ...exact, marksOfArticle: wholesOf(other) },
    { by: 'address', ...loose, marksOfArticle: pathsOf(permalink) },
    { by: 'former address', ...loose, marksOfArticle: pathsOf(other) },
    {
      by: 'slug',
      isSure: false,
      agreement: 'no contradiction',
      marksOfItem: ({ addresses }) => places(addresses).flatMap(({ path }) => lastPart(path)),
      marksOfArticle: ({ article }) => [article.slug],
    },
    { by: 'headline and day', isSure: false, agreement: 'day', ...headlines },
    { by: 'headline', isSure: false, agreement: 'none', ...headlines },
  ];
}

const headlines = {
  marksOfItem: ({ title }: FormerItem) => headline(title),
  marksOfArticle: ({ article }: Trace) => headline(article.title),
};

/** Milliseconds. */
const day = 86_400_000;

export function isSameDay({ published }: FormerItem, article: Article): boolean {
  return published !== undefined && Math.abs(published - article.published) <= day;
}

/** Another headline and another day: of such a pair, an equal address does not tell much. */
export function contradict(item: FormerItem, article: Article): boolean {
  const isOther = item.title !== '' && headline(item.title)[0] !== headline(article.title)[0];
  return isOther && item.published !== undefined && !isSameDay(item, article);
}

/** Letters and digits: programs make typographic quotes, dashes and spaces of plain ones, and the other way round. */
function headline(title: string): readonly string[] {
  const words = title
    .normalize('NFKC')
    .toLowerCase()
    .replace(/['’`]/g, '')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim();
  return words === '' ? (title.trim() === '' ? [] : [title.trim()]) : [words];
}

function places(addresses: readonly string[]): readonly Place[] {
  return addresses.flatMap((address) => placeOf(address) ?? []);
}

function wholePlaces(addresses: readonly string[]): readonly string[] {
  return places(addresses).flatMap(({ whole }) => (whole === '' ? [] : [whole]));
}

/** Paths as they are and below the base; the front page is the place of no article. */
function withoutBase(found: readonly Place[], base: string): readonly string[] {
  return found.flatMap(({ path }) => [path, below(path, base) ?? '']).filter((path) => path !== '');
}

function lastPart(path: string): readonly string[] {
  const slug = slugify(path.slice(path.lastIndexOf('/') + 1));
  return slug === '' ? [] : [slug];
}

function pathOf(address: string | undefined): string {
  return address === undefined ? '' : (placeOf(address)?.path ?? '');
}

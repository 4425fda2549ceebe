import type { Article } from '../articles/article.ts';
import type { Use } from '../articles/reading/html.ts';
import { candidates, encodeKey, parseAddress } from './address.ts';
import type { MediaFacts, MediaPlace, MediaStore } from './media.ts';
import { mediaTypeOf } from './media-types.ts';
import type { Stamp } from './stored.ts';

/** A stored file that an address leads to: an article, or with its stamp a picture or recording. */
export interface Lead {
  readonly key: string;
  readonly stamp?: Stamp;
}

/** Where an address leads. */
export interface Answer {
  /** Absolute; undefined where it must not be shown, or cannot. */
  readonly url?: string;
  /** Of a stored file. */
  readonly facts?: MediaFacts;
  /** What it depends on in the folder; undefined when on nothing there. */
  readonly state?: string;
  /** The file behind it. */
  readonly lead?: Lead;
  /** What is wrong, to follow the address. */
  readonly problem?: string;
}

export interface Finder {
  find(address: string, use: Use, from: Article): Promise<Answer>;
  /** Answer.state alone, without reading any file. */
  state(address: string, use: Use, from: Article): Promise<string | undefined>;
}

export interface FinderOptions {
  /** Public base, without a slash at the end. */
  readonly site: string;
  readonly media: MediaStore;
  /** See Layout.mediaRoots. */
  readonly roots: readonly string[];
  /** The article at a key; null for a stored article that cannot be served. */
  readonly articleAt: (key: string) => Article | null | undefined;
  /** Whether an article may be known of now; when that changes, the next reading makes the links to it anew. */
  readonly isOut: (article: Article) => boolean;
}

const isArticleName = /\.(?:md|markdown|mdx|txt|html?)$/i;

/** Finds what the addresses of articles mean among the files of the folder and among its articles. */
export function createFinder({ site, media, roots, articleAt, isOut }: FinderOptions): Finder {
  const isKnown = (article: Article, from: Article) => article.key === from.key || isOut(article);
  type Target = { place: MediaPlace } | { article: Article | null } | undefined;

  async function target(address: string, use: Use, from: Article): Promise<Target> {
    const written = parseAddress(address);
    if (written.kind !== 'path' || written.path === '') return undefined;
    const place = await media.locate(written.path, from.key, roots);
    if (place !== undefined) return { place };
    if (use === 'media') return undefined;
    for (const key of candidates(written.path, from.key, roots)) {
      const article = articleAt(key);
      if (article !== undefined) return { article };
    }
    return undefined;
  }

  function stateOf(found: Target, address: string, from: Article): string | undefined {
    if (found === undefined) return parseAddress(address).kind === 'path' ? 'nothing' : undefined;
    if ('place' in found) return `${found.place.path} ${found.place.stamp}`;
    return found.article !== null && isKnown(found.article, from) ? found.article.permalink : 'hidden';
  }

  return {
    state: async (address, use, from) => stateOf(await target(address, use, from), address, from),
    async find(address, use, from) {
      const written = parseAddress(address);
      if (written.kind === 'none') return {};
      if (written.kind === 'absolute') return { url: written.url };
      const found = await target(address, use, from);
      const state = stateOf(found, address, from);
      const fragment = /#.*$/s.exec(written.suffix)?.[0] ?? '';
      if (found !== undefined && 'article' in found) {
        const { article } = found;
        if (article === null || !isKnown(article, from)) return { state };
        return { url: `${article.permalink}${fragment}`, state, lead: { key: article.key } };
      }
      const facts = found && (await media.look(found.place));
      if (found === undefined || facts === undefined) {
        return { url: fallback(address, use, from), state, problem: lack(written.path, use) };
      }
      const { key, stamp } = found.place;
      const url = new URL(`${site}/media/${facts.hash}/${encodeKey(key)}${fragment}`).href;
      return { url, facts, state, lead: { key, stamp }, problem: disguise(key, facts) };
    },
  };
}

/** Where an address leads as seen from the article's page, as far as the folder does not know better. */
export function fallback(address: string, use: Use, from: Article): string | undefined {
  const written = parseAddress(address);
  if (written.kind === 'absolute')
    return use === 'link' || /^https?:/i.test(written.url) ? written.url : undefined;
  if (written.kind === 'none' || !URL.canParse(address.trim(), from.permalink)) return undefined;
  return new URL(address.trim(), from.permalink).href;
}

function lack(path: string, use: Use): string | undefined {
  if (mediaTypeOf(path) !== undefined) return 'is not in the folder; put the file there or correct its name';
  if (use === 'media')
    return 'is no kind of file that Courant shows; use JPEG, PNG, WebP, MP3, MP4 or PDF, or a full address';
  return isArticleName.test(path)
    ? 'leads to an article that is not in the folder; correct its name'
    : undefined;
}

function disguise(key: string, { picture }: MediaFacts): string | undefined {
  const named = mediaTypeOf(key) ?? '';
  if (!named.startsWith('image/') || picture?.type === named) return undefined;
  return `is named like ${named} but is ${picture?.type ?? 'no such picture'}; save it anew or rename it`;
}

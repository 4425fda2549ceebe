import type { Article } from '../articles/article.ts';
import type { Content, Media } from '../articles/source.ts';
import { breathe } from '../publishing/breaths.ts';
import { normalise, parseAddress } from './address.ts';
import type { MediaStore } from './media.ts';
import { spellingsOf } from './mentions.ts';
import type { Survey } from './survey.ts';

/** Lets out of the folder what articles show that are out, and nothing else. */
export interface Admission {
  /** See ArticleSource.media. What may not be seen is looked for just as long as what is not there. */
  find(hash: string, key: string): Promise<Media | undefined>;
  /** Tells of an article that was rendered, being out. */
  note(article: Article, content: Content): void;
}

export interface AdmissionOptions {
  /** Public base, without a slash at the end. */
  readonly site: string;
  /** See FolderOptions. */
  readonly pictures: ReadonlySet<string>;
  readonly media: MediaStore;
  readonly survey: () => Survey | undefined;
  /** Whether an article may be seen now. */
  readonly isOut: (article: Article) => boolean;
  readonly content: (article: Article) => Promise<Content>;
}

/** Files of which it is remembered who shows them. */
const mostNoted = 10_000;
/** Articles that one request may look around for, and those that it may render. */
const mostLocated = 1000;
const mostRendered = 50;
/** Articles passed without a look at the time. */
const stride = 256;

interface Candidate {
  readonly article: Article;
  /** The article names the very file; else it takes a rendering to know. */
  readonly isCertain: boolean;
}

export function createAdmission(options: AdmissionOptions): Admission {
  const { pictures, media, survey, isOut, content } = options;
  const address = addressIn(options.site);
  /**
   * Who shows what, by `HASH/KEY`: as it was rendered, so that a picture which an article has lost by an edit is still
   * there for pages and feeds that are out in the world, as long as the article is.
   */
  const noted = new Map<string, string>();

  function note({ key }: Article, content: Content): void {
    for (const name of address(content)) {
      noted.delete(name);
      noted.set(name, key);
    }
    for (const [oldest] of noted) {
      if (noted.size <= mostNoted) break;
      noted.delete(oldest);
    }
  }

  /** As the library has it: while another is made, entries are ahead of it. */
  function articleAt(key: string, { entries }: Survey): Article | undefined {
    const article = entries.touched.has(key) ? entries.touched.get(key) : entries.get(key)?.article;
    return article !== undefined && isOut(article) ? article : undefined;
  }

  async function isOfSite(name: string, key: string, { layout }: Survey): Promise<boolean> {
    for (const path of pictures) {
      if (path === `/media/${name}`) return true;
      if (path.endsWith(`/${key.split('/').at(-1)}`)) {
        if ((await media.locate(path, '', layout.mediaRoots))?.key === key) return true;
      }
    }
    return false;
  }

  async function* candidates(key: string, now: Survey): AsyncGenerator<Candidate> {
    const spellings = spellingsOf(key);
    let passed = 0;
    let located = 0;
    for (const [mentions, keyOf] of now.entries.mentions()) {
      passed += 1;
      if (passed % stride === 0) await breathe();
      if (mentions === undefined || (typeof mentions === 'number' && !spellings.has(mentions))) continue;
      const marks = typeof mentions === 'number' ? [mentions] : mentions;
      if (!marks.some((mark) => spellings.has(mark))) continue;
      const from = keyOf();
      const article = articleAt(from, now);
      if (article === undefined) continue;
      for (const mark of marks) {
        if (!spellings.has(mark)) continue;
        const written = spellings.get(mark);
        if (written !== undefined) {
          located += 1;
          if (located > mostLocated) return;
          if ((await media.locate(written, from, now.layout.mediaRoots))?.key !== key) continue;
        }
        yield { article, isCertain: written !== undefined };
        break;
      }
    }
  }

  async function find(hash: string, key: string): Promise<Media | undefined> {
    const now = survey();
    if (now === undefined || normalise(key) !== key.normalize('NFC')) return undefined;
    const stored = key.normalize('NFC');
    const name = `${hash}/${stored}`;
    const by = noted.get(name);
    if (by !== undefined && articleAt(by, now) !== undefined) return media.find(hash, stored);
    if (await isOfSite(name, stored, now)) return media.find(hash, stored);
    let found: Media | undefined;
    let rendered = 0;
    for await (const { article, isCertain } of candidates(stored, now)) {
      found ??= await media.find(hash, stored);
      if (found === undefined) return undefined;
      rendered += 1;
      if (rendered > mostRendered) return undefined;
      // One that cannot be read just now, or is being written, is out as it was: it shows what it named.
      const names = await content(article).then(address, () => (isCertain ? new Set([name]) : new Set()));
      if (names.has(name)) return found;
    }
    return undefined;
  }

  return { find, note };
}

/** Finds what an article shows of the folder, each file as `HASH/KEY`. */
function addressIn(site: string): (content: Content) => ReadonlySet<string> {
  const base = new URL(`${site}/media/`).href;
  const address = new RegExp(
    `${base.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}([0-9a-f]{16})/([^"\\s<>?#,]+)`,
    'g',
  );
  return ({ html, image, enclosures }) => {
    const urls = [image?.url, ...enclosures.map(({ url }) => url)];
    const text = [html, ...urls].join('\n');
    const names = new Set<string>();
    if (!text.includes(base)) return names;
    for (const [, hash, encoded = ''] of text.matchAll(address)) {
      const written = parseAddress(encoded.replaceAll('&amp;', '&'));
      if (written.kind === 'path') names.add(`${hash}/${written.path.normalize('NFC')}`);
    }
    return names;
  };
}

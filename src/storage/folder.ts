import { isAbsolute, relative, resolve, sep } from 'node:path';
import { type Article, isOut } from '../articles/article.ts';
import type { IdRegister } from '../articles/identity.ts';
import { emptyLibrary, type Library } from '../articles/library.ts';
import type { Problem } from '../articles/problem.ts';
import type { Reading } from '../articles/reading/reading.ts';
import { type ArticleSource, type Content, type Hint, type Media, Outdated } from '../articles/source.ts';
import type { Traces } from '../articles/trace.ts';
import { type Clock, systemClock } from '../clock.ts';
import { createAdmission } from './admission.ts';
import { renderContent } from './content.ts';
import { type Evidence, gatherEvidence } from './evidence.ts';
import { createFinder, type Finder } from './finder.ts';
import { createGathering } from './gathering.ts';
import { pathOf } from './inside.ts';
import { lookAt, unread } from './inspection.ts';
import { openMedia } from './media.ts';
import { createNaming, hasReplaced } from './naming.ts';
import { createShowings } from './showing.ts';
import { createSurveyor, type Survey, type SurveyOptions } from './survey.ts';
import { readTraces } from './traces.ts';

/** One file of the folder, as far as it can be understood. */
export interface Examination {
  readonly key: string;
  readonly reading: Reading;
  /** As it stands in the library; undefined when there is none in it. */
  readonly article?: Article;
  readonly problems: readonly Problem[];
}

export interface Folder extends ArticleSource {
  /**
   * What is known of one file, named by its path in the folder, from the working directory, or absolute. Undefined when
   * there is no such file in the folder, or when it is none that could hold an article.
   */
  examine(file: string): Promise<Examination | undefined>;
  /** By what the articles of the last library may be known again that another system published before; in no order. */
  traces(): Promise<Traces>;
  /** A picture of the site itself, by its path in the folder or in what the tool publishes as it is (`/icon.png`). */
  picture(path: string): Promise<Media | undefined>;
  /** By what is told later that these articles of the last library, as they were rendered, are still so: see gatherEvidence. */
  evidence(articles: Iterable<Article>): Promise<Evidence | undefined>;
  /** Ends what reads it, and finishes what is to be remembered of it. */
  close(): Promise<void>;
}

export interface FolderOptions extends SurveyOptions {
  readonly ids: IdRegister;
  /** What decides which articles links may name; other than the clock of the disk where a day to come is previewed. */
  readonly today?: Clock;
  /** Decoded paths of the pictures of the site itself, which are shown whatever articles show. */
  readonly pictures?: ReadonlySet<string>;
}

/**
 * Articles kept as files in a folder, be it plain or the site of Jekyll, Hugo, Eleventy or Astro. Files are only ever read.
 * What cannot be read for the moment keeps the article that is known of it; only a file that is gone takes it away.
 */
export function openFolder(options: FolderOptions): Folder {
  const folder = resolve(options.folder);
  const surveyor = createSurveyor({ ...options, folder });
  const giveIds = createNaming(options.ids, folder);
  const gathering = createGathering();
  const media = openMedia(folder);
  const showings = createShowings();
  let last: Survey | undefined;
  let turn: Promise<unknown> = Promise.resolve();

  const { today = systemClock } = options;
  const finderFor = ({ entries, layout }: Survey): Finder =>
    createFinder({
      site: options.site.url,
      media,
      roots: layout.mediaRoots,
      articleAt: (key) => {
        const entry = entries.get(key);
        return entry && (gathering.isLost(key) ? null : (entry.article ?? null));
      },
      isOut: (article) => isOut(article, today()),
    });

  const update = async (previous: Library, hint: Hint): Promise<Library> => {
    let next = await surveyor.survey(last, hint.changed);
    if (hint.changed !== undefined && hasReplaced(next)) next = await surveyor.survey(next);
    await giveIds(next);
    const isText = isOnlyText(next, hint);
    const lost = gathering.lost();
    // Links follow what is lost, which is known only now.
    let library = await gathering.gather(next, previous);
    if (!isText || gathering.lost() !== lost) {
      await showings.freshen(next.entries, finderFor(next));
      if (next.entries.touched.size > 0) library = await gathering.gather(next, previous);
    }
    last = next;
    return library;
  };

  const read = (previous: Library, hint: Hint = {}): Promise<Library> => {
    const result = turn.then(() => update(previous, hint));
    turn = result.catch(() => undefined);
    return result;
  };

  const content = async (article: Article): Promise<Content> => {
    const now = last;
    const entry = now?.entries.get(article.key);
    if (now === undefined || entry?.article === undefined) {
      throw new Outdated(`${article.key} is no longer what it was; read the folder again`);
    }
    const look = await lookAt(pathOf(folder, entry), entry.key, entry.context);
    const reading =
      'trouble' in look || !article.revision.startsWith(look.revision) ? undefined : look.reading();
    if (reading === undefined) {
      if (entry.trouble !== undefined) throw new Error(`${entry.key} ${entry.trouble.reason}`);
      throw new Outdated(`${article.key} has changed; read the folder again`);
    }
    const rendered = await renderContent(article, reading, finderFor(now));
    showings.record(article, rendered.shown);
    admission.note(article, rendered.content);
    return rendered.content;
  };

  const admission = createAdmission({
    site: options.site.url,
    pictures: options.pictures ?? new Set(),
    media,
    survey: () => last,
    isOut: (article) => !gathering.isLost(article.key) && isOut(article, today()),
    content,
  });

  const examine = async (file: string): Promise<Examination | undefined> => {
    const library = await read(emptyLibrary);
    const entry = keysOf(file, folder)
      .map((key) => last?.entries.get(key))
      .find((entry) => entry !== undefined);
    if (entry === undefined) return undefined;
    const { key } = entry;
    const look = await lookAt(pathOf(folder, entry), key, entry.context);
    const reading = 'trouble' in look ? { ...unread, problems: [look.problem] } : look.reading();
    if (reading === undefined) return undefined;
    const article = gathering.isLost(key) ? undefined : entry.article;
    const problems = library.problems.filter((problem) => problem.file === key);
    return { key, reading, problems, ...(article === undefined ? {} : { article }) };
  };

  const traces = async (): Promise<Traces> =>
    last === undefined ? { articles: [], present: new Set() } : readTraces(folder, last, gathering.isLost);

  const picture = async (path: string): Promise<Media | undefined> => {
    const place = await media.locate(path, '', last?.layout.mediaRoots ?? []);
    const facts = place && (await media.look(place));
    return facts && place && { path: place.path, type: facts.type, length: facts.length };
  };

  return {
    read,
    content,
    media: admission.find,
    examine,
    traces,
    picture,
    evidence: async (articles) =>
      last && gatherEvidence(folder, last, showings, articles, (options.clock ?? systemClock)()),
    close: () => surveyor.close(),
  };
}

/** Whether what changed is the text of articles alone, so that nothing that other articles show is another. */
function isOnlyText({ entries }: Survey, { changed }: Hint): boolean {
  if (changed === undefined) return false;
  for (const key of changed) if (!entries.has(key.split(sep).join('/'))) return false;
  for (const [key, before] of entries.touched) {
    const now = entries.get(key)?.article;
    const isSame =
      now !== undefined &&
      now.permalink === before?.permalink &&
      now.status === before.status &&
      now.published === before.published &&
      now.expires === before.expires;
    if (!isSame) return false;
  }
  return true;
}

/** Keys that a person may mean by a path, likeliest first. */
function keysOf(file: string, folder: string): readonly string[] {
  const outer = relative(folder, resolve(file));
  const inner = isAbsolute(file) ? [] : [relative(folder, resolve(folder, file))];
  return [...inner, outer].map((path) => path.split(sep).join('/').normalize('NFC'));
}

import type { Article, Author, Term } from '../articles/article.ts';
import type { Composed } from '../articles/compose.ts';
import type { Fingerprint, IdRegister } from '../articles/identity.ts';
import type { Entry } from './entry.ts';
import { forEachOf } from './pace.ts';
import type { Survey } from './survey.ts';

const none: readonly never[] = [];
/** In the place of a name that is the key: there may be a hundred thousand of them. */
const ownKey = '';
const plain: Composed = { name: ownKey, problems: none };

/** Gives their ids to the articles that have none yet. */
export type GiveIds = (survey: Survey) => Promise<void>;

/**
 * Ids are what the file names, else what the register says. Drafts are asked for too; until they are out, nobody knows
 * their ids.
 */
export function createNaming(ids: IdRegister): GiveIds {
  const pool = createPool();

  function set({ entries }: Survey, entry: Entry, id: string | undefined): void {
    const { composed, key, revision } = entry;
    if (composed?.article === undefined || id === undefined) return;
    const { authors, section, tags, related, ...draft } = composed.article;
    // One string for what is one, and one shape for all: there may be a hundred thousand of them.
    const article = {
      key,
      revision,
      id,
      permalink: draft.permalink,
      slug: draft.slug,
      title: draft.title,
      authors: pool.authors(authors),
      section: section && pool.term(section),
      tags: tags.map(pool.term),
      language: draft.language,
      status: draft.status,
      published: draft.published,
      updated: draft.updated,
      expires: draft.expires,
      correction: draft.correction,
      related: related.length === 0 ? none : related,
    } satisfies { readonly [field in keyof Required<Article>]: Article[field] };
    const { name, problems } = composed;
    const isPlain = composed.id === undefined && name === key && problems.length === 0;
    const rest = { id: composed.id, name: name === key ? ownKey : name, problems };
    entries.set(key, { ...entry, composed: isPlain ? plain : rest, article });
  }

  return async (survey) => {
    const { entries, unread } = survey;
    const nameless: { readonly entry: Entry; readonly asked: Fingerprint }[] = [];
    await forEachOf([...entries.touched.keys()], 1, (key) => {
      const entry = entries.get(key);
      if (entry?.composed?.article === undefined || entry.article !== undefined) return undefined;
      const { composed, digest } = entry;
      if (composed.id !== undefined) {
        set(survey, entry, composed.id);
      } else {
        const { title, slug, published } = entry.composed.article;
        nameless.push({ entry, asked: { key: composed.name, title, slug, published, digest } });
      }
      return undefined;
    });
    if (nameless.length === 0) return;
    const hidden = new Set(unread);
    let names: ReadonlySet<string> | undefined;
    const has = (name: string): boolean => {
      if (entries.has(name) || hidden.has(name)) return true;
      names ??= ownNames(entries.values());
      return names.has(name);
    };
    const given = ids.identify(
      nameless.map(({ asked }) => asked),
      { has },
    );
    let index = 0;
    await forEachOf(nameless, 1, ({ entry }) => {
      set(survey, entry, given[index++]);
      return undefined;
    });
  };
}

/**
 * Whether something stands under a name where another piece was, of which nothing is left there: it may have moved to
 * where nobody has looked yet, when only a part of what changed was told.
 */
export function hasReplaced({ entries }: Survey): boolean {
  for (const [key, before] of entries.touched) {
    const entry = entries.get(key);
    const now = entry?.article === undefined ? entry?.composed?.article : undefined;
    if (before === undefined || now === undefined || now.title === before.title) continue;
    if (now.slug !== before.slug || now.published !== before.published) return true;
  }
  return false;
}

/** Names that articles have in the register which are not their keys. */
function ownNames(entries: Iterable<Entry>): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { key, composed } of entries) {
    if (composed !== undefined && composed.name !== ownKey && composed.name !== key) names.add(composed.name);
  }
  return names;
}

/** Equal terms, and equal lists of authors, are one object: there are few of them in a great many articles. */
function createPool() {
  const terms = new Map<string, Term>();
  const authors = new Map<string, readonly Author[]>();
  const share =
    <T>(pool: Map<string, T>, nameOf: (one: T) => string) =>
    (one: T): T => {
      const name = nameOf(one);
      const known = pool.get(name);
      if (known !== undefined) return known;
      pool.set(name, one);
      return one;
    };
  return {
    term: share(terms, ({ name, slug }: Term) => `${slug}\n${name}`),
    authors: share(authors, (names: readonly Author[]) => JSON.stringify(names)),
  };
}

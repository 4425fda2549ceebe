import type { Article, Author, Status, Term } from '../articles/article.ts';
import type { Instant } from '../articles/instant.ts';
import type { Pack } from './pack.ts';

/** An article whose facts lie in a row of a pack, and are read there each time that they are asked for. */
export class PackedArticle implements Article {
  /** The row, or all that it says once it is packed no more: whoever still has it goes on reading what it said. */
  #facts: number | Article;
  #pack: Pack | undefined;

  /** @param facts - a row of `pack`, or an article to say the same as */
  constructor(facts: number | Article, pack?: Pack) {
    this.#facts = facts;
    this.#pack = pack;
  }

  /** From now on it is read there. */
  moveInto(pack: Pack, row: number): void {
    this.#pack = pack;
    this.#facts = row;
  }

  /** From now on it has all that it says for itself, as the row is for another. */
  moveOut(): void {
    this.#facts = factsOf(this);
    this.#pack = undefined;
  }

  get key(): string {
    return typeof this.#facts === 'number' ? this.#in.key(this.#facts) : this.#facts.key;
  }

  get revision(): string {
    return typeof this.#facts === 'number' ? this.#in.revision(this.#facts) : this.#facts.revision;
  }

  get id(): string {
    return typeof this.#facts === 'number' ? this.#in.id(this.#facts) : this.#facts.id;
  }

  get permalink(): string {
    return typeof this.#facts === 'number' ? this.#in.permalink(this.#facts) : this.#facts.permalink;
  }

  get slug(): string {
    return typeof this.#facts === 'number' ? this.#in.slug(this.#facts) : this.#facts.slug;
  }

  get title(): string {
    return typeof this.#facts === 'number' ? this.#in.title(this.#facts) : this.#facts.title;
  }

  get authors(): readonly Author[] {
    return typeof this.#facts === 'number' ? this.#in.authors(this.#facts) : this.#facts.authors;
  }

  get section(): Term | undefined {
    return typeof this.#facts === 'number' ? this.#in.section(this.#facts) : this.#facts.section;
  }

  get tags(): readonly Term[] {
    return typeof this.#facts === 'number' ? this.#in.tags(this.#facts) : this.#facts.tags;
  }

  get language(): string | undefined {
    return typeof this.#facts === 'number' ? this.#in.language(this.#facts) : this.#facts.language;
  }

  get status(): Status {
    return typeof this.#facts === 'number' ? this.#in.status(this.#facts) : this.#facts.status;
  }

  get published(): Instant {
    return typeof this.#facts === 'number' ? this.#in.published(this.#facts) : this.#facts.published;
  }

  get updated(): Instant {
    return typeof this.#facts === 'number' ? this.#in.updated(this.#facts) : this.#facts.updated;
  }

  get expires(): Instant | undefined {
    return typeof this.#facts === 'number' ? this.#in.expires(this.#facts) : this.#facts.expires;
  }

  get correction(): string | undefined {
    return typeof this.#facts === 'number' ? this.#in.correction(this.#facts) : this.#facts.correction;
  }

  get related(): readonly string[] {
    return typeof this.#facts === 'number' ? this.#in.related(this.#facts) : this.#facts.related;
  }

  get #in(): Pack {
    if (this.#pack === undefined) throw new TypeError('an article with a row has no pack');
    return this.#pack;
  }
}

/** All that an article says, as an object of its own. */
export function factsOf(article: Article): Article {
  const { key, revision, id, permalink, slug, title, authors, section, tags } = article;
  const { language, status, published, updated, expires, correction, related } = article;
  return {
    key,
    revision,
    id,
    permalink,
    slug,
    title,
    authors,
    section,
    tags,
    language,
    status,
    published,
    updated,
    expires,
    correction,
    related,
  } satisfies { readonly [field in keyof Required<Article>]: Article[field] };
}

import { type Media, Outdated } from '../articles/source.ts';
import { type CachePolicy, sharedHeaders } from '../http/headers.ts';
import { forEver } from '../http/media.ts';
import type { Representation } from '../publishing/representation.ts';
import type { Shelf } from '../publishing/shelf.ts';
import { topicsOf } from '../publishing/topics.ts';
import { type Inventory, type Item, inventoryName, writeInventory } from './inventory.ts';
import { type MediaUse, mediaIn } from './media.ts';
import { codedNames, exactNames, fileNames, type Named, Names } from './names.ts';
import type { Tree } from './tree.ts';

/** What a site has beside its shelf. */
export interface Belongings {
  readonly cache: CachePolicy;
  /** Stylesheets, rules for robots, the page for dead links. */
  readonly documents: readonly Representation[];
  /** The site's own pictures, by path below the site. */
  readonly pictures: ReadonlyMap<string, Media>;
  media(hash: string, key: string): Promise<Media | undefined>;
}

/** Something that is not in the site, or not as it should be. */
export interface Fault {
  /** Its address below the site. */
  readonly topic: string;
  readonly reason: string;
}

/** As the service tells for pictures at addresses that stay. */
const forOneDay = 'public, max-age=86400';

/** Renderings begun together; they are written in order, so that equal articles give equal names. */
const atOnce = 4;

/** Writes one site into a tree. */
export class SiteWriter {
  readonly #tree: Tree;
  readonly #belongings: Belongings;
  readonly #former: Inventory;
  readonly #names = new Names();
  readonly #items = new Map<string, Item>();
  readonly #media = new Map<string, MediaUse>();
  readonly #faults: Fault[] = [];

  /** @param former - what the site that the tree draws on consists of. */
  constructor(tree: Tree, belongings: Belongings, former: Inventory) {
    this.#tree = tree;
    this.#belongings = belongings;
    this.#former = former;
  }

  /**
   * Writes everything that is on a shelf, and what belongs to it. What cannot be rendered stays as the former site has it.
   * @throws Outdated when articles have changed meanwhile; errors of the file system as they are
   */
  async write(shelf: Shelf): Promise<readonly Fault[]> {
    const { documents, pictures } = this.#belongings;
    this.#names.claim([inventoryName]);
    for (const document of documents) await this.#put(document, false);
    for (const [path, media] of pictures) await this.#copy(path.slice(1), media, forOneDay);
    const topics = inOrder(topicsOf(shelf.snapshot));
    for (let start = 0; start < topics.length; start += atOnce) {
      const batch = topics
        .slice(start, start + atOnce)
        .map((topic) => [topic, render(shelf, topic)] as const);
      for (const [topic, rendering] of batch) {
        const slash = /^[^?#]*\/(?:[?#]|$)/.test(shelf.snapshot.article(topic)?.permalink ?? '');
        const rendered = await rendering;
        if ('identity' in rendered) await this.#put(rendered, slash);
        else await this.#keep(topic, slash, rendered.reason);
      }
    }
    for (const [name, { hash, key }] of this.#media) await this.#show(`media/${name}`, hash, key);
    await this.#tree.put([[inventoryName, Buffer.from(writeInventory(this.#items))]]);
    return this.#faults;
  }

  async #put(representation: Representation, slash: boolean): Promise<void> {
    const { topic, contentType, identity, gzip, br, lastModified, status } = representation;
    const named = { topic, html: contentType.startsWith('text/html'), slash };
    // A static server has no way to tell that something is gone other than not to have it.
    if (status !== undefined) return;
    const name = this.#names.claim(fileNames(named));
    if (name === undefined)
      return this.#fail(topic, 'is left out: no file can be named so, or another address has it');
    const [plain, gz, brotli] = codedNames(name);
    await this.#tree.put(
      [
        [plain, identity],
        [gz, gzip],
        [brotli, br],
      ],
      lastModified,
    );
    this.#note(identity.toString());
    const cache = headerOf('Cache-Control', sharedHeaders(representation, this.#belongings.cache, true));
    this.#items.set(name, { keys: exactNames(named), type: contentType, cache, compressed: true });
  }

  async #keep(topic: string, slash: boolean, reason: string): Promise<void> {
    const named: Named = { topic, html: !/\.(?:xml|json|opml)$/.test(topic), slash };
    const name = this.#names.claim(fileNames(named).filter((name) => this.#former.has(name)));
    const item = name === undefined ? undefined : this.#former.get(name);
    if (name === undefined || item === undefined) return this.#fail(topic, `is left out: ${reason}`);
    for (const coded of item.compressed ? codedNames(name) : [name]) {
      const text = await this.#tree.keep(coded);
      if (coded === name) this.#note(text?.toString() ?? '');
    }
    this.#items.set(name, item);
    this.#fail(topic, `stays as the last build made it: ${reason}`);
  }

  async #show(name: string, hash: string, key: string): Promise<void> {
    const media = await this.#belongings.media(hash, key);
    const item = this.#former.get(name);
    if (media !== undefined) await this.#copy(name, media, forEver, hash);
    else if (item !== undefined && (await this.#tree.keep(name)) !== undefined) this.#items.set(name, item);
  }

  async #copy(name: string, media: Media, cache: string, hash?: string): Promise<void> {
    if (this.#names.claim([name]) === undefined) return;
    if (await this.#tree.copy(name, media.path, hash)) {
      this.#items.set(name, { keys: [name], type: media.type, cache, compressed: false });
    } else {
      this.#fail(`/${name}`, 'is left out: its file changed or went while it was copied; build again');
    }
  }

  #note(text: string): void {
    for (const [name, use] of mediaIn(text)) this.#media.set(name, use);
  }

  #fail(topic: string, reason: string): void {
    this.#faults.push({ topic, reason });
  }
}

/** Those whose address is the name of a file come first, before others take it. */
function inOrder(topics: Iterable<string>): readonly string[] {
  const all = [...topics];
  const isName = (topic: string) => /\.[a-z]+$/i.test(topic);
  return [...all.filter(isName), ...all.filter((topic) => !isName(topic))];
}

/** Never rejects but with Outdated, and not before it is waited for. */
function render(shelf: Shelf, topic: string): Promise<Representation | { readonly reason: string }> {
  const rendering = Promise.resolve(shelf.find(topic))
    .then((found) => found ?? { reason: 'there is nothing at this address' })
    .catch((error: unknown) => {
      if (error instanceof Outdated) throw error;
      return { reason: error instanceof Error ? error.message : String(error) };
    });
  rendering.catch(() => undefined);
  return rendering;
}

/** Of a list of names and values in turn. */
function headerOf(name: string, headers: readonly string[]): string {
  return headers[headers.indexOf(name) + 1] ?? '';
}

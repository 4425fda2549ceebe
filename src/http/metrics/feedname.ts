import { decodePath } from '../../feeds/address.ts';
import { parseArchivePath } from '../../feeds/archive.ts';
import type { Format } from '../../feeds/feed.ts';
import { formats } from '../../feeds/formats/formats.ts';
import type { Representation } from '../../publishing/representation.ts';

/** Feeds that are counted by themselves; those of many more sections are counted together. */
const most = 100;

/** The feed or archive page that a representation shows, or undefined for what is no feed. */
export function feedOf({
  topic,
  contentType,
}: Pick<Representation, 'topic' | 'contentType'>):
  | { readonly path: string; readonly format: Format }
  | undefined {
  const slash = topic.lastIndexOf('/');
  const format = formats.find(({ file }) => file === topic.slice(slash + 1));
  if (format === undefined || !contentType.startsWith(`${format.mediaType};`)) return undefined;
  return { path: decodePath(topic.slice(0, slash)) ?? '', format };
}

/**
 * Names under which feeds are counted, so few that no number of tags, authors and archive pages makes them grow: the path
 * of a feed of the site, a section or a selection made by hand (`/` for the whole site), or else what kind it is of.
 */
export class FeedNames {
  readonly #named = new Set<string>();

  /** @param path - decoded, '' for the whole site. */
  of(path: string): string {
    if (parseArchivePath(path) !== undefined) return 'archive';
    if (path.startsWith('/tags/')) return 'tag';
    if (path.startsWith('/authors/')) return 'author';
    if (!this.#named.has(path)) {
      if (this.#named.size >= most) return path.startsWith('/sections/') ? 'section' : 'made';
      this.#named.add(path);
    }
    return path === '' ? '/' : path;
  }
}

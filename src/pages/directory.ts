import type { Catalogue } from '../feeds/catalogue.ts';
import type { FeedDefinition } from '../feeds/feed.ts';

/** Which feeds there are, for pages that name some of them: there may be as many as there are tags. */
export interface Directory {
  /** By path; the whole site's is at ''. */
  get(path: string): FeedDefinition | undefined;
  /** What the navigation shows. */
  readonly sections: readonly FeedDefinition[];
}

/** Of a page that is shown whatever feeds there are. */
export const noFeeds: Directory = { get: () => undefined, sections: [] };

export function directoryOf({
  definitions,
  standing,
}: Pick<Catalogue, 'definitions' | 'standing'>): Directory {
  return {
    get: definitions.get,
    sections: [...standing()].filter(({ path }) => path.startsWith('/sections/')),
  };
}

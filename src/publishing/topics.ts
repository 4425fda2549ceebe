import { encodePath } from '../feeds/address.ts';
import { formats } from '../feeds/formats/formats.ts';
import { documentTopics } from './documents.ts';
import { topicAt } from './pageindex.ts';
import type { Snapshot } from './snapshot.ts';

/**
 * Every topic that a shelf of this snapshot answers with 200, each once: pages, feeds and their archives in every format,
 * the lists of feeds. Whatever comes to have an address of its own is named here, and is then part of a static site too.
 */
export function topicsOf(snapshot: Snapshot): ReadonlySet<string> {
  return new Set(enumerate(snapshot));
}

function* enumerate(snapshot: Snapshot): Iterable<string> {
  const { catalogue, archivePages, out, site } = snapshot;
  yield '/';
  yield '/feeds';
  yield* documentTopics(snapshot);
  for (const definition of catalogue.definitions.values()) {
    if (definition.path !== '') yield encodePath(definition.path);
    for (const path of [definition.path, ...archivePages(definition)]) {
      for (const { file } of formats) yield `${encodePath(path)}/${file}`;
    }
  }
  for (const article of out) {
    const topic = topicAt(article.permalink, site);
    if (topic !== undefined) yield topic;
  }
}

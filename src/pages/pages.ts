import { mapInSteps, type Steps } from '../articles/steps.ts';
import { decodePath } from '../feeds/address.ts';
import type { Feed } from '../feeds/feed.ts';
import { inBreaths } from '../publishing/breaths.ts';
import type { Snapshot } from '../publishing/snapshot.ts';
import { articlePage } from './article.ts';
import { directoryOf } from './directory.ts';
import { feedsPage } from './feeds.ts';
import { frontPage } from './front.ts';
import { gonePage } from './gone.ts';
import { topicPage } from './topic.ts';

/** The HTML at a topic, or undefined when there is no page. */
export function pageOf(topic: string, snapshot: Snapshot): Promise<string> | undefined {
  const { site, catalogue } = snapshot;
  const feeds = () => directoryOf(catalogue);
  if (topic === '/') return list('', (feed) => frontPage(feed, feeds()));
  if (topic === '/feeds') return inBreaths(listAll(snapshot));
  const article = snapshot.article(topic);
  if (article !== undefined) {
    return snapshot.entryOf(article).then((entry) => {
      if (entry === undefined) throw new Error(`the body of ${article.key} cannot be read`);
      return articlePage(entry, site, feeds());
    });
  }
  const grave = snapshot.withdrawn(topic);
  if (grave !== undefined) return Promise.resolve(gonePage(site, grave.reason));
  const path = decodePath(topic);
  return path === undefined || path === '' ? undefined : list(path, (feed) => topicPage(feed, feeds()));

  function list(path: string, render: (feed: Feed) => string): Promise<string> | undefined {
    const plan = catalogue.definitions.has(path) ? snapshot.plan(path) : undefined;
    return (
      plan && snapshot.fill({ ...plan, definition: { ...plan.definition, content: 'full' } }).then(render)
    );
  }
}

function* listAll({ catalogue, site }: Snapshot): Steps<string> {
  const feeds = yield* mapInSteps(catalogue.definitions.values(), (definition) => {
    const articles = catalogue.articles(definition.path);
    return { definition, count: articles.length, newest: articles[0] };
  });
  return yield* feedsPage(site, feeds, directoryOf(catalogue));
}

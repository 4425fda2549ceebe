import type { Library } from '../articles/library.ts';
import { decodePath } from '../feeds/address.ts';
import type { Format } from '../feeds/feed.ts';
import { formats } from '../feeds/formats/formats.ts';
import type { FeedPlan } from '../feeds/plan.ts';
import { type Basis, basisOf, sameBasis } from './basis.ts';
import type { ByteCache } from './cache.ts';
import type { Representation } from './representation.ts';
import type { Snapshot } from './snapshot.ts';

type Found = Representation | Promise<Representation | undefined> | undefined;

/** What can be served now. A shelf is replaced as a whole, never edited. */
export interface Shelf {
  readonly library: Library;
  readonly snapshot: Snapshot;
  /** What stands ready, by topic, and what that shows. */
  readonly standing: ReadonlyMap<string, Representation>;
  readonly plans: readonly FeedPlan[];
  /** Standing topics answer at once; one of the long tail is rendered at its first request, once. */
  find(topic: string): Found;
}

/** One of the long tail, kept for the next request; it holds as long as what it was made of does. */
export interface Kept {
  readonly representation: Representation;
  readonly basis: Basis | Snapshot;
}

/** Renders what does not stand ready. */
export interface Renderer {
  feed(plan: FeedPlan, format: Format, snapshot: Snapshot): Promise<Representation>;
  /** Undefined, perhaps only in the end, when there is no page at this topic. */
  page(topic: string, snapshot: Snapshot): Promise<Representation | undefined> | undefined;
}

export function arrangeShelf(
  snapshot: Snapshot,
  standing: ReadonlyMap<string, Representation>,
  plans: readonly FeedPlan[],
  tail: ByteCache<string, Kept>,
  renderer: Renderer,
): Shelf {
  const pending = new Map<string, Promise<Representation | undefined>>();
  return {
    library: snapshot.library,
    snapshot,
    standing,
    plans,
    find: (topic) => standing.get(topic) ?? findInTail(topic) ?? findAliased(topic),
  };

  function findAliased(topic: string): Found {
    const target = snapshot.aliased(topic);
    return target === undefined ? undefined : (standing.get(target) ?? findInTail(target));
  }

  function findInTail(topic: string): Found {
    const running = pending.get(topic);
    if (running !== undefined) return running;
    const kept = tail.get(topic);
    const place = locateFeed(topic, snapshot);
    if (place !== undefined) {
      const basis = basisOf(place.plan, snapshot.titles);
      if (
        kept !== undefined &&
        'plan' in kept.basis &&
        'related' in kept.basis &&
        sameBasis(kept.basis, basis)
      ) {
        tail.tell('hit');
        return kept.representation;
      }
      return render(topic, basis, kept, () => renderer.feed(place.plan, place.format, snapshot));
    }
    if (kept?.basis === snapshot) {
      tail.tell('hit');
      return kept.representation;
    }
    const page = renderer.page(topic, snapshot);
    return page === undefined ? undefined : render(topic, snapshot, kept, () => page);
  }

  /** One rendering, however many ask; if it fails, the last good bytes, for a feed must never turn into an error. */
  function render(
    topic: string,
    basis: Basis | Snapshot,
    kept: Kept | undefined,
    work: () => Promise<Representation | undefined>,
  ): Promise<Representation | undefined> {
    tail.tell('miss');
    const running = work()
      .then((representation) => {
        if (representation === undefined) return undefined;
        const { identity, gzip, br } = representation;
        tail.set(topic, { representation, basis }, identity.length + gzip.length + br.length + 512);
        return representation;
      })
      .catch((error: unknown) => {
        if (kept !== undefined) return kept.representation;
        throw error;
      })
      .finally(() => pending.delete(topic));
    pending.set(topic, running);
    return running;
  }
}

function locateFeed(topic: string, snapshot: Snapshot): { plan: FeedPlan; format: Format } | undefined {
  const slash = topic.lastIndexOf('/');
  const format = formats.find(({ file }) => file === topic.slice(slash + 1));
  if (format === undefined) return undefined;
  const path = decodePath(topic.slice(0, slash));
  const plan = path === undefined ? undefined : snapshot.plan(path);
  return plan === undefined ? undefined : { plan, format };
}
